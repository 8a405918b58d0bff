//! Errors in the body of a response, which report a failed operation independent of the status.

use std::fmt;

use crate::meaning::in_language;
use crate::pointer;

/// Describes how the body of a response reports that the operation failed (`x-failure` of the document's overlay).
///
/// A response with a status of success whose body has a code that is not in `success` is
/// [`Error::Rejected`](crate::Error::Rejected): the request was not carried out. **A code that is sent for a request that
/// was carried out, a warning for example, has to be in `success`**, or callers repeat the request. If the code is
/// missing, null or blank, the status decides.
///
/// ```
/// use api_transport::BodyError;
///
/// const ERROR: BodyError = BodyError::new("/error/code", &["0"]).text("/error/text");
/// let reported = ERROR.read(br#"{"error":{"code":"E17","text":"unknown client"}}"#).unwrap();
/// assert_eq!((reported.code(), reported.reason()), ("E17", Some("unknown client")));
/// assert!(ERROR.read(br#"{"error":{"code":0}}"#).is_none());
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BodyError {
    /// The JSON pointer of the code.
    pub code: &'static str,
    /// The codes that mean success. A number is compared by its text.
    pub success: &'static [&'static str],
    /// The JSON pointer of the server's message.
    pub text: Option<&'static str>,
    /// The known codes; a server may send others.
    pub known: &'static [KnownCode],
}

impl BodyError {
    /// Describes errors whose code is at the JSON pointer `code` and not in `success`.
    #[must_use]
    pub const fn new(code: &'static str, success: &'static [&'static str]) -> Self {
        Self {
            code,
            success,
            text: None,
            known: &[],
        }
    }

    /// Sets the JSON pointer of the server's message.
    #[must_use]
    pub const fn text(mut self, pointer: &'static str) -> Self {
        self.text = Some(pointer);
        self
    }

    /// Sets the known codes.
    #[must_use]
    pub const fn known(mut self, codes: &'static [KnownCode]) -> Self {
        self.known = codes;
        self
    }

    /// Whether a body has a code that means success.
    pub(crate) fn has_success_code(&self, body: &[u8]) -> bool {
        let code = pointer::text_at(body, self.code);
        code.is_some_and(|code| self.success.contains(&code.as_str()))
    }

    /// The property of a body that contains the code.
    pub(crate) fn property(&self) -> Option<&'static str> {
        self.code.split('/').nth(1)
    }

    /// The error that a body reports; `None` if there is none, or if the body is not JSON.
    #[must_use]
    pub fn read(&self, body: &[u8]) -> Option<ReportedError> {
        let code = pointer::text_at(body, self.code)?;
        if self.success.contains(&code.as_str()) {
            return None;
        }
        Some(ReportedError {
            text: self
                .text
                .and_then(|pointer| pointer::text_at(body, pointer)),
            known: self.known.iter().find(|entry| entry.value == code),
            code,
        })
    }
}

/// Omits the known codes, of which there can be many.
impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyError")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// A known code (`x-known-values` of the code's property).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownCode {
    /// The code.
    pub value: &'static str,
    /// The name.
    pub name: &'static str,
    /// The meaning.
    pub description: Texts,
    /// The remedy.
    pub advice: Texts,
    /// Whether the code means that the credentials were refused, so that sending them again may lock the account.
    pub credentials: bool,
}

impl KnownCode {
    /// Creates a known code.
    #[must_use]
    pub const fn new(value: &'static str, name: &'static str) -> Self {
        Self {
            value,
            name,
            description: Texts(&[]),
            advice: Texts(&[]),
            credentials: false,
        }
    }

    /// Sets the meaning, by language.
    #[must_use]
    pub const fn description(mut self, texts: &'static [(&'static str, &'static str)]) -> Self {
        self.description = Texts(texts);
        self
    }

    /// Sets the remedy, by language.
    #[must_use]
    pub const fn advice(mut self, texts: &'static [(&'static str, &'static str)]) -> Self {
        self.advice = Texts(texts);
        self
    }

    /// Declares that the code means that the credentials were refused.
    #[must_use]
    pub const fn credentials(mut self) -> Self {
        self.credentials = true;
        self
    }
}

/// A text in several languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts(&'static [(&'static str, &'static str)]);

impl Texts {
    /// The text in a language such as `es` or `es_ES.UTF-8`. If there is none, the text in English or in the first language.
    #[must_use]
    pub fn in_language(&self, language: &str) -> Option<&'static str> {
        in_language(self.0, language)
    }
}

/// An error that the body of a response reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedError {
    code: String,
    text: Option<String>,
    known: Option<&'static KnownCode>,
}

impl ReportedError {
    /// The code, as the server sent it.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The server's message.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The document's description of the code.
    #[must_use]
    pub fn known(&self) -> Option<&'static KnownCode> {
        self.known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERROR: BodyError = BodyError::new("/e/c", &["0", "true"]).text("/e/t").known(&[
        KnownCode::new("E1", "FIRST")
            .description(&[("es", "primero"), ("en", "first")])
            .credentials(),
        KnownCode::new("7", "SEVENTH"),
    ]);

    #[test]
    fn a_scalar_code_that_is_not_a_success_is_an_error() {
        let read = |body: &str| ERROR.read(body.as_bytes());
        for body in [
            r#"{"e":{"c":"0"}}"#,
            r#"{"e":{"c":0}}"#,
            r#"{"e":{"c":true}}"#,
            r#"{"e":{"c":null}}"#,
            r#"{"e":{"c":" "}}"#,
            r#"{"e":{"c":{"E1":1}}}"#,
            r#"{"e":{"c":["E1"]}}"#,
            r#"{"e":null}"#,
            r#"{"e":{"t":"words"}}"#,
            r#"[{"e":{"c":"E1"}}]"#,
            r#"{"e":{"c":"E1"}"#,
            "E1",
            "",
        ] {
            assert_eq!(read(body), None, "{body}");
        }
        for (body, code, text, name) in [
            (
                r#"{"e":{"c":"E1","t":"no"}}"#,
                "E1",
                Some("no"),
                Some("FIRST"),
            ),
            (r#"{"e":{"c":7,"t":3}}"#, "7", Some("3"), Some("SEVENTH")),
            (r#"{"e":{"c":"E2","t":null}}"#, "E2", None, None),
            (r#"{"e":{"c":0.0}}"#, "0.0", None, None),
            (r#"{"e":{"c":false}}"#, "false", None, None),
        ] {
            let error = read(body).expect(body);
            let found = (
                error.code(),
                error.reason(),
                error.known().map(|entry| entry.name),
            );
            assert_eq!(found, (code, text, name), "{body}");
        }
    }

    #[test]
    fn a_text_is_returned_in_the_requested_language_or_in_another() {
        let description = ERROR.known[0].description;
        for (language, text) in [
            ("es", "primero"),
            ("ES_es.UTF-8", "primero"),
            ("en-GB", "first"),
            ("fr", "first"),
            ("", "first"),
        ] {
            assert_eq!(description.in_language(language), Some(text), "{language}");
        }
        assert_eq!(Texts(&[("es", "uno")]).in_language("fr"), Some("uno"));
        assert_eq!(ERROR.known[0].advice.in_language("en"), None);
    }
}
