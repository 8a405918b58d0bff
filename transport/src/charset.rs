//! Decodes the text of a body: removes a byte order mark, and converts its charset to UTF-8.

use bytes::Bytes;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use http::{HeaderMap, header};

use crate::tolerated::{Tolerance, Tolerated};

/// Converts a body to UTF-8, and returns what was tolerated. A body in UTF-8 is not copied.
pub(crate) fn utf8(headers: &HeaderMap, body: &Bytes) -> (Bytes, Vec<Tolerated>) {
    let mark = Encoding::for_bom(body);
    // ASCII characters in UTF-16 are also valid UTF-8, with zeros between them
    let has_zeros = body.iter().take(2).any(|byte| *byte == 0);
    if mark.is_none() && !has_zeros && std::str::from_utf8(body).is_ok() {
        return (body.clone(), vec![]);
    }
    let (encoding, mark_length) = mark.unwrap_or_else(|| (guess(headers, body), 0));
    let rest = body.get(mark_length..).unwrap_or_default();
    let (text, invalid) = encoding.decode_without_bom_handling(rest);
    let tolerated = [
        (mark.is_some(), Tolerance::ByteOrderMark),
        (encoding != UTF_8, Tolerance::Charset),
        (invalid, Tolerance::InvalidText),
    ];
    let tolerated = tolerated.into_iter().filter(|(applies, _)| *applies);
    let tolerated = tolerated.map(|(_, tolerance)| Tolerated::whole(tolerance));
    (Bytes::from(text.into_owned()), tolerated.collect())
}

/// The encoding of a body without a byte order mark. JSON begins with ASCII, so a zero indicates UTF-16. Otherwise, the
/// declared encoding applies.
fn guess(headers: &HeaderMap, body: &Bytes) -> &'static Encoding {
    match body.get(..2) {
        Some([0, _]) => UTF_16BE,
        Some([_, 0]) => UTF_16LE,
        _ => declared(headers).unwrap_or(UTF_8),
    }
}

/// The encoding in the `charset` of the content type.
fn declared(headers: &HeaderMap) -> Option<&'static Encoding> {
    let content_type = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let label = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches('"'))
    })?;
    Encoding::for_label(label.as_bytes())
}
