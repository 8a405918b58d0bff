//! The generated client itself: what it offered and offers no more, whichever rule was to say so.
//!
//! The rules know what a change of the document does to the client in all the usual cases. What they cannot know is
//! what the generator makes of everything at once: a second operation with the same parameter gives its type another name, a new
//! definition takes the name of an inline one, a definition that is answered for the first time opens its enum. So where the
//! rules find nothing that breaks, both clients are made and compared, use by use. A document that cannot be generated
//! is no client, and breaks nobody here: whoever generates it is told why.

use std::path::Path;

use serde_json::Value;

use super::{Bump, Differ, Direction, bump};
use crate::error::Refusal;
use crate::generate::{self, File};
use crate::report::Report;
use crate::surface::Surface;
use crate::{api::Api, pipeline, standalone};

/// The client that is compared: of a crate of its own, with mocks, which callers of `classifications-api` have.
///
/// # Errors
/// The refusal of a document that cannot be generated.
pub fn made(document: &Value) -> Result<(Api, Vec<File>), Refusal> {
    let mut target = standalone::target(Path::new("the document"));
    target.mocks = true;
    let (_, api) = pipeline::read(&mut document.clone(), &mut Report::default())?;
    let files = generate::generate(&api, &target)?;
    Ok((api, files))
}

/// Compares both clients, where nothing is known yet to break a caller.
pub(super) fn compare(differ: &mut Differ<'_>) {
    let bump = bump(&differ.changes);
    if bump == Bump::None || bump == Bump::Major {
        return;
    }
    let surface = |document: &Value| made(document).and_then(|(_, files)| Surface::of(&files));
    let (Ok(old), Ok(new)) = (surface(differ.old), surface(differ.new)) else {
        return;
    };
    let gone = old.gone(&new);
    if !gone.is_empty() {
        let words = words(&gone);
        differ.note("client-changed", "", Direction::None, words);
    }
}

fn words(gone: &[&str]) -> String {
    let named: Vec<_> = gone
        .iter()
        .take(3)
        .map(|label| format!("`{label}`"))
        .collect();
    let more = gone.len() - named.len();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!(
        "the client has no longer, or in another form: {}{more}",
        named.join(", ")
    )
}
