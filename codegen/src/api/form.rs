//! Form fields: parameters with `in: formData`, and the properties of a form body.

use serde_json::Value;

use super::media_types::MediaTypes;
use super::parameter::{ListFormat, Location, description, kind, simple_schema};
use super::text;
use crate::pointer;
use crate::report::Report;
use crate::schema::Schema;

pub(super) const FORM: &str = "application/x-www-form-urlencoded";
pub(super) const MULTIPART: &str = "multipart/form-data";

/// A form field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust; empty until `normalise::names` sets it.
    pub rust: String,
    /// Whether it is required.
    pub required: bool,
    /// Its schema; `None` for a file or a list of files.
    pub schema: Option<Schema>,
    /// How lists are serialised.
    pub list: ListFormat,
    /// Whether it is a list of files, each of which is a part.
    pub several_files: bool,
    /// Its description.
    pub description: Option<String>,
    /// Its pointer in the OAS2 document.
    pub pointer: String,
}

/// Reads the fields of forms.
pub(super) struct Form<'a> {
    pub oas2: &'a Value,
    /// The media types under which the form can be sent.
    pub consumes: &'a MediaTypes,
}

impl Form<'_> {
    /// The fields that are parameters.
    pub(super) fn of_parameters<'a>(
        &self,
        parameters: impl Iterator<Item = &'a (String, &'a Value)>,
        report: &mut Report,
    ) -> Vec<Field> {
        let named = parameters.filter_map(|(at, p)| Some((at, *p, text(p.get("name")?))));
        let field = |(at, parameter, name): (&String, &Value, String)| Field {
            name,
            required: parameter.get("required").and_then(Value::as_bool) == Some(true),
            pointer: at.clone(),
            ..self.field((at, parameter), simple_schema(parameter), report)
        };
        named.map(field).collect()
    }

    /// The properties of the body at `at`, which is declared as an object.
    pub(super) fn of_object(&self, at: &str, body: &Value, report: &mut Report) -> Vec<Field> {
        let (object_at, object) = pointer::resolve(self.oas2, at, body);
        let required_names = object.get("required").and_then(Value::as_array);
        let is_required = |name: &str| {
            let mut names = required_names.into_iter().flatten();
            names.any(|n| n.as_str() == Some(name))
        };
        let properties_at = pointer::join(&object_at, "properties");
        let properties = object.get("properties").and_then(Value::as_object);
        let properties = properties.into_iter().flatten();
        let field = |(name, schema): (&String, &Value)| Field {
            name: name.clone(),
            required: is_required(name),
            pointer: at.to_owned(),
            ..self.field(
                (&pointer::join(&properties_at, name), schema),
                Schema::read(schema),
                report,
            )
        };
        properties.map(field).collect()
    }

    /// A field with this schema. The caller sets its name, its pointer and whether it is required.
    fn field(&self, (at, described): (&str, &Value), schema: Schema, report: &mut Report) -> Field {
        let items = described
            .get("items")
            .filter(|_| kind(described) == Some("array"));
        let several_files = items.is_some_and(|items| self.is_file(items));
        let files = several_files || self.is_file(described);
        Field {
            name: String::new(),
            rust: String::new(),
            required: false,
            list: if files {
                ListFormat::Multi(String::new())
            } else {
                ListFormat::read(self.oas2, (at, described), Location::Query, report)
            },
            schema: (!files).then_some(schema),
            several_files,
            description: description(described),
            pointer: String::new(),
        }
    }

    /// Whether a value of `schema` is a file. Text of a form cannot contain bytes, so binary strings are files if
    /// the form allows files.
    fn is_file(&self, schema: &Value) -> bool {
        let format = schema.get("format").and_then(Value::as_str);
        match kind(schema) {
            Some("file") => true,
            Some("string") => format == Some("binary") && self.consumes.has(MULTIPART),
            _ => false,
        }
    }

    /// Whether these fields are sent as `multipart/form-data`, the only kind of form that can contain files.
    pub(super) fn is_multipart(&self, fields: &[Field]) -> bool {
        let has_file = fields.iter().any(|field| field.schema.is_none());
        let only_multipart = self.consumes.has(MULTIPART) && !self.consumes.has(FORM);
        has_file || only_multipart
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// For each property of a form, whether it is a file or files, and whether it is a list of files;
    /// and whether the form is multipart or text.
    fn read(consumes: &str, properties: &Value) -> (Vec<(bool, bool)>, &'static str) {
        let (oas2, operation) = (json!({}), json!({"consumes": [consumes]}));
        let form = Form {
            oas2: &oas2,
            consumes: &MediaTypes::read(&oas2, &operation, "consumes"),
        };
        let body = json!({"type": "object", "properties": properties});
        let fields = form.of_object("", &body, &mut Report::default());
        let sent = if form.is_multipart(&fields) {
            MULTIPART
        } else {
            "text"
        };
        let kinds = fields.iter().map(|f| (f.schema.is_none(), f.several_files));
        let kinds = kinds.collect();
        (kinds, sent)
    }

    #[test]
    fn files_and_lists_of_files_are_parts() {
        let list = |items: Value| json!({"type": "array", "items": items});
        let (file, bytes) = (
            json!({"type": "file"}),
            json!({"type": "string", "format": "binary"}),
        );
        let (text, files) = (json!({"type": "string"}), list(file.clone()));
        let all =
            json!({"a": file, "b": files, "c": bytes, "d": list(bytes.clone()), "e": list(text)});
        let kinds = vec![
            (true, false),
            (true, true),
            (true, false),
            (true, true),
            (false, false),
        ];
        assert_eq!(read(MULTIPART, &all), (kinds, MULTIPART));
    }

    #[test]
    fn an_urlencoded_form_sends_binary_strings_as_text_and_becomes_multipart_for_a_file() {
        let urlencoded = "application/x-www-form-urlencoded";
        let bytes = json!({"a": {"type": "string", "format": "binary"}});
        assert_eq!(read(urlencoded, &bytes), (vec![(false, false)], "text"));
        let file = json!({"a": {"type": "file"}});
        assert_eq!(read(urlencoded, &file), (vec![(true, false)], MULTIPART));
    }
}
