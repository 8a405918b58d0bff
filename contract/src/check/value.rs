//! Checks the texts of a parameter or header against its schema.

use crate::operation::{Encoding, Parameter};
use crate::schema::{SchemaSet, Tree};
use crate::violation::Rule;
use crate::wire::Shape;

use super::report::Report;

impl Parameter {
    /// Parses the value without a check; `None` if the pairs cannot be read.
    pub(super) fn read(&self, pairs: &[(String, String)]) -> Option<Tree> {
        match &self.encoding {
            Encoding::Json => Some(Tree::parse(pairs.first()?.1.as_bytes()).ok()?.tree),
            Encoding::Style(style, shape) => style.read(&self.name, shape, pairs, false).ok(),
        }
    }

    /// Checks the pairs of the value; returns the parsed value, unless it cannot be read.
    pub(super) fn check(
        &self,
        schemas: &SchemaSet,
        pairs: &[(String, String)],
        report: &mut Report,
    ) -> Option<Tree> {
        match &self.encoding {
            Encoding::Json => self.check_json(schemas, pairs, report),
            Encoding::Style(style, shape) => {
                let read = |as_text| style.read(&self.name, shape, pairs, as_text);
                let tree = match read(false) {
                    Ok(tree) => tree,
                    Err(problem) => {
                        report.add_to(self, Rule::ParameterSyntax, problem);
                        return None;
                    }
                };
                let findings = schemas.check(self.schema, &tree);
                // "12" can be a number or a string if the schema allows both
                let fits_as_text = || {
                    shape.is_ambiguous()
                        && read(true).is_ok_and(|tree| schemas.fits(self.schema, &tree))
                };
                if !findings.is_empty() && !fits_as_text() {
                    report.add_findings(&self.at, findings);
                }
                Some(tree)
            }
        }
    }

    fn check_json(
        &self,
        schemas: &SchemaSet,
        pairs: &[(String, String)],
        report: &mut Report,
    ) -> Option<Tree> {
        let text = pairs.first().map_or("", |(_, value)| value.as_str());
        match Tree::parse(text.as_bytes()) {
            Ok(parsed) => {
                report.add_findings(&self.at, schemas.check(self.schema, &parsed.tree));
                Some(parsed.tree)
            }
            Err(problem) => {
                let text = format!("not JSON: {problem}");
                report.add_to(self, Rule::ParameterSyntax, text);
                None
            }
        }
    }

    /// Whether the value is a list or an object, which several headers can form together.
    pub(super) fn is_compound(&self) -> bool {
        matches!(
            &self.encoding,
            Encoding::Style(_, Shape::Array(_) | Shape::Object(_))
        )
    }
}
