//! A document of `spec`, its model and its cases.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use classifications_contract::Contract;
use classifications_sandbox::Sandbox;
use classifications_sandbox::cases::{self, Case, Token};
use serde_json::Value;

use crate::caller::{Response, http};
use crate::data::{Call, Data};

/// A case with its own method and path, if it does not use those of its operation.
pub struct Played {
    pub case: Case,
    method: Option<String>,
    path: Option<String>,
}

/// A sandbox that plays a document.
pub struct Api {
    pub sandbox: Sandbox,
    pub document: Value,
    pub data: Data,
    folder: PathBuf,
    contract: Contract,
    http: reqwest::Client,
}

impl Api {
    /// Plays the document and the model of this name, for which there is this data.
    pub async fn start(name: &str, data: &str) -> Self {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let read = |extension: &str| {
            let file = spec.join(format!("{name}.{extension}"));
            std::fs::read_to_string(file).unwrap()
        };
        let text = read("oas3.json");
        let builder = Sandbox::builder().document(&text).model(read("model.yaml"));
        let sandbox = builder.start().await.unwrap();
        let contract = Contract::from_json(&text).unwrap();
        let url: url::Url = sandbox.base_url().parse().unwrap();
        Self {
            contract: contract.at(url.path()).unwrap(),
            document: serde_json::from_str(&text).unwrap(),
            data: serde_json::from_str(data).unwrap(),
            folder: match name {
                "classifications" => spec.join("cases"),
                _ => spec.join(format!("{name}.cases")),
            },
            sandbox,
            http: http(),
        }
    }

    /// The cases of the folder, by name.
    pub fn cases(&self) -> Vec<Played> {
        let mut cases = vec![];
        for operation in std::fs::read_dir(&self.folder).unwrap() {
            let operation = operation.unwrap();
            for file in std::fs::read_dir(operation.path()).unwrap() {
                let path = file.unwrap().path();
                let text = std::fs::read_to_string(&path).unwrap();
                let mut case: Case = serde_json::from_str(&text).unwrap();
                let name = path.file_stem().unwrap().to_string_lossy();
                case.name = format!("{}/{name}", operation.file_name().display());
                let raw: Value = serde_json::from_str(&text).unwrap();
                let own = |name: &str| raw["request"][name].as_str().map(str::to_owned);
                cases.push(Played {
                    case,
                    method: own("method"),
                    path: own("path"),
                });
            }
        }
        cases.sort_by(|a, b| a.case.name.cmp(&b.case.name));
        cases
    }

    /// Plays all cases; returns the differences.
    pub async fn play_all(&self) -> Vec<String> {
        let mut wrong = vec![];
        for played in self.cases() {
            let found = self.play(&played).await.into_iter();
            wrong.extend(found.map(|problem| format!("{}: {problem}", played.case.name)));
        }
        wrong
    }

    /// Plays a case; returns the differences.
    async fn play(&self, played: &Played) -> Vec<String> {
        let case = &played.case;
        self.sandbox.arrange(case).unwrap();
        let request = self.request(played);
        let response = Response::of(self.http.execute(request).await.unwrap()).await;
        let mut wrong = vec![];
        if response.status != case.response.status {
            wrong.push(format!("status {}", response.status));
        }
        for (name, value) in &case.response.headers {
            if response.header(name) != Some(value) {
                wrong.push(format!("header {name}: {:?}", response.header(name)));
            }
        }
        let differences = cases::compare(case.response.body.get(), &response.text);
        wrong.extend(differences.iter().map(ToString::to_string));
        let differences = self.sandbox.compare_with(case).unwrap();
        wrong.extend(differences.iter().map(|d| format!("state afterwards: {d}")));
        let mut checked = http::Response::builder().status(response.status);
        checked.headers_mut().unwrap().extend(response.headers);
        let checked = checked.body(response.text).unwrap();
        let checked = self.contract.check_response(&case.operation, &checked);
        let violations = checked.violations().iter();
        wrong.extend(violations.map(|v| format!("the document does not allow it: {v:?}")));
        wrong
    }

    /// The request of a case, built from this document.
    fn request(&self, played: &Played) -> reqwest::Request {
        let case = &played.case;
        let (template, method) = self.operation(&case.operation);
        let mut path = template.to_owned();
        for (name, value) in &case.request.path_values {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let method = played.method.as_deref().unwrap_or(method);
        let method = method.to_ascii_uppercase();
        let path = played.path.as_ref().unwrap_or(&path);
        let url = format!("{}{path}", self.sandbox.base_url());
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let query = case.request.query.iter();
        let query: Vec<_> = query.map(|(name, value)| (name, value.text())).collect();
        let mut request = self.http.request(method, url).query(&query);
        if let Some(token) = self.sandbox.token(&case.request.token) {
            request = request.bearer_auth(token);
        }
        if let Some(body) = &case.request.body {
            request = request.header("content-type", "application/json");
            request = request.body(body.get().to_owned());
        }
        request.build().unwrap()
    }

    /// The path template and the method of an operation.
    fn operation(&self, id: &str) -> (&str, &str) {
        let paths = self.document["paths"].as_object().unwrap().iter();
        let mut operations = paths.flat_map(|(path, item)| {
            let item = item.as_object().unwrap().iter();
            item.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        });
        let found = operations.find(|(_, _, operation)| operation["operationId"] == id);
        let (path, method, _) = found.unwrap();
        (path, method)
    }

    /// The body of the response to a call.
    pub async fn send(&self, call: &Call, values: &BTreeMap<String, String>) -> Value {
        let (template, method) = self.operation(&call.operation);
        let mut path = template.to_owned();
        for (name, value) in &call.path {
            path = path.replace(&format!("{{{name}}}"), &filled(value, values));
        }
        let url = format!("{}{path}", self.sandbox.base_url());
        let method = method.to_ascii_uppercase();
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let query = call.query.iter();
        let query: Vec<_> = query
            .map(|(name, text)| (name, filled(text, values)))
            .collect();
        let token = self.sandbox.token(&Token::Valid).unwrap();
        let mut request = self
            .http
            .request(method, url)
            .query(&query)
            .bearer_auth(token);
        if let Some(body) = &call.body {
            request = request.header("content-type", "application/json");
            request = request.body(filled(&body.to_string(), values));
        }
        Response::of(request.send().await.unwrap()).await.json()
    }
}

/// The text with names in braces replaced by their values.
pub fn filled(text: &str, values: &BTreeMap<String, String>) -> String {
    let replace = |text: String, (name, value): (&String, &String)| {
        text.replace(&format!("{{{name}}}"), value)
    };
    values.iter().fold(text.to_owned(), replace)
}
