//! The response of an operation without a model: the document's example or a sample, with the
//! request's values in properties of equal names.

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
    let reason_name = operation.and_then(|operation| operation.reason.as_ref());
    let texts = members.iter();
    let texts = texts.filter(|(_, value)| matches!(value, Tree::String(_)));
    let names = reason_name.into_iter().chain(texts.map(|(name, _)| name));
    let mut explained = names.map(|name| {
        let mut members = members.clone();
        members.insert(name.clone(), Tree::String(reason.to_owned()));
        Tree::Object(members)
    });
    let allowed = |body: &Tree| api::allowed(&api.contract, id, status, "application/json", body);
    explained.find(allowed).or(Some(sample))
}

/// A sample of the documented error body; `None` if there is none, or if the document describes the
/// gateway's own body.
fn error_sample(api: &Api, id: &str, status: u16) -> Option<Tree> {
    let samples = api.contract.response_samples(id, status);
    let mut samples = samples.iter().take(2).rev();
    let sample: Tree = samples.find(|sample| sample.conforms)?.json.parse().ok()?;
    let gateway_body = ["httpCode", "httpMessage", "moreInformation"];
    let gateway_body = gateway_body.map(|name| (name.to_owned(), Tree::String("400".to_owned())));
    let gateway_body = Tree::Object(gateway_body.into());
    let fits = api::allowed(&api.contract, id, status, "application/json", &gateway_body);
    (!fits || !has_members_of(&sample, &gateway_body)).then_some(sample)
}

/// Whether the sample has all members of a body. If not, the schema allows the body only because it
/// allows any members.
fn has_members_of(sample: &Tree, body: &Tree) -> bool {
    match (sample, body) {
        (Tree::Object(sample), Tree::Object(body)) => {
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

    /// The request's value for a property of the sample: in the body at the longest end of `path`
    /// that leads to a value, or else in the parameter of the property's name.
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
