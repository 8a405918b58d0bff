//! Members of the document that an overlay adds and that do not fit it.

use serde_json::{Value, json};

use crate::pointer;
use crate::report::Report;

/// A member of the document that is removed, as a whole or in part.
pub(in crate::overlay) struct Removal {
    /// The pointer of the member.
    at: String,
    /// The part of the member that stays.
    left: Option<Value>,
    reasons: Vec<String>,
}

impl Removal {
    /// Removes the member at a pointer.
    pub(in crate::overlay) fn whole(at: String, reason: impl Into<String>) -> Self {
        Self {
            at,
            left: None,
            reasons: vec![reason.into()],
        }
    }

    /// Replaces a list or an object by `left`, its valid part; `None` if there are no reasons.
    pub(in crate::overlay) fn partial(
        at: String,
        left: Value,
        reasons: Vec<String>,
    ) -> Option<Self> {
        let is_empty = left == json!([]) || left == json!({});
        (!reasons.is_empty()).then(|| Self {
            at,
            left: (!is_empty).then_some(left),
            reasons,
        })
    }

    pub(super) fn carry_out(self, document: &mut Value, report: &mut Report) {
        for reason in self.reasons {
            report.record("overlay", self.at.as_str(), reason);
        }
        let Some((parent, key)) = pointer::split(&self.at) else {
            return;
        };
        let members = document.pointer_mut(parent).and_then(Value::as_object_mut);
        match (members, self.left) {
            (Some(members), Some(left)) => drop(members.insert(key, left)),
            (Some(members), None) => drop(members.shift_remove(&key)),
            (None, _) => {}
        }
    }
}
