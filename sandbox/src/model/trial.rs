//! Tries a model with the document. An operation is set aside if the document does not allow its
//! responses, or if a script fails for a request that the document allows.

use std::collections::BTreeMap;

use classifications_contract::{RequestValues, Rule, Tree};
use rhai::{Dynamic, Map, Scope};

use super::evaluate::Rejected;
use super::perform::{Call, Done};
use super::{Model, Operation};
use crate::api::{self, Api};
use crate::value::{self, Rows};

/// The maximum number of stored resources of each kind that are tried.
const MAX_SEEDS: usize = 100;

/// The collection, as the value of each parameter of the path.
fn path_values(api: &Api, id: &str, collection: &str) -> BTreeMap<String, Tree> {
    let operation = api.operation(id).into_iter();
    let names = operation.flat_map(api::Operation::path_parameters);
    let value = |name: &str| (name.to_owned(), Tree::String(collection.to_owned()));
    names.map(value).collect()
}

/// Whether the operation may respond with this status: the document lists it, it is not a success,
/// or the document lists no success. If the document lists one, clients take `default` for errors.
fn is_listed(api: &Api, id: &str, status: u16) -> bool {
    let responses = api.operation(id).and_then(|operation| {
        let item = api
            .contract
            .document()
            .get("paths")?
            .get(&operation.template)?;
        let method = operation.method.as_str().to_ascii_lowercase();
        item.get(method)?.get("responses")?.as_object()
    });
    let Some(responses) = responses else {
        return true;
    };
    let lists_success = responses.keys().any(|listed| listed.starts_with('2'));
    let is_named = |name: &str| responses.contains_key(name);
    !lists_success
        || !(200..300).contains(&status)
        || is_named(&status.to_string())
        || is_named("2XX")
}

fn not_allowed(misfit: &str) -> String {
    format!("the document does not allow its response: {misfit}")
}

impl Model {
    /// Sets aside the operations that do not fit the document.
    pub(super) fn try_out(&mut self, api: &Api) {
        let tried = self.operations.values();
        let misfits: BTreeMap<_, _> = tried
            .filter_map(|operation| Some((operation.id.clone(), self.misfit(operation, api)?)))
            .collect();
        for (id, misfit) in misfits {
            self.operations.remove(&id);
            self.notices.push(format!("{id}: set aside, as {misfit}"));
        }
    }

    /// The reason why the operation does not fit the document.
    fn misfit(&self, operation: &Operation, api: &Api) -> Option<String> {
        let collection = self.seed.collections().next().unwrap_or_default();
        let samples = api.contract.request_samples(&operation.id);
        let bodies: Vec<_> = samples.iter().take(2).map(|sample| &sample.json).collect();
        let bodies = bodies.iter().map(|json| json.parse().ok());
        let no_body = std::iter::repeat_n(None, usize::from(samples.is_empty()));
        for body in bodies.chain(no_body) {
            let values = RequestValues {
                operation: operation.id.clone(),
                path: path_values(api, &operation.id, collection),
                body,
                ..RequestValues::default()
            };
            let call = Call {
                values,
                now: chrono::Utc::now(),
                collection: Some(collection),
            };
            match self
                .prepare(operation, call)
                .perform(&mut self.seed.clone())
            {
                Ok(done) => {
                    if let Some(misfit) = misfit(operation, &done, api) {
                        return Some(not_allowed(&misfit));
                    }
                }
                // The script needs a value that this document's requests do not have.
                Err(refused) if refused.is_script_error() => {
                    return Some(
                        "one of its scripts fails for a request that the document allows"
                            .to_owned(),
                    );
                }
                // A rejection for which the model has a body.
                Err(Rejected {
                    status,
                    body: Some(body),
                    ..
                }) => {
                    if !is_listed(api, &operation.id, status) {
                        return Some(not_allowed(&format!("it does not list {status}")));
                    }
                    let done = Done {
                        status,
                        body: Some(body),
                    };
                    if let Some(misfit) = misfit(operation, &done, api) {
                        return Some(not_allowed(&misfit));
                    }
                }
                Err(_) => {}
            }
        }
        let misfit = self.misfit_of_seed(operation, api, collection);
        misfit.map(|misfit| not_allowed(&misfit))
    }

    /// The reason why the response with the initial resources does not fit the document.
    fn misfit_of_seed(&self, operation: &Operation, api: &Api, collection: &str) -> Option<String> {
        let template = operation.body.as_ref()?;
        let seeds = |kind: &str| self.seed.list(collection, kind, &[]);
        let mut common_scope = self.variables(RequestValues::default(), chrono::Utc::now());
        let mut rounds = 1;
        for list in &operation.lists {
            common_scope.push(list.name.as_str(), seeds(&list.kind));
        }
        let found = operation.find.iter();
        let found = found.map(|find| (&find.name, seeds(&find.kind)));
        let created = operation.create.iter().map(|kind| (kind, seeds(kind)));
        let single_resources: Vec<(&String, Rows)> = found.chain(created).collect();
        for (_, rows) in &single_resources {
            if rows.0.is_empty() {
                return None;
            }
            rounds = rounds.max(rows.0.len()).min(MAX_SEEDS);
        }
        (0..rounds).find_map(|index| {
            let mut scope: Scope<'_> = common_scope.clone();
            for (name, rows) in &single_resources {
                let resource = rows.0.get(index).or(rows.0.last())?;
                scope.push_dynamic(name.as_str(), Dynamic::from_map(Map::clone(resource)));
            }
            let body = self.body(template, &mut scope).ok()?;
            let done = Done {
                status: operation.status,
                body: Some(body),
            };
            misfit(operation, &done, api)
        })
    }
}

/// The first violation of the document in a response.
fn misfit(operation: &Operation, done: &Done, api: &Api) -> Option<String> {
    let json = match &done.body {
        Some(body) => value::to_json(body, &api.order),
        None => String::new(),
    };
    let response = http::Response::builder()
        .status(done.status)
        .header(http::header::CONTENT_TYPE, "application/json")
        .body(json)
        .ok()?;
    let checked = api.contract.check_response(&operation.id, &response);
    let mut violations = checked.into_violations().into_iter();
    // The gateway adds the headers.
    let violation = violations.find(|violation| violation.rule != Rule::HeaderMissing)?;
    Some(format!("{}: {}", violation.message_pointer, violation.text))
}
