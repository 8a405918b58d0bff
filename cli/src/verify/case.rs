//! Reads the embedded cases, with the parts that a call of a live server needs.

use classifications_api::Operation;
use classifications_api::operations;
use http::Method;

use crate::output::Json;

/// A call with its expected response.
pub struct Case {
    /// `<operation>/<status>-<name>`.
    pub name: String,
    pub title: String,
    pub operation: String,
    /// Whether the request names a collection that does not exist.
    pub has_unknown_collection: bool,
    /// The rows of the collection before the call.
    pub given: Vec<Json>,
    /// The rows after the call; `None` if the call changes nothing.
    pub then: Option<Vec<Json>>,
    /// The values of path parameters by name.
    pub path_values: Vec<(String, Json)>,
    pub query: Vec<(String, Json)>,
    pub body: Option<Json>,
    pub token: Token,
    method: Option<Method>,
    /// The path, if it differs from that of the operation.
    pub path: Option<String>,
    /// Whether the gateway is in its normal state.
    pub has_normal_gateway: bool,
    pub status: u16,
    /// The names of headers of the response.
    pub headers: Vec<String>,
    pub response: Json,
}

/// The token of a call.
#[derive(Clone, PartialEq, Eq)]
pub enum Token {
    Valid,
    Absent,
    Expired,
    Unknown,
    /// A token for these scopes.
    Scopes(Vec<String>),
}

impl Case {
    /// The operation of the client, if the document has it.
    pub fn client_operation(&self) -> Option<&'static Operation> {
        let mut operations = operations::ALL.iter().copied();
        operations.find(|operation| operation.id == self.operation)
    }

    /// The method of the call.
    pub fn method(&self) -> Method {
        let operation = self.client_operation();
        let method = operation.map(|operation| operation.method.clone());
        self.method.clone().or(method).unwrap_or_default()
    }

    /// Whether the response shows by its status and body that the request was carried out.
    pub fn is_success(&self) -> bool {
        self.status < 300 && self.reported_error().is_none()
    }

    /// Whether the body reports refused credentials. The client then sends no credentials for some time.
    pub fn refuses_credentials(&self) -> bool {
        let known_code = self.reported_error().and_then(|error| error.known());
        known_code.is_some_and(|code| code.credentials)
    }

    fn reported_error(&self) -> Option<api_transport::ReportedError> {
        let error = self.client_operation()?.body_error?;
        error.read(self.response.to_string().as_bytes())
    }

    /// Whether the call has the method and path of the operation.
    pub fn is_ordinary(&self) -> bool {
        self.method.is_none() && self.path.is_none()
    }
}

/// All valid cases, by name.
pub fn all() -> Vec<Case> {
    let Ok(Json::Object(files)) = Json::parse(classifications_spec::CASES.as_bytes()) else {
        return Vec::new();
    };
    let files = files.iter().filter(|(name, _)| name.contains('/'));
    files.filter_map(|(name, file)| read(name, file)).collect()
}

fn read(name: &str, file: &Json) -> Option<Case> {
    const OTHER_MEMBERS: [&str; 5] = ["query", "body", "token", "method", "path"];
    let request = member(file, "request")?;
    let response = member(file, "response")?;
    let parameters = members(Some(request)).into_iter();
    let parameters = parameters.filter(|(name, _)| !OTHER_MEMBERS.contains(&name.as_str()));
    let headers = members(member(response, "headers")).into_iter();
    let gateway = member(file, "gateway").map(Json::text);
    Some(Case {
        name: name.to_owned(),
        title: member(file, "title").map(Json::text).unwrap_or_default(),
        operation: member(file, "operation")?.text(),
        has_unknown_collection: member(file, "contract").is_some(),
        given: items(member(file, "given")),
        then: member(file, "then").map(|rows| items(Some(rows))),
        path_values: parameters.collect(),
        query: members(member(request, "query")),
        body: member(request, "body").cloned(),
        token: token(member(request, "token")?)?,
        method: member(request, "method").and_then(|name| name.text().parse().ok()),
        path: member(request, "path").map(Json::text),
        has_normal_gateway: gateway.is_none_or(|state| state == "normal"),
        status: member(response, "status")?.text().parse().ok()?,
        headers: headers.map(|(name, _)| name).collect(),
        response: member(response, "body")?.clone(),
    })
}

fn token(json: &Json) -> Option<Token> {
    if let Some(scopes) = member(json, "scopes") {
        let scopes = items(Some(scopes)).iter().map(Json::text).collect();
        return Some(Token::Scopes(scopes));
    }
    match json.text().as_str() {
        "valid" => Some(Token::Valid),
        "absent" => Some(Token::Absent),
        "expired" => Some(Token::Expired),
        "unknown" => Some(Token::Unknown),
        _ => None,
    }
}

fn member<'j>(json: &'j Json, name: &str) -> Option<&'j Json> {
    json.at(&[name.to_owned()])
}

fn members(json: Option<&Json>) -> Vec<(String, Json)> {
    match json {
        Some(Json::Object(members)) => members.clone(),
        _ => Vec::new(),
    }
}

fn items(json: Option<&Json>) -> Vec<Json> {
    match json {
        Some(Json::Array(items)) => items.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_case_is_valid() {
        let text: serde_json::Value = serde_json::from_str(classifications_spec::CASES).unwrap();
        let files = text.as_object().unwrap().keys();
        assert_eq!(all().len(), files.filter(|name| name.contains('/')).count());
    }
}
