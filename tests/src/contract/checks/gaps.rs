//! Where the derived schemas are known to accept what the document refuses.
//!
//! The normalised document, from which the types are generated, no longer says what the limits of an integer are
//! or whether an optional property may be null: neither chooses a type.

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
pub const GAPS: &[Gap] = &[
    // Limits of integers are left to the server, and so to the caller.
    refused(
        "/components/schemas/ClassificationRequest/properties/paymentTermDays/minimum",
        "less than the minimum 1",
    ),
    // An `Option` reads null as absent, which a client may; the document has no null.
    null("/components/schemas/Amount/type"),
    null("/components/schemas/CancellationRequest/properties/reason/type"),
    null("/components/schemas/Classification/properties/cancelDate/type"),
    null("/components/schemas/Classification/properties/customerReference/type"),
    null("/components/schemas/Classification/properties/effectiveDate/type"),
    null("/components/schemas/Classification/properties/endorsementNo/type"),
    null("/components/schemas/Classification/properties/expiryDate/type"),
    null("/components/schemas/ClassificationRequest/properties/customerReference/type"),
    null("/components/schemas/Debtor/properties/name/type"),
    null("/components/schemas/GatewayError/properties/httpCode/type"),
    null("/components/schemas/GatewayError/properties/httpMessage/type"),
    null("/components/schemas/GatewayError/properties/moreInformation/type"),
    null("/components/schemas/Premium/properties/accepted/type"),
    null("/components/schemas/Premium/type"),
];

const fn refused(keyword: &'static str, text: &'static str) -> Gap {
    Gap { keyword, text }
}

const fn null(keyword: &'static str) -> Gap {
    Gap {
        keyword,
        text: "found null",
    }
}
