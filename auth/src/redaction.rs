//! Removes secrets from text of a server, which can echo requests in whole, in part, and in other encodings.
//!
//! All text in errors is filtered. Each byte of a secret becomes `*`, so that JSON remains valid.

use api_transport::{Body, Response, text};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

/// The length of the shortest part of a secret that is removed, in bytes.
const PIECE: usize = 6;

/// The number of nested encodings in which a secret is recognised, for example a URL in HTML in JSON.
const ENCODINGS: usize = 3;

/// A search for secrets. It copies them, so it is made for each error and dropped afterwards.
pub(crate) struct Redaction {
    /// All pieces of all secrets, sorted.
    pieces: Zeroizing<Vec<[u8; PIECE]>>,
    /// Texts that are only removed as a whole: names, and secrets shorter than a piece.
    wholes: Vec<Zeroizing<Vec<u8>>>,
}

impl Redaction {
    /// Creates a search for `secrets`, of which no piece may be shown, and `names`, which may not be shown as a whole.
    pub(crate) fn new<'a>(
        secrets: impl IntoIterator<Item = &'a str>,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut this = Self {
            pieces: Zeroizing::default(),
            wholes: Vec::new(),
        };
        for secret in secrets {
            for form in forms(secret) {
                if form.len() < PIECE {
                    this.wholes.push(form);
                } else {
                    let pieces = form
                        .windows(PIECE)
                        .filter_map(|piece| <[u8; PIECE]>::try_from(piece).ok());
                    this.pieces.extend(pieces);
                }
            }
        }
        this.wholes.extend(names.into_iter().flat_map(forms));
        this.wholes.retain(|whole| !whole.is_empty());
        this.pieces.sort_unstable();
        this
    }

    /// Removes secrets from the headers and the body of a response.
    pub(crate) fn response(&self, response: Response) -> Response {
        let text = response.text();
        let (status, mut headers, body) = response.into_parts();
        for value in headers.values_mut() {
            if let Some(redacted) = self.redact(value.as_bytes())
                && let Ok(redacted) = HeaderValue::from_bytes(&redacted)
            {
                *value = redacted;
            }
        }
        let body = match body {
            // a secret in UTF-16 is only found in the decoded text
            Body::Bytes(_) => Body::Bytes(self.redact(&text).map_or(text, Bytes::from)),
            stream @ Body::Stream(_) => stream,
        };
        Response::new(status, headers, body)
    }

    /// Removes secrets from `text`; `None` if it has none.
    pub(crate) fn redact(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut found = vec![false; text.len()];
        let mut view = View::of(text);
        for _ in 0..=ENCODINGS {
            self.mark(&view, &mut found);
            match view.decoded() {
                Some(decoded) => view = decoded,
                None => break,
            }
        }
        if !found.contains(&true) {
            return None;
        }
        let bytes = text.iter().zip(whole_characters(text, found));
        Some(
            bytes
                .map(|(byte, found)| if found { b'*' } else { *byte })
                .collect(),
        )
    }

    /// Sets `found` for the bytes of the received text that hold secrets in `view`.
    fn mark(&self, view: &View, found: &mut [bool]) {
        let mut mark_span = |at: usize, length: usize| {
            let spans = view.spans.iter().skip(at).take(length);
            for (start, end) in spans.copied() {
                if let Some(found) = found.get_mut(start..end) {
                    found.fill(true);
                }
            }
        };
        for (at, piece) in view.bytes.windows(PIECE).enumerate() {
            let compare = |secret: &[u8; PIECE]| secret.as_slice().cmp(piece);
            if self.pieces.binary_search_by(compare).is_ok() {
                mark_span(at, PIECE);
            }
        }
        for whole in &self.wholes {
            for (at, window) in view.bytes.windows(whole.len()).enumerate() {
                if window == whole.as_slice() && stands_alone(&view.bytes, at, whole.len()) {
                    mark_span(at, whole.len());
                }
            }
        }
    }
}

/// Whether a response is a text for people instead of data: an error or an HTML page.
pub(crate) fn shows_text(response: &Response) -> bool {
    !response.status().is_success() || text::is_page(response.headers())
}

/// Whether a match is long or a whole word. A short secret within a word is a coincidence.
fn stands_alone(text: &[u8], at: usize, length: usize) -> bool {
    let continues = |at: Option<usize>| {
        let byte = at.and_then(|at| text.get(at));
        byte.is_some_and(u8::is_ascii_alphanumeric)
    };
    length >= PIECE || !(continues(at.checked_sub(1)) || continues(at.checked_add(length)))
}

/// The forms of a secret to search for: unchanged, with `+` for spaces, and in Base64 at each of the three alignments.
fn forms(secret: &str) -> Vec<Zeroizing<Vec<u8>>> {
    let mut forms = vec![Zeroizing::new(secret.as_bytes().to_vec())];
    if secret.contains(' ') {
        forms.push(Zeroizing::new(secret.replace(' ', "+").into_bytes()));
    }
    for before in 0..3 {
        let mut bytes = Zeroizing::new(vec![0; before]);
        bytes.extend_from_slice(secret.as_bytes());
        // the first and the last characters also encode bits of the adjacent text
        let end = bytes.len() / 3 * 4 + bytes.len() % 3;
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let text = Zeroizing::new(engine.encode(&*bytes));
            let skipped = [0, 2, 3].get(before).copied().unwrap_or(0);
            if let Some(form) = text.as_bytes().get(skipped..end)
                && form.len() >= PIECE
            {
                forms.push(Zeroizing::new(form.to_vec()));
            }
        }
    }
    forms
}

/// A decoded text with the span of each byte in the received text.
struct View {
    bytes: Zeroizing<Vec<u8>>,
    spans: Vec<(usize, usize)>,
}

impl View {
    fn of(text: &[u8]) -> Self {
        Self {
            bytes: Zeroizing::new(text.to_vec()),
            spans: (0..text.len()).map(|at| (at, at + 1)).collect(),
        }
    }

    /// Resolves one level of escapes; `None` if there are none.
    fn decoded(&self) -> Option<Self> {
        let mut next = Self {
            bytes: Zeroizing::new(Vec::with_capacity(self.bytes.len())),
            spans: Vec::with_capacity(self.spans.len()),
        };
        let mut rest = self.bytes.as_slice();
        let mut changed = false;
        while let Some(first) = rest.first() {
            let at = self.bytes.len() - rest.len();
            let (character, length) = unescape(rest).unwrap_or((Character::Byte(*first), 1));
            changed |= length > 1;
            rest = rest.get(length..)?;
            let start = self.spans.get(at)?.0;
            let end = self.spans.get(at + length - 1)?.1;
            let mut buffer = [0; 4];
            for byte in character.bytes(&mut buffer) {
                next.bytes.push(*byte);
                next.spans.push((start, end));
            }
        }
        changed.then_some(next)
    }
}

enum Character {
    Byte(u8),
    Char(char),
}

impl Character {
    fn bytes<'a>(&self, buffer: &'a mut [u8; 4]) -> &'a [u8] {
        match self {
            Self::Byte(byte) => {
                *buffer = [*byte, 0, 0, 0];
                &buffer[..1]
            }
            Self::Char(char) => char.encode_utf8(buffer).as_bytes(),
        }
    }
}

/// The character of an escape at the start of `text`, and the length of the escape; `None` if there is none.
fn unescape(text: &[u8]) -> Option<(Character, usize)> {
    match text {
        [b'%', hex @ ..] => Some((Character::Byte(u8::try_from(number(hex, 16, 2)?).ok()?), 3)),
        [b'\\', b'u', hex @ ..] => Some((Character::Char(char::from_u32(number(hex, 16, 4)?)?), 6)),
        [b'\\', escaped @ (b'"' | b'\\' | b'/' | b'\''), ..] => {
            Some((Character::Byte(*escaped), 2))
        }
        [b'&', rest @ ..] => entity(rest),
        _ => None,
    }
}

/// The character of an HTML entity, and the length of the entity. `text` begins after the `&`. Of the named entities, only
/// the common ones are resolved.
fn entity(text: &[u8]) -> Option<(Character, usize)> {
    let end = text.iter().take(10).position(|byte| *byte == b';')?;
    let name = text.get(..end)?;
    let char = match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        b"nbsp" => ' ',
        [b'#', b'x' | b'X', hex @ ..] => char::from_u32(number(hex, 16, hex.len())?)?,
        [b'#', digits @ ..] => char::from_u32(number(digits, 10, digits.len())?)?,
        _ => return None,
    };
    Some((Character::Char(char), end + 2))
}

/// The number in the first `length` bytes of `text`; `None` unless all of them are digits.
fn number(text: &[u8], radix: u32, length: usize) -> Option<u32> {
    let digits = text.get(..length).filter(|digits| !digits.is_empty())?;
    let is_digit = |byte: &u8| char::from(*byte).is_digit(radix);
    let is_number = digits.iter().all(is_digit);
    let digits = std::str::from_utf8(digits).ok()?;
    is_number.then(|| u32::from_str_radix(digits, radix).ok())?
}

/// Extends the marks to whole characters, so that UTF-8 remains valid.
fn whole_characters(text: &[u8], mut found: Vec<bool>) -> Vec<bool> {
    let mut at = 0;
    for chunk in text.utf8_chunks() {
        for char in chunk.valid().chars() {
            let end = at + char.len_utf8();
            if let Some(bytes) = found.get_mut(at..end)
                && bytes.contains(&true)
            {
                bytes.fill(true);
            }
            at = end;
        }
        at += chunk.invalid().len();
    }
    found
}

#[cfg(test)]
mod tests;
