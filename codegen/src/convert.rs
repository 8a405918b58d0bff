//! Converts OAS2 to OAS3, with the crate `swagger2openapi`.
//!
//! Two crates can convert: `roas` with typed models, `swagger2openapi` by transforming the JSON
//! value. Of 119 documents of real APIs, `swagger2openapi` 0.2 converts all and keeps 5,674 of
//! their 7,109 vendor extensions (the others are beside `$ref`s or on parts that OAS3 does not
//! have). `roas` 0.21 accepts 64 (it refuses any unknown member or format, which real documents
//! have), panics on 6 and keeps 1,800 extensions. Both keep all digits of numbers.
//!
//! [`crate::api`] reads parts that OAS3 cannot express (`collectionFormat: tsv`) or that the
//! conversion rearranges from the OAS2 document.

mod meanings;
mod order;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use swagger2openapi::{Options, RefSiblings};

use crate::error::DocumentError;

/// The name and version of the converter, for the lock.
pub(crate) const CONVERTER: &str = "swagger2openapi 0.2";

/// Converts a validated OAS2 document to OAS 3.0.
///
/// # Errors
/// A [`DocumentError`] with the converter's message, or when the converter panicked.
pub fn convert(oas2: &Value) -> Result<Value, DocumentError> {
    let mut options = Options::new();
    options.patch = true;
    options.warn_only = true;
    options.anchors = true;
    options.ref_siblings = RefSiblings::AllOf;
    // Otherwise the converter serialises the whole document as YAML here, which takes longer than
    // the rest.
    "given as a value".clone_into(&mut options.text);
    options.target_version = Some("3.0.3".to_owned());
    let refuse = |problem: String| {
        DocumentError::document(
            format!("the conversion to OAS3 failed: {problem}"),
            "check the document with a validator for OAS2",
        )
    };
    match catch_unwind(AssertUnwindSafe(|| {
        swagger2openapi::convert_obj(oas2, &mut options).map(|()| options.openapi)
    })) {
        Ok(Ok(mut oas3)) => {
            order::restore(&mut oas3, oas2);
            meanings::move_into_schemas(&mut oas3);
            Ok(oas3)
        }
        Ok(Err(e)) => Err(refuse(e.message)),
        Err(_) => Err(refuse("the converter panicked".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn order_extensions_and_digits_survive() {
        let oas2 = json!({
            "swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "h.example", "basePath": "/v1", "schemes": ["https"],
            "paths": {"/z": {"get": {"responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/B"}}}}}, "/a": {}},
            "definitions": {"B": {"type": "integer", "maximum": 9_007_199_254_740_993_i64, "x-source": "assumed"}, "A": {"type": "string", "x-nullable": true}},
        });
        let oas3 = convert(&oas2).unwrap();
        let keys: Vec<_> = oas3["components"]["schemas"]
            .as_object()
            .unwrap()
            .keys()
            .collect();
        assert_eq!(keys, ["B", "A"]);
        assert_eq!(
            oas3["components"]["schemas"]["B"]["maximum"],
            json!(9_007_199_254_740_993_i64)
        );
        assert_eq!(oas3["components"]["schemas"]["B"]["x-source"], "assumed");
        assert_eq!(oas3["servers"][0]["url"], "https://h.example/v1");
    }

    #[test]
    fn a_meaning_is_moved_beside_the_type() {
        let parameter = json!({"name": "d", "in": "query", "type": "string", "x-meaning": "date-compact", "x-env": "D"});
        let oas2 = json!({
            "swagger": "2.0", "info": {"title": "T", "version": "1"}, "parameters": {"d": parameter},
            "paths": {"/a": {"parameters": [parameter], "get": {"responses": {"200": {"description": "d"}}}}},
        });
        let oas3 = convert(&oas2).unwrap();
        let expected = json!({
            "name": "d", "in": "query", "x-env": "D",
            "schema": {"type": "string", "x-meaning": "date-compact"},
        });
        assert_eq!(oas3["paths"]["/a"]["parameters"], json!([expected]));
        assert_eq!(oas3["components"]["parameters"]["d"], expected);
    }
}
