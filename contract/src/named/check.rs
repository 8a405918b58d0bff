//! Builds a request from named values and checks it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::document::Document;
use crate::meaning::Meanings;
use crate::operation::{BodyKind, Content, Encoding, Location, Operation, Parameter};
use crate::pointer;
use crate::schema::{Finding, SchemaId, SchemaSet, Tree};
use crate::violation::Rule;
use crate::wire::Shape;

use super::{Field, FieldLocation, FieldViolation, Values, lookup, name};

/// A request built from named values.
pub(crate) struct Request<'a> {
    operation: &'a Operation,
    fields: &'a [Field],
    parameters: Vec<(&'a Field, &'a Value)>,
    /// The body as given, before it is converted to the types of the schema.
    body: Option<Tree>,
}

impl<'a> Request<'a> {
    /// Assigns each value to its field. Also returns a violation for each value that has no field.
    pub(crate) fn assign(
        operation: &'a Operation,
        fields: &'a [Field],
        values: &'a Values,
    ) -> (Self, Vec<FieldViolation>) {
        let mut request = Self {
            operation,
            fields,
            parameters: Vec::new(),
            body: None,
        };
        let mut violations = Vec::new();
        let mut properties = Vec::new();
        for (name, value) in values {
            match lookup::find(fields, name) {
                None => violations.push(FieldViolation {
                    field: name.clone(),
                    rule: Rule::UnknownField,
                    value: Some(value.to_string()),
                    document_pointer: operation.pointer.clone(),
                    text: format!("{} has no field {name:?}", operation.id),
                }),
                Some(field) if field.location == FieldLocation::Body => {
                    request.body = Some(request.whole_body(value));
                }
                Some(field) if field.location.is_in_body() => properties.push((field, value)),
                Some(field) => request.parameters.push((field, value)),
            }
        }
        for (field, value) in properties {
            let body = request.body.get_or_insert_with(empty_object);
            insert(body, &field.steps, Tree::from(value));
        }
        (request, violations)
    }

    /// The whole body. A JSON object or array can be given as text.
    fn whole_body(&self, value: &Value) -> Tree {
        let is_json = self.operation.body.as_ref().is_some_and(|body| {
            let preferred = body.content.preferred();
            preferred.is_some_and(|(_, kind)| kind == BodyKind::Json)
        });
        let text = value.as_str().filter(|_| is_json);
        match text.and_then(|text| Tree::parse(text.as_bytes()).ok()) {
            Some(parsed) if matches!(parsed.tree, Tree::Object(_) | Tree::Array(_)) => parsed.tree,
            _ => Tree::from(value),
        }
    }

    /// All violations of the values, parameters first.
    pub(crate) fn check(
        mut self,
        document: &Document,
        (schemas, meanings): (&SchemaSet, &Meanings),
    ) -> Vec<FieldViolation> {
        let checker = Checker {
            document,
            schemas,
            meanings,
        };
        let mut violations = Vec::new();
        for parameter in &self.operation.parameters {
            self.check_parameter(parameter, checker, &mut violations);
        }
        self.check_body(checker, &mut violations);
        violations
    }

    fn check_parameter(
        &self,
        parameter: &Parameter,
        checker: Checker<'_>,
        violations: &mut Vec<FieldViolation>,
    ) {
        let mut fields = self.fields.iter();
        let Some(field) = fields.find(|field| field.pointer == parameter.pointer) else {
            return;
        };
        let mut given = self.parameters.iter();
        let given = given.find(|(other, value)| std::ptr::eq(*other, field) && !value.is_null());
        let is_empty = given.is_some_and(|(_, value)| value.as_str() == Some(""));
        let Some((_, value)) =
            given.filter(|_| !(is_empty && parameter.location == Location::Path))
        else {
            if parameter.required {
                violations.push(FieldViolation {
                    field: field.name.clone(),
                    rule: Rule::ParameterMissing,
                    value: is_empty.then(|| "\"\"".to_owned()),
                    document_pointer: parameter.pointer.clone(),
                    text: if is_empty {
                        "is empty"
                    } else {
                        "is required and absent"
                    }
                    .to_owned(),
                });
            }
            return;
        };
        if is_empty && parameter.allow_empty {
            return;
        }
        let (tree, findings) = match &parameter.encoding {
            Encoding::Style(_, shape) => {
                let schema_pointer = parameter.schema_pointer(checker.document);
                checker.check(
                    (parameter.schema, &schema_pointer),
                    shape,
                    &Tree::from(*value),
                )
            }
            Encoding::Json => {
                let tree = Tree::from(*value);
                let findings = checker.schemas.check(parameter.schema, &tree);
                (tree, findings)
            }
        };
        for finding in findings {
            let mut steps = vec![field.name.clone()];
            steps.extend(pointer::pointer_steps(&finding.at));
            violations.push(violation(steps.join("."), &tree, finding));
        }
    }

    fn check_body(&mut self, checker: Checker<'_>, violations: &mut Vec<FieldViolation>) {
        let Some(documented) = &self.operation.body else {
            return;
        };
        let Some((content, kind)) = documented.content.preferred() else {
            return;
        };
        let has_properties = self.fields.iter().any(|f| f.location.is_in_body());
        if self.body.is_none() && documented.required && has_properties {
            self.body = Some(empty_object());
        }
        let Some(body) = &mut self.body else {
            if documented.required {
                violations.push(FieldViolation {
                    field: "body".to_owned(),
                    rule: Rule::BodyMissing,
                    value: None,
                    document_pointer: documented.pointer.clone(),
                    text: "is required and absent".to_owned(),
                });
            }
            return;
        };
        // with all objects present, a missing value is reported by its name, not by that of its object
        for field in self
            .fields
            .iter()
            .filter(|f| f.required && f.location.is_in_body())
        {
            if let Some((_, parents)) = field.steps.split_last() {
                make_objects(body, parents);
            }
        }
        let Content {
            schema: Some(schema),
            shape: Some(shape),
            pointer,
            ..
        } = content
        else {
            return;
        };
        if matches!(kind, BodyKind::Opaque | BodyKind::Text) && !matches!(body, Tree::Object(_)) {
            return;
        }
        let schema_pointer = format!("{pointer}/schema");
        let (tree, findings) = checker.check((*schema, &schema_pointer), shape, body);
        for finding in findings {
            let steps: Vec<String> = pointer::pointer_steps(&finding.at).collect();
            let field = match lookup::find_in_body(self.fields, &steps) {
                Some(field) => field.name.clone(),
                None if steps.is_empty() => "body".to_owned(),
                None => name::join(&steps),
            };
            violations.push(violation(field, &tree, finding));
        }
    }
}

/// Checks a value against its schema, after its conversion.
#[derive(Clone, Copy)]
struct Checker<'d> {
    document: &'d Document,
    schemas: &'d SchemaSet,
    meanings: &'d Meanings,
}

impl Checker<'_> {
    /// Converts a value to the types and the documented forms of its schema, and checks it. If a text can represent several
    /// types, the one that the schema allows is chosen.
    fn check(
        self,
        (schema, schema_pointer): (SchemaId, &str),
        shape: &Shape,
        value: &Tree,
    ) -> (Tree, Vec<Finding>) {
        let mut tree = shape.coerce(value, false);
        let unconverted = self
            .meanings
            .convert(self.document, schema_pointer, &mut tree);
        let mut findings = self.schemas.check(schema, &tree);
        // a value without a documented form is reported once
        findings.retain(|finding| !unconverted.iter().any(|other| other.at == finding.at));
        if !findings.is_empty() && unconverted.is_empty() && shape.is_ambiguous() {
            let text = shape.coerce(value, true);
            if self.schemas.fits(schema, &text) {
                return (text, Vec::new());
            }
        }
        findings.extend(unconverted);
        (tree, findings)
    }
}

fn violation(field: String, tree: &Tree, finding: Finding) -> FieldViolation {
    FieldViolation {
        field,
        rule: finding.rule,
        value: tree.at(&finding.at).map(Tree::to_json),
        document_pointer: finding.document_pointer,
        text: finding.text,
    }
}

fn empty_object() -> Tree {
    Tree::Object(BTreeMap::new())
}

/// Inserts a value into an object, and creates missing parent objects.
fn insert(body: &mut Tree, steps: &[String], value: Tree) {
    let Some((last, parents)) = steps.split_last() else {
        return;
    };
    if let Some(Tree::Object(members)) = make_objects(body, parents) {
        members.insert(last.clone(), value);
    }
}

/// The value at these steps. Creates missing objects. `None` if a parent is not an object.
fn make_objects<'t>(body: &'t mut Tree, steps: &[String]) -> Option<&'t mut Tree> {
    steps.iter().try_fold(body, |tree, step| match tree {
        Tree::Object(members) => Some(members.entry(step.clone()).or_insert_with(empty_object)),
        _ => None,
    })
}
