//! Reads bodies that differ from the documented ones, if their meaning is certain.
//!
//! Only bodies that strict parsing refuses are read here. A type reads the body up to the first value that it refuses. The
//! plan then gets a substitute for that value, or leaves its row out, and reading continues at that row.

mod limits;
mod node;
mod pass;
mod plan;
mod tree;
mod unreadable;

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

pub use self::limits::limited;

use self::limits::Lifted;
use self::pass::Pass;
use self::plan::Plan;
use self::tree::{ABSENT, Parts, Tree};
use self::unreadable::{Root, Unreadable};
use crate::error::NotDocumented;
use crate::tolerated::Report;

/// The expected kind of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected<'a> {
    /// An error, of which only the readable parts are needed.
    Error,
    /// A success with a status that the document lists.
    Success(Proof<'a>),
    /// A success with another status.
    Unlisted(Proof<'a>),
}

/// The proof in a body, besides its form, that the operation succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof<'a> {
    /// The body has a code that means success.
    Code,
    /// The body has a documented property, other than this one, which is for errors.
    PropertyBut(Option<&'a str>),
}

/// Reads a body.
///
/// # Errors
/// The position of the first value that can neither be read nor left out, or the reason why the body is not JSON.
pub(crate) fn read<T: DeserializeOwned>(
    text: &str,
    expected: Expected<'_>,
) -> Result<(T, Report), NotDocumented> {
    let tree = Tree::parse(text).map_err(|error| NotDocumented::syntax(&error))?;
    let _lifted = Lifted::new();
    let mut plan = Plan::default();
    // suffices for an unreadable value in every row of a list, but not in each of many thousand properties
    let mut budget = tree.size().saturating_mul(16).saturating_add(100_000);
    let (mut cursor, mut first_fault) = (0, None);
    loop {
        let pass = Pass::new(&plan, cursor);
        let result = pass.read(None, &tree, PhantomData::<T>);
        budget = budget.saturating_sub(pass.value_count());
        let root = pass.root();
        let (report, unreadable) = pass.into_parts();
        let Some(unreadable) = unreadable else {
            match result {
                Ok(value) if cursor == 0 => {
                    if is_proven::<T>(&tree, root, &plan, &report, expected) {
                        return Ok((value, report));
                    }
                    let absent = plan.absent(tree.at).first();
                    let absent_pointer = absent.map_or_else(String::new, |name| format!("/{name}"));
                    let (at, pointer) = first_fault.unwrap_or((tree.at, absent_pointer));
                    return Err(NotDocumented::value(text, at, pointer));
                }
                // the whole body is read again, with all repairs
                Ok(_) => cursor = 0,
                Err(_) => return Err(NotDocumented::value(text, tree.at, String::new())),
            }
            continue;
        };
        let next_cursor = plan.add_repair(&unreadable, expected == Expected::Error);
        let next_cursor = next_cursor.filter(|_| budget > 0);
        if next_cursor.is_none() || plan.is_left_out(&unreadable) {
            first_fault.get_or_insert_with(|| position(unreadable));
        }
        let Some(next_cursor) = next_cursor else {
            let (at, pointer) = first_fault.unwrap_or_default();
            return Err(NotDocumented::value(text, at, pointer));
        };
        cursor = next_cursor;
    }
}

/// The position and the pointer of an unreadable value. The position of an absent property is that of its object.
fn position(unreadable: Unreadable) -> (usize, String) {
    let mut enclosing = unreadable.frames.iter().rev().map(|frame| frame.at);
    let is_present = |at: &usize| *at != ABSENT.at;
    let at = Some(unreadable.at).filter(is_present);
    (
        at.or_else(|| enclosing.find(is_present))
            .unwrap_or_default(),
        unreadable.pointer,
    )
}

/// Whether a body that was read proves that the operation succeeded. `{}`, or an unrelated object, must not become a success
/// because all documented properties are optional.
fn is_proven<T: DeserializeOwned>(
    tree: &Tree<'_>,
    root: Root,
    plan: &Plan,
    report: &Report,
    expected: Expected<'_>,
) -> bool {
    let (is_unlisted, error_property) = match expected {
        Expected::Error | Expected::Success(Proof::Code) | Expected::Unlisted(Proof::Code) => {
            return true;
        }
        Expected::Success(_) if report.is_empty() => return true,
        Expected::Success(Proof::PropertyBut(error)) => (false, error),
        Expected::Unlisted(Proof::PropertyBut(error)) => (true, error),
    };
    let has_content = match (root, &tree.parts) {
        (Root::Object(properties), Parts::Object(members)) => {
            members.iter().any(|(name, value)| {
                properties.contains(&name.as_str())
                    && error_property != Some(name)
                    && !(is_unlisted && value.is_blank())
            })
        }
        (Root::List, Parts::List(rows)) => !rows.is_empty(),
        (_, Parts::Object(members)) => !(is_unlisted || members.is_empty()),
        (_, Parts::Scalar) => !is_unlisted,
        _ => false,
    };
    if plan.absent(tree.at).is_empty() {
        return has_content;
    }
    // any object would be a success if the type requires no other property than the absent lists
    let empty_object = Tree {
        raw: Cow::Borrowed("{}"),
        at: tree.at,
        parts: Parts::Object(vec![]),
    };
    has_content
        && Pass::new(plan, 0)
            .read(None, &empty_object, PhantomData::<T>)
            .is_err()
}
