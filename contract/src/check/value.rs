//! A parameter's or header's texts, judged by its schema.

use crate::operation::Encoding;
use crate::schema::{SchemaId, SchemaSet, Tree};
use crate::violation::Rule;
use crate::wire::Shape;

use super::report::Report;

/// A value to judge, and where it stands.
pub(super) struct Value<'a> {
    pub(super) name: &'a str,
    pub(super) encoding: &'a Encoding,
    pub(super) schema: SchemaId,
    /// Where in the message.
    pub(super) at: &'a str,
    /// Where in the document.
    pub(super) pointer: &'a str,
}

impl Value<'_> {
    /// Judges the pairs that make up the value.
    pub(super) fn check(
        &self,
        schemas: &SchemaSet,
        pairs: &[(String, String)],
        report: &mut Report,
    ) {
        match self.encoding {
            Encoding::Json => self.check_json(schemas, pairs, report),
            Encoding::Style(style, shape) => {
                let read = |as_text| style.read(self.name, shape, pairs, as_text);
                let tree = match read(false) {
                    Ok(tree) => tree,
                    Err(what) => {
                        report.add(Rule::ParameterSyntax, self.at, self.pointer, what);
                        return;
                    }
                };
                let findings = schemas.check(self.schema, &tree);
                if findings.is_empty() {
                    return;
                }
                // "12" may be a number or a text where the schema allows both: either may fit.
                if shape.is_ambiguous()
                    && read(true).is_ok_and(|tree| schemas.fits(self.schema, &tree))
                {
                    return;
                }
                report.add_findings(self.at, findings);
            }
        }
    }

    fn check_json(&self, schemas: &SchemaSet, pairs: &[(String, String)], report: &mut Report) {
        let text = pairs.first().map_or("", |(_, value)| value.as_str());
        match Tree::parse(text.as_bytes()) {
            Ok(parsed) => {
                report.add_findings(self.at, schemas.check(self.schema, &parsed.tree));
            }
            Err(what) => {
                let text = format!("not JSON: {what}");
                report.add(Rule::ParameterSyntax, self.at, self.pointer, text);
            }
        }
    }
}

impl Value<'_> {
    /// Whether the value is a list or an object, which several headers can make up together.
    pub(super) fn is_compound(&self) -> bool {
        matches!(
            self.encoding,
            Encoding::Style(_, Shape::Array(_) | Shape::Object(_))
        )
    }
}
