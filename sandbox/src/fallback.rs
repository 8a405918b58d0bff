//! The response of an operation without a model: the document's example, or a sample that carries
//! the request's values under equal names.

use std::collections::BTreeMap;

use classifications_contract::{RequestValues, Tree};

use crate::api::{self, Api, Operation};

/// The body of the response to a request; `None` if the document has none.
pub(crate) fn body(api: &Api, operation: &Operation, values: &RequestValues) -> Option<Tree> {
    let success = &operation.success;
    let body = success.body.as_ref()?;
    let given = Given::of(values);
    let echo = given.echoed(body, &mut vec![]);
    let content_type = success.content_type.as_deref().unwrap_or_default();
    let id = &values.operation;
    if api::allowed(&api.contract, id, success.status, content_type, &echo) {
        return Some(echo);
    }
    Some(body.clone())
}

/// An error body of the document's schema, with the reason in the property that explains errors, or
/// else in the first string property that allows it. `None` if the document has no schema for this
/// status, or the gateway's own body fits it.
pub(crate) fn error_body(api: &Api, id: &str, status: u16, reason: &str) -> Option<Tree> {
    let sample = api.error(id, status, || error_sample(api, id, status))?;
    let Tree::Object(members) = &sample else {
        return Some(sample);
    };
    let operation = api.operation(id);
    let reasons = operation.and_then(|operation| operation.reason.as_ref());
    let texts = members.iter();
    let texts = texts.filter(|(_, value)| matches!(value, Tree::String(_)));
    let names = reasons.into_iter().chain(texts.map(|(name, _)| name));
    let mut explained = names.map(|name| {
        let mut members = members.clone();
        members.insert(name.clone(), Tree::String(reason.to_owned()));
        Tree::Object(members)
    });
    let allowed = |body: &Tree| api::allowed(&api.contract, id, status, "application/json", body);
    explained.find(allowed).or(Some(sample))
}

/// A sample of the schema of an error that is not the gateway's.
fn error_sample(api: &Api, id: &str, status: u16) -> Option<Tree> {
    let samples = api.contract.response_samples(id, status);
    let mut samples = samples.iter().take(2).rev();
    let sample: Tree = samples.find(|sample| sample.conforms)?.json.parse().ok()?;
    let own = ["httpCode", "httpMessage", "moreInformation"];
    let own = own.map(|name| (name.to_owned(), Tree::String("400".to_owned())));
    let own = Tree::Object(own.into());
    let fits = api::allowed(&api.contract, id, status, "application/json", &own);
    (!fits || !is_known(&own, &sample)).then_some(sample)
}

/// Whether the sample has all members of a body, which means that the body fits its schema.
fn is_known(body: &Tree, sample: &Tree) -> bool {
    match (body, sample) {
        (Tree::Object(body), Tree::Object(sample)) => {
            body.keys().all(|name| sample.contains_key(name))
        }
        _ => false,
    }
}

/// The values of a request, by name.
struct Given<'a> {
    body: Option<&'a Tree>,
    parameters: BTreeMap<&'a str, &'a Tree>,
}

impl<'a> Given<'a> {
    fn of(values: &'a RequestValues) -> Self {
        let parameters = values.header.iter().chain(&values.query);
        let parameters = parameters.chain(&values.path);
        Self {
            body: values.body.as_ref(),
            parameters: parameters
                .map(|(name, value)| (name.as_str(), value))
                .collect(),
        }
    }

    /// The sample with the request's values instead of its own, where names and types are equal.
    fn echoed(&self, sample: &Tree, path: &mut Vec<String>) -> Tree {
        match sample {
            Tree::Object(members) => {
                let members = members.iter().map(|(name, value)| {
                    path.push(name.clone());
                    let value = self.echoed(value, path);
                    path.pop();
                    (name.clone(), value)
                });
                Tree::Object(members.collect())
            }
            Tree::Array(items) => {
                let items = items.iter().map(|item| self.echoed(item, path));
                Tree::Array(items.collect())
            }
            scalar => {
                let given = self.value(path);
                let given = given.filter(|given| is_same_kind(given, scalar));
                given.unwrap_or(scalar).clone()
            }
        }
    }

    /// The request's value for a property: at the same path in its body, at the longest end of that
    /// path, or in a parameter of that name.
    fn value(&self, path: &[String]) -> Option<&'a Tree> {
        let (name, _) = path.split_last()?;
        let in_body = (0..path.len()).find_map(|skipped| {
            let steps = path.get(skipped..)?;
            steps.iter().try_fold(self.body?, |tree, step| match tree {
                Tree::Object(members) => members.get(step),
                _ => None,
            })
        });
        in_body.or_else(|| self.parameters.get(name.as_str()).copied())
    }
}

fn is_same_kind(a: &Tree, b: &Tree) -> bool {
    matches!(
        (a, b),
        (Tree::Bool(_), Tree::Bool(_))
            | (Tree::Number(_), Tree::Number(_))
            | (Tree::String(_), Tree::String(_))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_request_replace_those_of_the_sample_with_equal_names() {
        let values = RequestValues {
            body: Some(
                r#"{"owner":{"name":"Ann"},"limit":12.50,"no":"x"}"#
                    .parse()
                    .unwrap(),
            ),
            path: [("account".to_owned(), Tree::String("A-1".to_owned()))].into(),
            ..RequestValues::default()
        };
        let sample: Tree =
            r#"{"data":[{"owner":{"name":"a","city":"b"},"limit":0,"no":1,"account":"c"}]}"#
                .parse()
                .unwrap();
        let echo = Given::of(&values).echoed(&sample, &mut vec![]);
        assert_eq!(
            echo.to_json(),
            r#"{"data":[{"account":"A-1","limit":12.50,"no":1,"owner":{"city":"b","name":"Ann"}}]}"#
        );
    }
}
