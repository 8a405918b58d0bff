//! Texts in several languages.

/// The text in a language (`es`, `ES`, `es-ES`, `es_ES.UTF-8`). If there is none, the text in English or in the first
/// language. A text that has no language is listed with an empty one.
#[must_use]
pub fn in_language(texts: &[(&'static str, &'static str)], language: &str) -> Option<&'static str> {
    let primary = language.split(['-', '_', '.', '@']).next();
    let find = |wanted: &str| {
        let mut texts = texts.iter();
        texts.find(|(language, _)| language.eq_ignore_ascii_case(wanted))
    };
    let found = primary.and_then(find).or_else(|| find("en"));
    found.or_else(|| texts.first()).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_another_language_is_english_or_the_first() {
        let both = [("es", "cubierto"), ("en", "covered")];
        for (language, text) in [
            ("ES", "cubierto"),
            ("es-MX", "cubierto"),
            ("en_GB", "covered"),
            ("fr", "covered"),
        ] {
            assert_eq!(in_language(&both, language), Some(text), "{language}");
        }
        assert_eq!(in_language(&[("", "plain")], "es"), Some("plain"));
        assert_eq!(in_language(&[], "es"), None);
    }
}
