//! The steps from a document to generated files, in order.

use serde_json::Value;

use crate::api::Api;
use crate::error::{DocumentError, Result};
use crate::generate::{self, File};
use crate::load::Source;
use crate::report::Report;
use crate::target::Target;
use crate::{convert, normalise, operation_ids, repair, validate};

/// A document that can become a client, in all its forms.
///
/// Only [`Document::read`] creates one, so a function with a `Document` never repairs, validates or
/// converts it again.
#[derive(Debug, Clone)]
pub struct Document {
    oas2: Value,
    oas3: Value,
    api: Api,
}

impl Document {
    /// Repairs, validates, converts and normalises an OAS2 document.
    ///
    /// # Errors
    /// The first [`DocumentError`].
    pub fn read(oas2: Value, report: &mut Report) -> std::result::Result<Self, DocumentError> {
        let (oas2, oas3) = converted(oas2, report)?;
        let mut api = Api::read(&oas2, &oas3, report);
        normalise::normalise(&mut api, report);
        Ok(Self { oas2, oas3, api })
    }

    /// Reads the document of a file, see [`Document::read`].
    ///
    /// # Errors
    /// The first [`DocumentError`], with its position in the file.
    pub fn of(source: &Source, report: &mut Report) -> Result<Self> {
        source.report_repeated_keys(report);
        Self::read(source.value.clone(), report).map_err(|error| source.refuse(error))
    }

    /// The repaired document.
    pub fn oas2(&self) -> &Value {
        &self.oas2
    }

    /// The document in OAS3 form.
    pub fn oas3(&self) -> &Value {
        &self.oas3
    }

    /// The normalised API.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// Applies `change` to the OAS2 form. It may change the order of members, and those that do not affect
    /// generation.
    pub(crate) fn arrange(&mut self, change: impl FnOnce(&mut Value)) {
        change(&mut self.oas2);
    }
}

/// A document with the files generated from it.
#[derive(Debug)]
pub struct Generated {
    /// The document.
    pub document: Document,
    /// The generated files.
    pub files: Vec<File>,
    /// The parts that cannot be expressed.
    pub report: Report,
}

/// Generates a client from a document.
///
/// # Errors
/// [`Error::Document`](crate::error::Error::Document) with the position and the reason.
pub fn run(source: &Source, target: &Target) -> Result<Generated> {
    let mut report = Report::default();
    let document = Document::of(source, &mut report)?;
    let files = generate::generate(document.api(), target);
    Ok(Generated {
        files: files.map_err(|error| source.refuse(error))?,
        document,
        report,
    })
}

/// Repairs and validates a document, and returns it in OAS2 and OAS3 form.
///
/// # Errors
/// The first [`DocumentError`].
pub fn converted(
    mut oas2: Value,
    report: &mut Report,
) -> std::result::Result<(Value, Value), DocumentError> {
    repair::repair(&mut oas2, report);
    validate::validate(&oas2)?;
    operation_ids::complete(&mut oas2);
    let oas3 = convert::convert(&oas2)?;
    Ok((oas2, oas3))
}
