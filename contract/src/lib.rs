//! An OpenAPI document as an executable check of requests and responses.
//!
//! A document describes what clients may send and how servers may respond. [`Contract`] compiles an
//! OpenAPI 3.0 document once, and then reports for any request or response, given as `http` types,
//! where and how it violates the document. It opens no connection, reads no file, works for any
//! API, and checks a message in microseconds.
//!
//! ```
//! use classifications_contract::{Contract, Rule};
//!
//! let contract = Contract::from_json(r##"{
//!   "openapi": "3.0.3",
//!   "info": { "title": "Things", "version": "1" },
//!   "servers": [{ "url": "https://api.example/things/v1" }],
//!   "security": [{ "oauth2": ["create"] }],
//!   "paths": { "/contracts/{contractNo}/things": {
//!     "parameters": [{ "name": "contractNo", "in": "path", "required": true,
//!                      "schema": { "type": "string" } }],
//!     "post": {
//!       "operationId": "createThing",
//!       "requestBody": { "required": true, "content": { "application/json": {
//!         "schema": { "$ref": "#/components/schemas/Thing" } } } },
//!       "responses": { "201": { "description": "made", "content": { "application/json": {
//!         "schema": { "$ref": "#/components/schemas/Thing" } } } } }
//!     }
//!   } },
//!   "components": {
//!     "schemas": { "Thing": {
//!       "type": "object",
//!       "required": ["thingNo", "limit"],
//!       "properties": {
//!         "thingNo": { "type": "integer", "format": "int64", "readOnly": true },
//!         "limit": { "type": "number", "minimum": 0, "multipleOf": 0.01 }
//!       }
//!     } },
//!     "securitySchemes": { "oauth2": { "type": "oauth2", "flows": {} } }
//!   }
//! }"##)?;
//!
//! // A valid request. `thingNo` is required only in responses, because it is read-only.
//! let request = http::Request::post("https://api.example/things/v1/contracts/7/things")
//!     .header("authorization", "Bearer abc")
//!     .header("content-type", "application/json")
//!     .body(r#"{ "limit": 50000.00 }"#)?;
//! assert!(contract.check_request(&request).is_ok());
//!
//! // A mock at another address uses the same document.
//! let mock = contract.at("http://127.0.0.1:4010")?;
//! let request = http::Request::post("http://127.0.0.1:4010/contracts/7/things?debug=1")
//!     .header("content-type", "application/json")
//!     .body(r#"{ "limit": 0.001 }"#)?;
//! let checked = mock.check_request(&request);
//! assert_eq!(checked.operation(), Some("createThing"));
//! let rules: Vec<&str> = checked.violations().iter().map(|v| v.rule.name()).collect();
//! assert_eq!(rules, ["unknown_query_parameter", "security_missing", "multiple_of"]);
//!
//! // Responses are checked for the operation that they belong to.
//! let response = http::Response::builder()
//!     .status(201)
//!     .header("content-type", "application/json")
//!     .body(r#"{ "thingNo": "1", "limit": 50000.00 }"#)?;
//! let checked = contract.check_response("createThing", &response);
//! let violation = &checked.violations()[0];
//! assert_eq!(violation.rule, Rule::Type);
//! assert_eq!(violation.message_pointer, "/body/thingNo");
//! assert_eq!(violation.document_pointer, "/components/schemas/Thing/properties/thingNo/type");
//! assert_eq!(violation.text, "expected integer, found a string");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is checked
//!
//! Of requests: base URL, path, method, parameters with their serialisation, undocumented query
//! parameters and headers, credentials (their presence, not their validity), `Accept`, content type
//! and body. Of responses: status, documented headers, content type and body. [`Rule`] lists all
//! rules. Not checked: XML, multipart and binary bodies beyond their content type, and what schemas
//! cannot express.
//!
//! Decisions where documents are ambiguous:
//!
//! * **Numbers** are compared as decimals with all their digits, never through a double: bounds,
//!   `multipleOf`, `enum` and `uniqueItems` are exact for messages of any size and precision. The
//!   document's own numbers are exact as integers of 64 bits and as decimals of up to 15 significant
//!   digits; any other number is rounded to the nearest double. A number is an integer only if it is
//!   written as one: `1.0` is a decimal number, as it is for typed clients.
//! * **`nullable`** adds null to the schema's `type`. It also applies beside `allOf`, `anyOf` or
//!   `oneOf`, where the specification gives it no effect, as this is what documents intend. An
//!   `enum` must list null itself.
//! * **`discriminator`** is not checked: it only abbreviates `oneOf` and `anyOf`.
//! * **Formats** that are checked: `int32`, `int64`, `float`, `double`, `date`, `date-time`, `time`,
//!   `email`, `hostname`, `ipv4`, `ipv6`, `uri`, `uuid`, `byte`, `regex`. Others are annotations.
//! * **Lists in one text** are split after decoding, because common clients encode separators and
//!   values alike; so an item cannot contain the separator.
//! * **Slashes**: an additional or missing trailing slash is one violation, and the rest is checked
//!   as if the slash were correct. An encoded slash stays inside its segment.
//! * **Large bodies**: of a body with more than 20,000 values only the first violation of its
//!   schema is reported, and of any message at most [`MAX_VIOLATIONS`].
//! * **JSON** with a duplicate name in an object, or nested deeper than 127 levels, is a violation.
//!
//! # Samples
//!
//! A contract also generates bodies: a minimal one, a full one, and valid and invalid ones that
//! differ from the full one in one value ([`Contract::samples`]).
//!
//! # Secrets
//!
//! A [`Violation`] contains names of the message and values of the document, never a value of the
//! message. Credentials in place of a name (a token as the name of a parameter) are removed.

mod check;
mod content;
mod contract;
mod document;
mod error;
mod meaning;
mod named;
mod number;
mod operation;
mod pointer;
mod sample;
mod schema;
mod violation;
mod wire;

pub use check::RequestValues;
pub use content::{ContentFinding, ContentProblem, known_codes};
pub use contract::Contract;
pub use error::ContractError;
pub use named::{Facts, Field, FieldLocation, FieldViolation, Values, ValuesCheck, split_name};
pub use pointer::{escape_step, pointer_steps};
pub use sample::{Sample, SampleKind, ValuesSample};
pub use schema::Tree;
pub use violation::{Checked, Direction, MAX_VIOLATIONS, Rule, Violation};
