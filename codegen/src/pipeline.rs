//! The steps from a document to generated files, in their order.

use serde_json::Value;

use crate::api::Api;
use crate::error::{Refusal, Result};
use crate::generate::{self, File};
use crate::load::Source;
use crate::report::Report;
use crate::target::Target;
use crate::{convert, mend, normalise, operation_ids, validate};

/// A document with everything that is made of it.
#[derive(Debug)]
pub struct Made {
    /// The document, mended.
    pub oas2: Value,
    /// The document in OAS3's form.
    pub oas3: Value,
    /// The normalised API.
    pub api: Api,
    /// The generated files.
    pub files: Vec<File>,
    /// What cannot be expressed.
    pub report: Report,
}

/// Generates a client from a document.
///
/// # Errors
/// [`Error::Refused`](crate::error::Error::Refused) with the place and the reason.
pub fn run(source: &Source, target: &Target) -> Result<Made> {
    let mut report = Report::default();
    let refuse = |refusal: Refusal| source.refuse(refusal);
    source.tell(&mut report);
    let mut oas2 = source.value.clone();
    let oas3 = converted(&mut oas2, &mut report).map_err(refuse)?;
    let mut api = Api::read(&oas2, &oas3, &mut report);
    normalise::normalise(&mut api, &mut report);
    let files = generate::generate(&api, target).map_err(refuse)?;
    Ok(Made {
        oas2,
        oas3,
        api,
        files,
        report,
    })
}

/// Everything before generation: the converted document, and the normalised API.
///
/// # Errors
/// The first [`Refusal`].
pub fn read(oas2: &mut Value, report: &mut Report) -> std::result::Result<(Value, Api), Refusal> {
    let oas3 = converted(oas2, report)?;
    let api = normalised(oas2, &oas3, report);
    Ok((oas3, api))
}

/// The document in OAS3's form; `oas2` is mended on the way.
///
/// # Errors
/// The first [`Refusal`].
pub fn converted(oas2: &mut Value, report: &mut Report) -> std::result::Result<Value, Refusal> {
    valid(oas2, report)?;
    convert::convert(oas2)
}

/// Mends a document, checks that it can become a crate, and completes the ids of its operations.
///
/// # Errors
/// The first [`Refusal`].
pub fn valid(oas2: &mut Value, report: &mut Report) -> std::result::Result<(), Refusal> {
    mend::mend(oas2, report);
    validate::validate(oas2)?;
    operation_ids::complete(oas2);
    Ok(())
}

/// What both forms of a document say, normalised.
pub fn normalised(oas2: &Value, oas3: &Value, report: &mut Report) -> Api {
    let mut api = Api::read(oas2, oas3, report);
    normalise::normalise(&mut api, report);
    api
}
