//! Changes of addresses, paths, methods and operations.

use serde_json::{Value, json};

use super::super::place::{append, children, edit, of_operations, remove, rename, set, split};
use super::{Kind, kind};

pub(super) const KINDS: &[Kind] = &[
    kind("server: other host", servers, |d, at| {
        set(
            d,
            at,
            "url",
            format!(
                "https://api.cesce.es{}",
                classifications_sandbox::base_path().unwrap_or_default()
            ),
        );
    }),
    kind("server: other base path", servers, |d, at| {
        set(
            d,
            at,
            "url",
            classifications_auth::BASE_URL.replace("/v1", "/v2"),
        );
    }),
    kind("server: plain http", servers, |d, at| {
        set(
            d,
            at,
            "url",
            classifications_auth::BASE_URL.replace("https:", "http:"),
        );
    }),
    kind("server: another one", whole, |d, at| {
        append(
            d,
            at,
            "servers",
            json!({ "url": "https://pre.cesce.es/v1" }),
        );
    }),
    kind("version: raised", whole, |d, _| {
        set(d, "/info", "version", "1.1.0")
    }),
    kind("path: segment renamed", paths, |d, at| {
        let (_, path) = split(at);
        rename(d, at, &format!("{path}s"));
    }),
    kind("path: segment added", paths, |d, at| {
        let (_, path) = split(at);
        rename(d, at, &format!("/policies{path}"));
    }),
    kind("path: parameter renamed", whole, |d, _| {
        let text = d.to_string();
        let text = text.replace("{contractNo}", "{policyNo}");
        let text = text.replace(r#""name":"contractNo""#, r#""name":"policyNo""#);
        *d = serde_json::from_str(&text).expect("still JSON");
    }),
    kind("path: slash at its end", paths, |d, at| {
        let (_, path) = split(at);
        rename(d, at, &format!("{path}/"));
    }),
    kind("path: removed", paths, remove),
    kind("path: added", of_operations, |d, at| {
        let mut operation = d.pointer(at).cloned().unwrap_or_default();
        operation["operationId"] = "renewClassification".into();
        let parameter = json!({ "$ref": "#/components/parameters/contractNo" });
        let item = json!({ "parameters": [parameter], "post": operation });
        set(
            d,
            "/paths",
            "/contracts/{contractNo}/classifications/renew",
            item,
        );
    }),
    kind("method: other", of_operations, |d, at| rename(d, at, "put")),
    kind("method: added", of_operations, |d, at| {
        let (parent, _) = split(at);
        let mut operation = d.pointer(at).cloned().unwrap_or_default();
        operation["operationId"] = "replaceClassification".into();
        set(d, parent, "put", operation);
    }),
    kind("operation: removed", of_operations, remove),
    kind("operationId: renamed", of_operations, |d, at| {
        set(d, at, "operationId", "other")
    }),
    kind("operationId: removed", of_operations, |d, at| {
        edit(d, at, |operation| {
            operation.remove("operationId");
        });
    }),
    kind("operations: exchanged", posts, |d, at| {
        let other = "/paths/~1contracts~1{contractNo}~1classifications~1cancel/post";
        let (one, two) = (d.pointer(at).cloned(), d.pointer(other).cloned());
        if let (Some(one), Some(two)) = (one, two) {
            super::super::place::replace(d, at, two);
            super::super::place::replace(d, other, one);
        }
    }),
];

pub(super) fn whole(_: &Value) -> Vec<String> {
    vec![String::new()]
}

fn servers(document: &Value) -> Vec<String> {
    children(document, "/servers")
}

fn paths(document: &Value) -> Vec<String> {
    children(document, "/paths")
}

fn posts(document: &Value) -> Vec<String> {
    let all = of_operations(document).into_iter();
    all.filter(|at| at.ends_with("/post") && !at.contains("cancel"))
        .collect()
}
