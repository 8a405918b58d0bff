//! The description of the pages of an operation.

/// Describes the pages of an operation (`x-pages` of the document's overlay).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paging {
    /// The query parameter for the cursor.
    pub parameter: &'static str,
    /// The JSON pointer of the next cursor in a body.
    pub next: &'static str,
    /// The cursors that end the list. A missing, null or blank cursor and one that was used before end it, too.
    pub end: &'static [&'static str],
    /// The JSON pointer of the rows in a body.
    pub rows: Option<&'static str>,
}

impl Paging {
    /// Describes pages whose next cursor is at the pointer `next` of a body and is sent in the query parameter `parameter`.
    #[must_use]
    pub const fn new(parameter: &'static str, next: &'static str) -> Self {
        Self {
            parameter,
            next,
            end: &[],
            rows: None,
        }
    }

    /// Sets the cursors that end the list.
    #[must_use]
    pub const fn end(mut self, cursors: &'static [&'static str]) -> Self {
        self.end = cursors;
        self
    }

    /// Sets the pointer of the rows in a body.
    #[must_use]
    pub const fn rows(mut self, pointer: &'static str) -> Self {
        self.rows = Some(pointer);
        self
    }
}
