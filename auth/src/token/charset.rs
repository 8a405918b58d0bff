//! The character set of a token request.

use http::HeaderValue;
use http::header::CONTENT_TYPE;
use oauth2::HttpRequest;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode, percent_encode};
use zeroize::Zeroizing;

/// The character set of the form of a token request. The standard requires UTF-8. Some servers decode it as Latin-1
/// (ISO 8859-1), and refuse a correct password that has an ñ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormCharset {
    /// UTF-8, without a `charset` in the content type.
    #[default]
    Unstated,
    /// UTF-8, with `charset=UTF-8` in the content type.
    Utf8,
    /// Latin-1, with `charset=ISO-8859-1` in the content type.
    Latin1,
}

/// The error for a character that Latin-1 lacks.
#[derive(Debug)]
pub(super) struct NotLatin1;

impl FormCharset {
    /// Converts the form of a request from UTF-8 to this character set.
    pub(super) fn apply(self, mut request: HttpRequest) -> Result<HttpRequest, NotLatin1> {
        let content_type = match self {
            Self::Unstated => return Ok(request),
            Self::Utf8 => "application/x-www-form-urlencoded; charset=UTF-8",
            Self::Latin1 => {
                let form = Zeroizing::new(std::mem::take(request.body_mut()));
                *request.body_mut() = latin1(&form)?;
                "application/x-www-form-urlencoded; charset=ISO-8859-1"
            }
        };
        let content_type = HeaderValue::from_static(content_type);
        request.headers_mut().insert(CONTENT_TYPE, content_type);
        Ok(request)
    }
}

/// Converts a form from UTF-8 to Latin-1.
fn latin1(form: &[u8]) -> Result<Vec<u8>, NotLatin1> {
    // allocated in full, as a buffer that grows leaves copies in memory
    let mut converted = Zeroizing::new(Vec::with_capacity(3 * form.len()));
    for piece in form.split_inclusive(|byte| matches!(byte, b'&' | b'=')) {
        let (text, separator) = match piece.split_last() {
            Some((separator @ (b'&' | b'='), text)) => (text, Some(*separator)),
            _ => (piece, None),
        };
        let spaced: Zeroizing<Vec<u8>> = text
            .iter()
            .map(|byte| if *byte == b'+' { b' ' } else { *byte })
            .collect::<Vec<u8>>()
            .into();
        let decoded = Zeroizing::new(percent_decode(&spaced).collect::<Vec<u8>>());
        let text = std::str::from_utf8(&decoded).map_err(|_| NotLatin1)?;
        let bytes: Result<Vec<u8>, _> = text.chars().map(u8::try_from).collect();
        let bytes = Zeroizing::new(bytes.map_err(|_| NotLatin1)?);
        let encoded = percent_encode(&bytes, NON_ALPHANUMERIC);
        encoded.for_each(|part| converted.extend_from_slice(part.as_bytes()));
        converted.extend(separator);
    }
    Ok(std::mem::take(&mut converted))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The content type and the body of a request with `form`.
    fn applied(charset: FormCharset, form: &str) -> Option<(String, String)> {
        let request = http::Request::new(form.as_bytes().to_vec());
        let request = charset.apply(request).ok()?;
        let content_type = request.headers().get(CONTENT_TYPE);
        let content_type = content_type.map_or("", |value| value.to_str().unwrap());
        let body = String::from_utf8(request.body().clone()).unwrap();
        Some((content_type.to_owned(), body))
    }

    #[test]
    fn a_form_is_converted_to_each_character_set() {
        let form = "password=Espa%C3%B1a+1%26%3D%2B&scope=read";
        let (content_type, body) = applied(FormCharset::Unstated, form).unwrap();
        assert_eq!((content_type.as_str(), body.as_str()), ("", form));
        let (content_type, body) = applied(FormCharset::Utf8, form).unwrap();
        assert!(content_type.ends_with("; charset=UTF-8"));
        assert_eq!(body, form);
        let (content_type, body) = applied(FormCharset::Latin1, form).unwrap();
        assert!(content_type.ends_with("; charset=ISO-8859-1"));
        assert_eq!(body, "password=Espa%F1a%201%26%3D%2B&scope=read");
    }

    #[test]
    fn a_character_that_latin_1_lacks_is_an_error() {
        assert!(applied(FormCharset::Latin1, "password=%E2%82%AC").is_none());
    }
}
