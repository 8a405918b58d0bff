//! Text files: the detection of the encoding, and a reader that limits the size of a row.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

/// The largest number of bytes of a row.
const LARGEST_ROW: usize = 1024 * 1024;

/// The number of bytes that are read at once to detect the encoding.
const CHUNK: usize = 64 * 1024;

/// Detects the encoding of a file: UTF-16 by its byte order mark, UTF-8 if the whole file is valid UTF-8, otherwise Windows-1252,
/// which contains all characters of Latin-1.
pub(super) fn encoding(path: &Path) -> io::Result<&'static Encoding> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; CHUNK];
    // the number of bytes of an incomplete character at the start of the buffer
    let mut kept = 0;
    let mut first = true;
    loop {
        let read = file.read(buffer.get_mut(kept..).unwrap_or_default())?;
        let bytes = buffer.get(..kept + read).unwrap_or_default();
        if first && bytes.len() >= 3 {
            first = false;
            match bytes {
                [0xff, 0xfe, ..] => return Ok(UTF_16LE),
                [0xfe, 0xff, ..] => return Ok(UTF_16BE),
                _ => {}
            }
        }
        let rest = match std::str::from_utf8(bytes) {
            Ok(_) => 0,
            // the next bytes complete the last character
            Err(error) if error.error_len().is_none() && read > 0 => {
                bytes.len() - error.valid_up_to()
            }
            Err(_) => return Ok(WINDOWS_1252),
        };
        if read == 0 {
            return Ok(UTF_8);
        }
        let end = kept + read;
        buffer.copy_within(end - rest..end, 0);
        kept = rest;
    }
}

/// Reads a file as UTF-8 without its byte order mark. A row that is too long is an error.
pub(super) struct TextReader {
    text: DecodeReaderBytes<File, Vec<u8>>,
    row: RowSize,
}

/// The number of bytes that were read since the row began.
#[derive(Debug, Clone, Default)]
pub(super) struct RowSize(Rc<Cell<usize>>);

impl RowSize {
    /// Begins the next row.
    pub(super) fn reset(&self) {
        self.0.set(0);
    }
}

impl TextReader {
    pub(super) fn open(path: &Path, encoding: &'static Encoding) -> io::Result<(Self, RowSize)> {
        let file = File::open(path)?;
        let row = RowSize::default();
        let text = DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding))
            .bom_override(true)
            .build(file);
        let reader = Self {
            text,
            row: row.clone(),
        };
        Ok((reader, row))
    }
}

impl Read for TextReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.text.read(buffer)?;
        let size = self.row.0.get() + read;
        self.row.0.set(size);
        if size > LARGEST_ROW {
            return Err(io::Error::other(
                "the row is longer than 1 MiB; close its quotation mark",
            ));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn read(content: &[u8]) -> (&'static Encoding, String) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content).unwrap();
        let found = encoding(file.path()).unwrap();
        let (mut reader, _) = TextReader::open(file.path(), found).unwrap();
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        (found, text)
    }

    #[test]
    fn the_encoding_is_detected_and_the_byte_order_mark_is_dropped() {
        for (content, encoding, text) in [
            (&b"a;\xc3\xb1"[..], UTF_8, "a;ñ"),
            (b"\xef\xbb\xbfa;\xc3\xb1", UTF_8, "a;ñ"),
            (b"a;\xf1 \x80", WINDOWS_1252, "a;ñ €"),
            (b"\xff\xfea\0;\0\xf1\0", UTF_16LE, "a;ñ"),
            (b"\xfe\xff\0a\0;\0\xf1", UTF_16BE, "a;ñ"),
            (b"", UTF_8, ""),
            (b"\xc3", WINDOWS_1252, "Ã"),
        ] {
            assert_eq!(read(content), (encoding, text.to_owned()), "{content:?}");
        }
    }

    #[test]
    fn a_character_can_be_split_between_two_chunks() {
        let mut content = vec![b'a'; CHUNK - 1];
        content.extend("ñ".as_bytes());
        assert_eq!(read(&content).0, UTF_8);
        content.push(0xf1);
        assert_eq!(read(&content).0, WINDOWS_1252);
    }
}
