//! Changes of bodies, statuses, media types and headers.

use serde_json::{Value, json};

use super::super::place::{
    children, edit, members, nodes, of_operations, remove, rename, replace, set,
};
use super::{Kind, kind};

const JSON: &str = "application~1json";

/// Whether a header stands in every answer that it is documented for: RFC 9110 requires the challenge of a 401,
/// and a 429 tells which limit was reached.
pub(super) fn always_sent(at: &str) -> bool {
    at.ends_with("/Unauthorized/headers/WWW-Authenticate")
        || at.contains("/TooManyRequests/headers/X-RateLimit-")
}

pub(super) const KINDS: &[Kind] = &[
    kind("request body: removed", bodies, remove),
    kind("request body: made optional", bodies, |d, at| {
        set(d, at, "required", false)
    }),
    kind("request body: added", gets, |d, at| {
        let content = json!({ "application/json": { "schema": { "type": "object" } } });
        set(
            d,
            at,
            "requestBody",
            json!({ "required": true, "content": content }),
        );
    }),
    kind("request body: other media type", bodies, |d, at| {
        rename(d, &format!("{at}/content/{JSON}"), "application/xml");
    }),
    kind("request body: form instead of JSON", bodies, |d, at| {
        rename(
            d,
            &format!("{at}/content/{JSON}"),
            "application/x-www-form-urlencoded",
        );
    }),
    kind("request body: other schema", bodies, |d, at| {
        let schema = json!({ "$ref": "#/components/schemas/GatewayError" });
        let required = json!({ "allOf": [schema], "required": ["httpCode"] });
        replace(d, &format!("{at}/content/{JSON}/schema"), required);
    }),
    kind("request body: made a list", bodies, |d, at| {
        in_list(d, &format!("{at}/content/{JSON}"))
    }),
    kind("status: removed", statuses, remove),
    kind("status: 200 and 201 exchanged", successes, |d, at| {
        rename(d, at, if at.ends_with("201") { "200" } else { "201" });
    }),
    kind("status: success without a body", successes, |d, at| {
        edit(d, at, |response| {
            response.remove("content");
        });
        rename(d, at, "204");
    }),
    kind("status: 409 added", of_operations, |d, at| {
        let conflict = json!({ "$ref": "#/components/responses/BadRequest" });
        set(d, &format!("{at}/responses"), "409", conflict);
    }),
    kind("status: second success added", of_operations, |d, at| {
        let content = json!({ "application/json": { "schema": { "type": "string" } } });
        let accepted = json!({ "description": "later", "content": content });
        set(d, &format!("{at}/responses"), "202", accepted);
    }),
    kind("status: default added", of_operations, |d, at| {
        let other = json!({ "$ref": "#/components/responses/BadRequest" });
        set(d, &format!("{at}/responses"), "default", other);
    }),
    kind("response body: removed", responses, |d, at| {
        edit(d, at, |response| {
            response.remove("content");
        });
    }),
    kind("response body: other media type", responses, |d, at| {
        rename(d, &format!("{at}/content/{JSON}"), "text/html");
    }),
    kind("response body: other schema", responses, |d, at| {
        let schema = json!({ "$ref": "#/components/schemas/Premium" });
        replace(d, &format!("{at}/content/{JSON}/schema"), schema);
    }),
    kind("response body: made a list", responses, |d, at| {
        in_list(d, &format!("{at}/content/{JSON}"))
    }),
    kind("header: removed", headers, remove),
    kind("header: renamed", headers, |d, at| rename(d, at, "X-Other")),
    kind("header: added", responses, |d, at| {
        let header = json!({ "schema": { "type": "string" } });
        edit(d, at, |response| {
            let headers = response.entry("headers").or_insert_with(|| json!({}));
            headers["X-Other"] = header;
        });
    }),
    kind("header: made required", left_out, |d, at| {
        set(d, at, "required", true)
    }),
    kind("header: made an integer", headers, |d, at| {
        set(d, at, "schema", json!({ "type": "integer" }));
    }),
    kind("header: pattern added", headers, |d, at| {
        set(d, &format!("{at}/schema"), "pattern", "^[0-9]+$");
    }),
];

fn in_list(document: &mut Value, content: &str) {
    let at = format!("{content}/schema");
    let items = document.pointer(&at).cloned().unwrap_or_default();
    replace(document, &at, json!({ "type": "array", "items": items }));
}

fn gets(document: &Value) -> Vec<String> {
    let all = of_operations(document).into_iter();
    all.filter(|at| at.ends_with("/get")).collect()
}

fn bodies(document: &Value) -> Vec<String> {
    nodes(document, |at, _| at.ends_with("/requestBody"))
}

fn statuses(document: &Value) -> Vec<String> {
    members(document, &of_operations(document), "responses")
}

fn successes(document: &Value) -> Vec<String> {
    let all = statuses(document).into_iter();
    all.filter(|at| at.ends_with("/200") || at.ends_with("/201"))
        .collect()
}

/// Those with a body of their own, not by reference.
fn responses(document: &Value) -> Vec<String> {
    let shared = children(document, "/components/responses").into_iter();
    shared.chain(successes(document)).collect()
}

pub(super) fn headers(document: &Value) -> Vec<String> {
    members(document, &responses(document), "headers")
}

/// Headers that some answers lack.
fn left_out(document: &Value) -> Vec<String> {
    let all = headers(document).into_iter();
    all.filter(|at| !always_sent(at)).collect()
}
