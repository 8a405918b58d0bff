//! Fills in a template, so that no text can become markup or a placeholder.

/// Replaces each `{{name}}` of a template by the text that `value` returns for the name. That text
/// is not searched for placeholders.
pub(super) fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        filled.push_str(before);
        filled.push_str(&value(name));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Escapes a text for HTML content or a quoted attribute.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Escapes JSON for the content of a `script` element, where only `<` is dangerous.
pub(super) fn data(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_inserted_unchanged_and_not_searched_again() {
        let value = |name: &str| match name {
            "a" => "{{b}}".to_owned(),
            name => format!("[{name}]"),
        };
        assert_eq!(fill("x{{a}}y{{b}}z{{", value), "x{{b}}y[b]z{{");
    }

    #[test]
    fn no_text_becomes_markup() {
        let text = r#"<a b="c" d='e'>&"#;
        assert_eq!(html(text), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
        assert_eq!(data(r#""</script><!--""#), r#""\u003c/script>\u003c!--""#);
    }
}
