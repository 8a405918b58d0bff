//! A status of success that the document does not list: a body that is a documented one is a success all the same.

use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprMatch, ItemImpl, Pat, parse_quote};

use super::{method, other_shape, text};
use crate::api::Operation;
use crate::error::Refusal;

/// What other statuses are where the document has neither `default` nor a range for them.
const UNEXPECTED: &str = "Err(Error::UnexpectedResponse(response))";
/// What they are where `default` is an error.
const DEFAULT: &str = "Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))";

pub(super) fn apply(operation: &Operation, block: &mut ItemImpl) -> Result<(), Refusal> {
    let mut pass = Unlisted { found: 0 };
    if let Some(send) = method(block, "send") {
        pass.visit_block_mut(&mut send.block);
    }
    if pass.found == 1 {
        return Ok(());
    }
    let what = "does not read its response by one `match`";
    Err(other_shape("unlisted", &operation.name, what))
}

struct Unlisted {
    found: usize,
}

impl VisitMut for Unlisted {
    fn visit_expr_match_mut(&mut self, by_status: &mut ExprMatch) {
        visit_mut::visit_expr_match_mut(self, by_status);
        if !text(&by_status.expr).ends_with(".status().as_u16()") {
            return;
        }
        self.found += 1;
        let bodies: Vec<String> = by_status.arms.iter().map(|arm| text(&arm.body)).collect();
        let succeeds = |body: &str| {
            bodies
                .iter()
                .any(|arm| arm.trim_matches(['{', '}']) == body)
        };
        let is_json = succeeds("ResponseValue::from_response(response).await");
        let is_empty = succeeds("Ok(ResponseValue::empty(response))");
        let others = by_status
            .arms
            .iter_mut()
            .rfind(|arm| matches!(arm.pat, Pat::Wild(_)));
        if let Some(others) = others {
            let read = read(
                text(&others.body).trim_matches(['{', '}']),
                is_json,
                is_empty,
            );
            *others.body = read.unwrap_or_else(|| (*others.body).clone());
        }
    }
}

/// How the response with another status is read, if it can be a success.
fn read(others: &str, is_json: bool, is_empty: bool) -> Option<Expr> {
    match others {
        UNEXPECTED if is_json => Some(parse_quote! { ResponseValue::unlisted(response).await }),
        UNEXPECTED if is_empty => Some(parse_quote! { ResponseValue::unlisted_empty(response) }),
        DEFAULT if is_json => {
            Some(parse_quote! { ResponseValue::unlisted_or_default(response).await })
        }
        _ => None,
    }
}
