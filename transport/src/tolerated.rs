//! The tolerated parts of a response, and the rows that could not be read.

use std::fmt;

/// A tolerated difference of a body from the document.
///
/// It contains a pointer but no value, and can be logged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Tolerated {
    /// The JSON pointer of the value; empty for the whole body.
    pub pointer: String,
    /// The kind of the difference.
    pub what: Tolerance,
}

impl Tolerated {
    pub(crate) fn whole(what: Tolerance) -> Self {
        Self {
            pointer: String::new(),
            what,
        }
    }
}

impl fmt::Display for Tolerated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => write!(f, "{}", self.what),
            pointer => write!(f, "{} at {pointer}", self.what),
        }
    }
}

/// A kind of tolerated difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Tolerance {
    /// The body begins with a byte order mark.
    ByteOrderMark,
    /// The body has another charset than UTF-8.
    Charset,
    /// Bytes that are invalid in the charset became U+FFFD.
    InvalidText,
    /// The body is that of another status of success.
    Status,
    /// A pattern, a length or a list of values does not allow the text, which is kept unchanged.
    Limit,
    /// A whole number has a fraction of zeros or an exponent: `17.0`.
    WholeNumber,
    /// A number or a boolean is a text: `"17"`.
    Quoted,
    /// A text is a number or a boolean: `17`.
    Unquoted,
    /// A date has a time, which is left out. The date is not converted to another time zone.
    DateTime,
    /// A list is null or absent, and is read as an empty list.
    NoList,
    /// An optional value is an empty text, or an object is an empty list, and is read as absent.
    Empty,
    /// An optional value was left out: its text does not have the documented format or, in an error, it cannot be read.
    LeftOut,
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ByteOrderMark => "a byte order mark",
            Self::Charset => "another charset than UTF-8",
            Self::InvalidText => "bytes that are invalid in the charset",
            Self::Status => "the body of another status",
            Self::Limit => "a text beyond the documented limits",
            Self::WholeNumber => "a whole number with a fraction of zeros or an exponent",
            Self::Quoted => "a number or a boolean in quotation marks",
            Self::Unquoted => "a text without quotation marks",
            Self::DateTime => "a date with a time",
            Self::NoList => "a list that is null or absent",
            Self::Empty => "an empty text or list for an absent value",
            Self::LeftOut => "a value that was left out",
        })
    }
}

/// A row of a list that could not be read, and is left out of the typed list.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnreadRow {
    /// The JSON pointer of the row.
    pub pointer: String,
    /// The JSON pointer of the first value in the row that could not be read.
    pub fault: String,
    /// The row as JSON, with all digits.
    pub json: String,
}

/// Omits the row, which is data of the caller.
impl fmt::Debug for UnreadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnreadRow")
            .field("pointer", &self.pointer)
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

/// The result of reading a body, besides the value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    pub tolerated: Vec<Tolerated>,
    pub unread: Vec<UnreadRow>,
}

impl Report {
    pub fn is_empty(&self) -> bool {
        self.tolerated.is_empty() && self.unread.is_empty()
    }
}
