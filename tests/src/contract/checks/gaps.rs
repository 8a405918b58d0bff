//! Where the derived schemas are known to accept what the document refuses.
//!
//! There are none today; one that cannot be closed at once is listed here with its reason, so that it is not
//! mistaken for a new one.

use classifications_contract::Violation;

use crate::contract::rust_types;

/// Something that the document refuses and the derived schema accepts, and that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Where in the document the keyword stands that refuses.
    pub keyword: &'static str,
    /// How the refusal ends.
    pub text: &'static str,
}

impl Gap {
    /// Whether a violation is of this kind.
    #[must_use]
    pub fn covers(&self, violation: &Violation) -> bool {
        rust_types::pointer(&violation.document_pointer) == self.keyword
            && violation.text.ends_with(self.text)
    }
}

/// The known gaps. When one is closed, its line goes: a test sees to it.
pub const GAPS: &[Gap] = &[];
