//! Whether a case fits the document and the model, without a request to the sandbox.

use classifications_contract::{Contract, Rule};
use classifications_sandbox::Sandbox;
use classifications_sandbox::cases::{Case, Token};
use serde_json::Value;

/// How far a case fits.
pub enum Fit {
    /// The sandbox responds exactly as the case describes.
    Exact,
    /// The sandbox refuses the request, perhaps with another reason than that of the case: the
    /// reason depends on the document.
    InWords,
    /// The case cannot be played, for this reason.
    Not(String),
}

/// The call of a case as a request.
pub fn request(case: &Case, sandbox: &Sandbox, token: Option<String>) -> http::Request<String> {
    let url = format!("http://{}{}", sandbox.address(), case.path_and_query());
    let mut request = http::Request::builder().method(case.method()).uri(url);
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let mut text = String::new();
    if let Some(body) = &case.request.body {
        request = request.header("content-type", "application/json");
        body.get().clone_into(&mut text);
    }
    request.body(text).unwrap()
}

pub fn check(case: &Case, sandbox: &Sandbox, contract: &Contract) -> Fit {
    let reasons = [
        misfit_of_operation(case, sandbox),
        misfit_of_resources(case, sandbox),
        misfit_of_address(case, sandbox, contract),
        misfit_of_security(case, sandbox, contract),
        misfit_of_response(case, contract),
    ];
    if let Some(reason) = reasons.into_iter().flatten().next() {
        return Fit::Not(reason);
    }
    let with_token = request(case, sandbox, Some("token".to_owned()));
    let checked = contract.check_request(&with_token);
    match (case.response.status, checked.violations().first()) {
        (200..300, Some(violation)) => {
            Fit::Not(format!("its request is not allowed: {violation:?}"))
        }
        (400, violation) if violation.is_some() || is_about_the_request(case) => Fit::InWords,
        _ => Fit::Exact,
    }
}

/// Whether the reason of a refusal refers to a part of the request, as refusals of the document do.
fn is_about_the_request(case: &Case) -> bool {
    let text = case.response.body.get();
    ["body", "query", "path", "header"].iter().any(|part| {
        text.contains(&format!("\"{part}: ")) || text.contains(&format!("\"{part} is "))
    })
}

fn misfit_of_operation(case: &Case, sandbox: &Sandbox) -> Option<String> {
    if !case.applies() {
        return Some("the document has no such operation with these path parameters".to_owned());
    }
    let start = format!("{}: ", case.operation);
    let notices = sandbox.notices().into_iter();
    let mut notices = notices.filter(|notice| notice.starts_with(&start));
    notices.next()
}

fn misfit_of_resources(case: &Case, sandbox: &Sandbox) -> Option<String> {
    let arranged = sandbox.arrange(case);
    let arranged = arranged.and_then(|()| sandbox.compare_with(case).map(|_| ()));
    let error = arranged.err()?;
    Some(format!("its resources do not fit the model: {error}"))
}

/// A case with its own method or path needs one that the document does not have.
fn misfit_of_address(case: &Case, sandbox: &Sandbox, contract: &Contract) -> Option<String> {
    if case.is_ordinary() {
        return None;
    }
    let checked = contract.check_request(&request(case, sandbox, None));
    if checked.operation().is_some() {
        return Some("the document has its method and path".to_owned());
    }
    let allow = case.response.headers.get("allow")?;
    let path = case.path_and_query();
    let base_path = classifications_sandbox::base_path().unwrap();
    let path = path.strip_prefix(&base_path)?.split('?').next()?;
    let mut methods: Vec<_> = contract
        .methods(path)
        .iter()
        .map(ToString::to_string)
        .collect();
    methods.sort();
    let methods = methods.join(", ");
    (methods != *allow).then(|| format!("the document has {methods:?} at its path"))
}

fn misfit_of_security(case: &Case, sandbox: &Sandbox, contract: &Contract) -> Option<String> {
    if !case.is_ordinary() {
        return None;
    }
    let lacks = |token: Option<&str>| {
        let request = request(case, sandbox, token.map(str::to_owned));
        contract
            .check_request(&request)
            .violates(Rule::SecurityMissing)
    };
    if lacks(Some("token")) {
        return Some("the document requires more than a token".to_owned());
    }
    let is_open = match &case.request.token {
        Token::Valid => return None,
        Token::Absent | Token::Expired | Token::Unknown => !lacks(None),
        Token::Scopes(scopes) => {
            let suffices = are_enough(case, contract, scopes);
            suffices != (case.response.status != 403)
        }
    };
    is_open.then(|| "the document requires another token".to_owned())
}

/// Whether a token with these scopes is enough for the operation of a case.
fn are_enough(case: &Case, contract: &Contract, scopes: &[String]) -> bool {
    let document = contract.document();
    let paths = document.get("paths").and_then(Value::as_object);
    let items = paths.into_iter().flat_map(|paths| paths.values());
    let mut operations = items
        .filter_map(Value::as_object)
        .flat_map(|item| item.values());
    let id = Some(case.operation.as_str());
    let own = operations.find(|o| o.get("operationId").and_then(Value::as_str) == id);
    let own = own.and_then(|operation| operation.get("security"));
    let security = own.or_else(|| document.get("security"));
    let mut alternatives = security.and_then(Value::as_array).into_iter().flatten();
    alternatives.any(|alternative| {
        let schemes = alternative.as_object().into_iter().flatten();
        let mut required = schemes.flat_map(|(_, scopes)| scopes.as_array().into_iter().flatten());
        required.all(|required| scopes.iter().any(|scope| required == scope.as_str()))
    })
}

fn misfit_of_response(case: &Case, contract: &Contract) -> Option<String> {
    let mut response = http::Response::builder().status(case.response.status);
    response = response.header("content-type", "application/json");
    for (name, value) in &case.response.headers {
        response = response.header(name, value);
    }
    let response = response.body(case.response.body.get()).unwrap();
    let checked = contract.check_response(&case.operation, &response);
    // A case lists only some of the headers.
    let mut violations = checked.violations().iter();
    let violation = violations.find(|violation| violation.rule != Rule::HeaderMissing)?;
    Some(format!("its response is not allowed: {violation:?}"))
}
