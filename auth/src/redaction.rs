//! Secrets in text of a server, which echoes requests now and then: whole, in part, and in other encodings.
//!
//! All text in errors is filtered here. Each byte of a secret becomes `*`, so that JSON remains JSON.

use api_transport::{Body, Response, text};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

/// How many characters of a secret give away enough of it to be removed.
const PIECE: usize = 6;

/// How often a text can be encoded and is still recognised: JSON that holds HTML that holds a URL.
const ENCODINGS: usize = 3;

/// Finds secrets in text, for as long as it takes to write an error.
pub(crate) struct Redaction {
    /// All pieces of all secrets, sorted.
    pieces: Zeroizing<Vec<[u8; PIECE]>>,
    /// What is shorter than a piece, or no secret in part.
    wholes: Vec<Zeroizing<Vec<u8>>>,
}

impl Redaction {
    /// Of `secrets`, of which no piece may be shown, and of `names`, which may not be shown as a whole.
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

    /// The same response, without secrets in its headers and its body.
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
            // a secret in UTF-16 could be read in the text
            Body::Bytes(_) => Body::Bytes(self.redact(&text).map_or(text, Bytes::from)),
            stream @ Body::Stream(_) => stream,
        };
        Response::new(status, headers, body)
    }

    /// `text` without secrets; `None` where it has none.
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
        let redact = text.iter().zip(whole_characters(text, found));
        Some(
            redact
                .map(|(b, found)| if found { b'*' } else { *b })
                .collect(),
        )
    }

    fn mark(&self, view: &View, found: &mut [bool]) {
        let mut mark = |at: usize, length: usize| {
            let spans = view.spans.iter().skip(at).take(length);
            for (start, end) in spans.copied() {
                found
                    .iter_mut()
                    .take(end)
                    .skip(start)
                    .for_each(|f| *f = true);
            }
        };
        for (at, piece) in view.bytes.windows(PIECE).enumerate() {
            let is_known = |known: &[u8; PIECE]| known.as_slice().cmp(piece);
            if self.pieces.binary_search_by(is_known).is_ok() {
                mark(at, PIECE);
            }
        }
        for whole in &self.wholes {
            for (at, window) in view.bytes.windows(whole.len()).enumerate() {
                if window == whole.as_slice() && stands_alone(&view.bytes, at, whole.len()) {
                    mark(at, whole.len());
                }
            }
        }
    }
}

/// Whether a response is text for people, and no data: an error or a page.
pub(crate) fn shows_text(response: &Response) -> bool {
    !response.status().is_success() || text::is_page(response.headers())
}

/// Whether no letter or digit continues what begins at `at`: a short secret within a word is chance.
fn stands_alone(text: &[u8], at: usize, length: usize) -> bool {
    let continues = |at: Option<usize>| {
        let byte = at.and_then(|at| text.get(at));
        byte.is_some_and(u8::is_ascii_alphanumeric)
    };
    length >= PIECE || !(continues(at.checked_sub(1)) || continues(at.checked_add(length)))
}

/// A secret as it is, with `+` for spaces, and in Base64 wherever it begins in an encoded text.
fn forms(secret: &str) -> Vec<Zeroizing<Vec<u8>>> {
    let mut forms = vec![Zeroizing::new(secret.as_bytes().to_vec())];
    if secret.contains(' ') {
        forms.push(Zeroizing::new(secret.replace(' ', "+").into_bytes()));
    }
    for before in 0..3 {
        let mut bytes = Zeroizing::new(vec![0; before]);
        bytes.extend_from_slice(secret.as_bytes());
        // the first and the last characters hold bits of what is beside the secret
        let whole = bytes.len() / 3 * 4 + bytes.len() % 3;
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let text = Zeroizing::new(engine.encode(&*bytes));
            let skipped = [0, 2, 3].get(before).copied().unwrap_or(0);
            if let Some(form) = text.as_bytes().get(skipped..whole)
                && form.len() >= PIECE
            {
                forms.push(Zeroizing::new(form.to_vec()));
            }
        }
    }
    forms
}

/// A text with the position of each byte in the text as it was received.
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

    /// The text with one level of escapes undone; `None` where there are none.
    fn decoded(&self) -> Option<Self> {
        let mut next = Self {
            bytes: Zeroizing::new(Vec::with_capacity(self.bytes.len())),
            spans: Vec::with_capacity(self.spans.len()),
        };
        let mut rest = self.bytes.as_slice();
        let mut changed = false;
        while let Some((first, after)) = rest.split_first() {
            let at = self.bytes.len() - rest.len();
            let (character, length) = match unescape(rest) {
                Some((character, length)) => (character, length),
                None => (Character::Byte(*first), 1),
            };
            changed |= length > 1;
            rest = if length > 1 {
                rest.get(length..)?
            } else {
                after
            };
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

/// The character that an escape at the start of `text` means, and the length of the escape.
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

/// An HTML entity after its `&`: those that escaping makes, and any by its number.
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

fn number(text: &[u8], radix: u32, digits: usize) -> Option<u32> {
    let digits = text.get(..digits).filter(|digits| !digits.is_empty())?;
    let is_digit = |byte: &u8| char::from(*byte).is_digit(radix);
    let text = std::str::from_utf8(digits).ok()?;
    let is_number = digits.iter().all(is_digit);
    is_number.then(|| u32::from_str_radix(text, radix).ok())?
}

/// Extends what was found to whole characters, so that UTF-8 remains UTF-8.
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
