//! Texts in several languages.

/// The text in a language (`es`, `ES`, `es-ES`), else the English one, else the first. A text without languages has an
/// empty one.
#[must_use]
pub fn in_language(texts: &[(&'static str, &'static str)], language: &str) -> Option<&'static str> {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let of = |wanted: &str| {
        let mut texts = texts.iter();
        texts.find(|(language, _)| language.eq_ignore_ascii_case(wanted))
    };
    let found = of(primary).or_else(|| of("en")).or_else(|| texts.first());
    found.map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_that_is_not_there_is_english_or_the_first() {
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
