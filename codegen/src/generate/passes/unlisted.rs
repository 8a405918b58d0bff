//! Success statuses that the document does not list: a response with a documented body is still a success.

use syn::visit_mut::{self, VisitMut};
use syn::{Arm, Expr, ExprMatch, ItemImpl, parse_quote};

use super::other_shape;
use crate::api::Operation;
use crate::error::DocumentError;
use crate::generate::responses::{self, Outcome};
use crate::generate::rust::{method, text};

/// The body of the last arm, which is for all statuses without another arm.
const UNEXPECTED: &str = "Err(Error::UnexpectedResponse(response))";

pub(super) fn apply(operation: &Operation, block: &mut ItemImpl) -> Result<(), DocumentError> {
    let mut pass = Unlisted {
        is_documented: !responses::with_outcome(operation, Outcome::Success).is_empty(),
        found: 0,
    };
    if let Some(send) = method(block, "send") {
        pass.visit_block_mut(&mut send.block);
    }
    if pass.found == 1 {
        return Ok(());
    }
    let problem = "does not read its response by one `match`";
    Err(other_shape("unlisted", &operation.name, problem))
}

struct Unlisted {
    /// Whether the document has a success, as opposed to progenitor's placeholder.
    is_documented: bool,
    /// The number of `match`es over the status.
    found: usize,
}

impl VisitMut for Unlisted {
    fn visit_expr_match_mut(&mut self, by_status: &mut ExprMatch) {
        visit_mut::visit_expr_match_mut(self, by_status);
        if !text(&by_status.expr).ends_with(".status().as_u16()") {
            return;
        }
        let body = |arm: &Arm| text(&arm.body).trim_matches(['{', '}']).to_owned();
        let has_arm = |wanted: &str| by_status.arms.iter().any(|arm| body(arm) == wanted);
        let read: Option<Expr> = if has_arm("ResponseValue::from_response(response).await") {
            Some(parse_quote! { ResponseValue::unlisted(response).await })
        } else if has_arm("Ok(ResponseValue::empty(response))") {
            Some(parse_quote! { ResponseValue::unlisted_empty(response) })
        } else if has_arm("Ok(ResponseValue::stream(response))") {
            None
        } else {
            return;
        };
        self.found += 1;
        let others = by_status
            .arms
            .iter_mut()
            .rfind(|arm| body(arm) == UNEXPECTED);
        if let (Some(others), Some(read), true) = (others, read, self.is_documented) {
            *others.body = read;
        }
    }
}
