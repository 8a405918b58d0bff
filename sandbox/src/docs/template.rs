//! Puts texts into a template, so that no text can become markup or a place to fill.

/// Replaces each `{{name}}` of a template by what `value` has for the name. What is put in is not
/// looked through again.
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

/// A text as HTML, in content or in a quoted attribute.
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

/// JSON as the content of a `script` element, which only `<` could end or confuse.
pub(super) fn data(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_put_in_once_and_as_it_is() {
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
