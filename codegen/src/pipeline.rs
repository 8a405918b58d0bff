//! The steps from a document to generated files, in their order.

use serde_json::Value;

use crate::api::Api;
use crate::error::{Refusal, Result};
use crate::generate::{self, File};
use crate::load::Source;
use crate::report::Report;
use crate::target::Target;
use crate::{convert, mend, normalise, operation_ids, validate};

/// A document that can become a client, in all its forms.
///
/// Only [`Document::read`] makes one. What takes a `Document` therefore does not mend, validate or convert it again.
#[derive(Debug, Clone)]
pub struct Document {
    oas2: Value,
    oas3: Value,
    api: Api,
}

impl Document {
    /// Mends, validates, converts and normalises an OAS2 document.
    ///
    /// # Errors
    /// The first [`Refusal`].
    pub fn read(oas2: Value, report: &mut Report) -> std::result::Result<Self, Refusal> {
        let (oas2, oas3) = converted(oas2, report)?;
        let mut api = Api::read(&oas2, &oas3, report);
        normalise::normalise(&mut api, report);
        Ok(Self { oas2, oas3, api })
    }

    /// The document of a file.
    ///
    /// # Errors
    /// The first [`Refusal`], with the place in the file.
    pub fn of(source: &Source, report: &mut Report) -> Result<Self> {
        source.tell(report);
        Self::read(source.value.clone(), report).map_err(|refusal| source.refuse(refusal))
    }

    /// The mended document.
    pub fn oas2(&self) -> &Value {
        &self.oas2
    }

    /// The document in OAS3's form.
    pub fn oas3(&self) -> &Value {
        &self.oas3
    }

    /// The normalised API.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// Changes members of the OAS2 form that nothing is generated from, and their order.
    pub(crate) fn arrange(&mut self, change: impl FnOnce(&mut Value)) {
        change(&mut self.oas2);
    }
}

/// A document with everything that is made of it.
#[derive(Debug)]
pub struct Made {
    /// The document.
    pub document: Document,
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
    let document = Document::of(source, &mut report)?;
    let files = generate::generate(document.api(), target);
    Ok(Made {
        files: files.map_err(|refusal| source.refuse(refusal))?,
        document,
        report,
    })
}

/// A document, mended and valid, in OAS2's form and in OAS3's.
///
/// # Errors
/// The first [`Refusal`].
pub fn converted(
    mut oas2: Value,
    report: &mut Report,
) -> std::result::Result<(Value, Value), Refusal> {
    mend::mend(&mut oas2, report);
    validate::validate(&oas2)?;
    operation_ids::complete(&mut oas2);
    let oas3 = convert::convert(&oas2)?;
    Ok((oas2, oas3))
}
