//! Values and checks from the document.

use api_transport::dynamic::Values;
use classifications_api::{Amount, DOCUMENT, operations};
use classifications_contract::{Contract, Direction, Sample, SampleKind};
use serde_json::{Value, json};

use super::recorder::{BASE_URL, Sent};

const JSON: &str = "application/json";

/// How many requests with random values are made of an operation.
const RANDOM: u64 = 40;

pub struct Document {
    contract: Contract,
}

/// A value that an operation takes.
struct Field {
    /// The location and the name.
    name: String,
    required: bool,
    /// The name that its schema has among the components.
    schema: String,
}

impl Document {
    /// The document, in which the schemas of parameters and form fields are components as well: the
    /// contract makes samples of those.
    pub fn new() -> Self {
        let mut document: Value = serde_json::from_str(DOCUMENT).unwrap();
        limit_integers(&mut document);
        let plain = Contract::from_value(document.clone()).unwrap();
        let ids: Vec<String> = plain.operations().map(str::to_owned).collect();
        for id in &ids {
            for (field, schema) in fields(&document, id) {
                document["components"]["schemas"][&field.schema] = schema;
            }
            let body = body(&document, id)["content"][JSON]["schema"].clone();
            if !body.is_null() {
                document["components"]["schemas"][component(id, "body")] = body;
            }
        }
        let contract = Contract::from_value(document).unwrap();
        Self {
            contract: contract.at(BASE_URL).unwrap(),
        }
    }

    /// Values for requests that the document allows: the smallest, the full one, those whose body differs from the
    /// full one in one value, and random ones.
    pub fn requests(&self, id: &str) -> Vec<Values> {
        let full = self.full(id);
        let bodies = self.contract.request_samples(id);
        let fields = fields(self.contract.document(), id);
        let mut minimal = full.clone();
        minimal.retain(|name, _| {
            let mut fields = fields.iter();
            fields.any(|(field, _)| field.name == *name && field.required)
        });
        if let Some(sample) = bodies.first().filter(|_| self.needs_body(id)) {
            minimal.insert("body".to_owned(), sample.json.clone().into());
        }
        let bodies = bodies.into_iter().filter(is_allowed).map(|sample| {
            let mut values = full.clone();
            values.insert("body".to_owned(), sample.json.into());
            values
        });
        let random = (0..RANDOM).map(|seed| self.random(id, seed));
        let chosen = [minimal, full.clone()].into_iter();
        chosen.chain(bodies).chain(random).collect()
    }

    /// The full request with random values, but those that no request can hold.
    fn random(&self, id: &str, seed: u64) -> Values {
        let mut values = self.full(id);
        for (name, value) in &mut values {
            let schema = component(id, name);
            let sampled = self
                .contract
                .random_sample(&schema, Direction::Request, seed);
            match sampled.filter(|json| is_exact(json) && is_sent(json)) {
                Some(json) if name == "body" => *value = json.into(),
                Some(json) => *value = serde_json::from_str(&json).unwrap(),
                None => {}
            }
        }
        values
    }

    /// Values for a request with all that the document knows.
    pub fn full(&self, id: &str) -> Values {
        let mut values = Values::new();
        for (field, _) in fields(self.contract.document(), id) {
            let samples = self.contract.samples(&field.schema, Direction::Request);
            let mut samples = samples.unwrap_or_default().into_iter();
            // neither can be a segment of a path
            let sent =
                |sample: &Sample| is_allowed(sample) && !matches!(&*sample.json, "\"\"" | "[]");
            let sample = samples
                .find(sent)
                .unwrap_or_else(|| panic!("{}", field.name));
            values.insert(field.name, serde_json::from_str(&sample.json).unwrap());
        }
        let bodies = self.contract.request_samples(id);
        if let Some(sample) = bodies.iter().find(|sample| sample.kind == SampleKind::Full) {
            values.insert("body".to_owned(), sample.json.clone().into());
        } else if content(body(self.contract.document(), id))
            .is_some_and(|(media_type, _)| !is_form(media_type))
        {
            values.insert("body".to_owned(), "content".into());
        }
        values
    }

    /// Bodies of a response that the document allows, and whether they are JSON.
    pub fn responses(&self, id: &str, status: u16) -> Vec<(bool, String)> {
        let samples = self.contract.response_samples(id, status).into_iter();
        let json: Vec<_> = samples
            .filter(is_allowed)
            .map(|sample| (true, without_error(id, sample.json)))
            .collect();
        if json.is_empty() {
            return vec![(false, "\"content\"".to_owned())];
        }
        json
    }

    /// Checks a request.
    pub fn check(&self, sent: &Sent) {
        let mut request = http::Request::builder()
            .method(&sent.method)
            .uri(&sent.uri)
            .body(sent.body.clone().unwrap_or_default())
            .unwrap();
        *request.headers_mut() = sent.headers.clone();
        let checked = self.contract.check_request(&request);
        assert!(checked.is_ok(), "{checked}: {sent:?}");
    }

    fn needs_body(&self, id: &str) -> bool {
        body(self.contract.document(), id)["required"] == json!(true)
    }
}

/// The sample with a code of success: one of any text is an error.
fn without_error(id: &str, sample: String) -> String {
    let operation = operations::ALL.iter().find(|known| known.id == id);
    let error = operation.and_then(|operation| operation.body_error);
    let Some(error) = error.filter(|error| error.read(sample.as_bytes()).is_some()) else {
        return sample;
    };
    let mut body: Value = serde_json::from_str(&sample).unwrap();
    *body.pointer_mut(error.code).unwrap() = error.success[0].into();
    body.to_string()
}

/// A client can send and keep what its types know.
fn is_allowed(sample: &Sample) -> bool {
    sample.conforms && sample.kind != SampleKind::UnknownProperty && is_exact(&sample.json)
}

/// Gives each integer the format that its type in the client has: one without a format holds 64 bits.
fn limit_integers(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.get("type") == Some(&json!("integer")) {
                let named = members.get("format").and_then(Value::as_str);
                let named = named.unwrap_or_default().to_owned();
                let is_short = ["32", "16", "8", "short", "byte"];
                let is_short = is_short.iter().any(|end| named.ends_with(end));
                let format = if is_short { "int32" } else { "int64" };
                members.insert("format".to_owned(), json!(format));
                if named.starts_with("uint") {
                    members.entry("minimum").or_insert(json!(0));
                }
            }
            members.values_mut().for_each(limit_integers);
        }
        Value::Array(items) => items.iter_mut().for_each(limit_integers),
        _ => {}
    }
}

/// Whether the types of the client hold all numbers: those of at most 28 digits.
fn is_exact(json: &str) -> bool {
    let in_numbers = |c: char| c.is_ascii_digit() || ".eE+-".contains(c);
    let words = json.split(|c| !in_numbers(c));
    let mut numbers = words.filter(|word| serde_json::from_str::<serde_json::Number>(word).is_ok());
    numbers.all(|number| number.parse::<Amount>().is_ok())
}

/// Whether a value can be a segment of a path or the value of a header.
fn is_sent(json: &str) -> bool {
    !matches!(json, "\"\"" | "[]" | "\".\"" | "\"..\"") && !json.contains('\\')
}

/// The name of the schema of a value among the components.
fn component(id: &str, name: &str) -> String {
    let letters = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("{id}.{name}").chars().map(letters).collect()
}

/// The path item of an operation, and the operation.
fn operation<'d>(document: &'d Value, id: &str) -> (&'d Value, &'d Value) {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (path, method, item, operation))
    });
    let mut all = all.filter(|(path, method, _, operation)| {
        let made = format!("{} {path}", method.to_uppercase());
        operation["operationId"].as_str().unwrap_or(&made) == id
    });
    let (_, _, item, operation) = all.next().unwrap_or_else(|| panic!("{id} is unknown"));
    (item, operation)
}

/// The parameters and the form fields of an operation, with their schemas.
fn fields(document: &Value, id: &str) -> Vec<(Field, Value)> {
    let (item, operation) = operation(document, id);
    let mut fields: Vec<(Field, Value)> = vec![];
    let mut add = |location: &str, name: &str, required: bool, schema: &Value| {
        let name = format!("{location}.{name}");
        if fields.iter().all(|(field, _)| field.name != name) {
            let schema_name = component(id, &name);
            let field = Field {
                name,
                required,
                schema: schema_name,
            };
            fields.push((field, schema.clone()));
        }
    };
    let own = operation["parameters"].as_array();
    let shared = item["parameters"].as_array();
    for parameter in own.into_iter().chain(shared).flatten() {
        let parameter = resolve(document, parameter);
        let location = parameter["in"].as_str().unwrap();
        let required = parameter["required"] == json!(true);
        add(
            location,
            parameter["name"].as_str().unwrap(),
            required,
            &parameter["schema"],
        );
    }
    if let Some((_, schema)) =
        content(body(document, id)).filter(|(media_type, _)| is_form(media_type))
    {
        let schema = resolve(document, schema);
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            add("body", name, required.contains(&json!(name)), property);
        }
    }
    fields
}

/// The body of an operation's request.
fn body<'d>(document: &'d Value, id: &str) -> &'d Value {
    resolve(document, &operation(document, id).1["requestBody"])
}

/// The media type and the schema of a body that is not JSON.
fn content(body: &Value) -> Option<(&str, &Value)> {
    let content = body.get("content")?.as_object()?;
    let (media_type, content) = content.iter().next()?;
    (media_type != JSON).then_some((media_type, &content["schema"]))
}

fn is_form(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/x-www-form-urlencoded" | "multipart/form-data"
    )
}

fn resolve<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => value,
    }
}
