//! What is generated or written as constants: operations, addresses, known values.

use api_transport::ClientInfo;
use classifications_api::types::StatusCode;
use classifications_api::{Client, Operation, operations};
use serde_json::{Value, json};

use super::Subject;
use crate::contract::schema;

/// The table of operations.
pub(super) fn operations_agree(subject: &Subject<'_>) -> Vec<String> {
    let mut documented: Vec<String> = schema::operations(subject.document)
        .map(|o| {
            let security = o
                .node
                .get("security")
                .unwrap_or(&subject.document["security"]);
            line(o.id(), o.method, o.path, scopes(security).as_deref())
        })
        .collect();
    let known = |o: &&Operation| {
        let scopes = o
            .oauth2_scopes
            .map(|scopes| scopes.iter().map(ToString::to_string));
        {
            let scopes: Option<Vec<String>> = scopes.map(Iterator::collect);
            line(o.id, o.method.as_str(), o.path, scopes.as_deref())
        }
    };
    let mut known: Vec<String> = operations::ALL.iter().map(known).collect();
    documented.sort();
    known.sort();
    let unknown = documented.iter().filter(|line| !known.contains(line));
    let undocumented = known.iter().filter(|line| !documented.contains(line));
    unknown
        .map(|line| format!("the client has no {line}"))
        .chain(undocumented.map(|line| format!("the document has no {line}")))
        .collect()
}

fn line(id: &str, method: &str, path: &str, scopes: Option<&[String]>) -> String {
    format!("{} {path} {id} {scopes:?}", method.to_uppercase())
}

/// The scopes of the first requirement that names the OAuth2 scheme.
fn scopes(security: &Value) -> Option<Vec<String>> {
    let mut requirements = security.as_array().into_iter().flatten();
    let scopes = requirements.find_map(|requirement| requirement["oauth2"].as_array())?;
    let names = scopes.iter().filter_map(Value::as_str);
    Some(names.map(str::to_owned).collect())
}

/// Base URL, token URL, scopes, version.
pub(super) fn addresses_agree(subject: &Subject<'_>) -> Vec<String> {
    let document = subject.document;
    let servers = document["servers"].as_array().into_iter().flatten();
    let servers: Vec<&str> = servers
        .filter_map(|server| server["url"].as_str())
        .collect();
    let scheme = &document["components"]["securitySchemes"]["oauth2"];
    let flow = &scheme["flows"]["password"];
    let declared = flow["scopes"].as_object().into_iter().flatten();
    let mut declared: Vec<&str> = declared.map(|(name, _)| name.as_str()).collect();
    declared.sort_unstable();
    let base_path = classifications_sandbox::base_path().unwrap_or_default();
    let token_path = classifications_sandbox::token_path().unwrap_or_default();
    let scopes = ["create", "delete", "read", "update"];
    let base = classifications_auth::BASE_URL;
    let token = classifications_auth::TOKEN_URL;
    let checks = [
        (
            servers == [base],
            format!("servers are {servers:?}, the auth crate calls {base}"),
        ),
        (
            servers.iter().all(|url| url.ends_with(&base_path)),
            format!("servers are {servers:?}, not the sandbox's path"),
        ),
        (
            flow["tokenUrl"] == token,
            format!("tokenUrl is {}, not {token}", flow["tokenUrl"]),
        ),
        (
            token.ends_with(&token_path),
            "the sandbox has its token endpoint elsewhere".to_owned(),
        ),
        (
            scheme["type"] == "oauth2",
            format!("the scheme is of type {}", scheme["type"]),
        ),
        (
            declared == scopes,
            format!("scopes are {declared:?}, not {scopes:?}"),
        ),
        (
            document["info"]["version"] == Client::api_version(),
            format!(
                "version is {}, not {}",
                document["info"]["version"],
                Client::api_version()
            ),
        ),
    ];
    let failed = checks.into_iter().filter(|(agrees, _)| !agrees);
    failed.map(|(_, what)| what).collect()
}

/// The constants of the open enumeration.
pub(super) fn known_values_agree(subject: &Subject<'_>) -> Vec<String> {
    let named = [
        ("IN_PROCESS", StatusCode::IN_PROCESS),
        ("GRANTED", StatusCode::GRANTED),
        ("GRANTED_IN_PART", StatusCode::GRANTED_IN_PART),
        ("DENIED", StatusCode::DENIED),
        (
            "AWAITING_PREMIUM_DECISION",
            StatusCode::AWAITING_PREMIUM_DECISION,
        ),
        ("ANNULLED", StatusCode::ANNULLED),
        ("WITHDRAWN", StatusCode::WITHDRAWN),
    ];
    let known = named.map(|(name, code)| json!([code.0, name, code.description()]));
    let schema = &subject.document["components"]["schemas"]["StatusCode"];
    let documented = schema["x-known-values"].as_array().into_iter().flatten();
    let documented = documented.map(|v| json!([v["value"], v["name"], v["description"]]));
    let documented: Vec<Value> = documented.collect();
    let complete = named.map(|(_, code)| code) == StatusCode::KNOWN;
    if complete && documented == known {
        return vec![];
    }
    vec![format!("documented {documented:?}, known {known:?}")]
}
