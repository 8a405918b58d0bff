//! Finds existing rows of the API that are similar to a request, as a repeated request may cost money without an effect.
//!
//! The rules are those by which a query settles a request ([`SettleRules`]).

use std::collections::HashMap;

use classifications_contract::{Contract, Values, ValuesCheck};
use serde_json::Value;

use crate::rows::BatchKey;
use crate::settle_rules::{self, SettleRules};

/// The rows that queries returned, by their identifying fields.
#[derive(Debug)]
pub struct ExistingRows<'c> {
    settle: SettleRules,
    check: ValuesCheck<'c>,
    /// The fields of the key of `x-batch` that are compared with rows.
    key: Vec<String>,
    rows: Vec<ExistingRow>,
    /// The indexes in `rows`, by scope, field and value; see [`index_key`].
    index: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct ExistingRow {
    /// Its values, by the names of the fields of a request.
    values: Values,
    row: Value,
}

/// The similarity of an existing row and a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Similarity {
    /// An identifying field is equal, but not the key of `x-batch`.
    Partly,
    /// The fields of the key are equal, but not all others.
    Key,
    /// All fields that are compared are equal.
    Same,
}

/// An existing row that is similar to a request.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SimilarRow<'e> {
    /// The similarity.
    pub similarity: Similarity,
    /// The field of the request by which the row was found.
    pub field: &'e str,
    /// Whether the row has ended. A new request then does not repeat it.
    pub has_ended: bool,
    /// The row.
    pub row: &'e Value,
}

impl<'c> ExistingRows<'c> {
    /// An empty collection; `None` where the document has no rules for the operation.
    #[must_use]
    pub fn new(contract: &'c Contract, operation: &str) -> Option<Self> {
        let settle = SettleRules::of(contract, operation)?;
        let equal: Vec<&String> = settle.rules.equal.values().collect();
        let mut key = BatchKey::of(contract.document(), operation).key;
        key.retain(|name| equal.contains(&name));
        Some(Self {
            settle,
            key,
            check: contract.values_check(operation)?,
            rows: Vec::new(),
            index: HashMap::new(),
        })
    }

    /// The rules.
    #[must_use]
    pub fn settle(&self) -> &SettleRules {
        &self.settle
    }

    /// Adds the rows of a response to the query with these values, and returns their number.
    pub fn add(&mut self, scope: &Values, body: &Value) -> usize {
        let rows = self.settle.rows(body);
        for row in rows {
            let equal = self.settle.rules.equal.iter();
            let values = equal.filter_map(|(field, name)| {
                let value = settle_rules::member(row, field)?;
                Some((name.clone(), value.clone()))
            });
            let values = self.check.with_plain_tax_numbers(&values.collect());
            let identities = self.identities(&values).into_iter();
            let keys: Vec<String> = identities
                .map(|(field, _, value)| index_key(scope, field, &value))
                .collect();
            for key in keys {
                self.index.entry(key).or_default().push(self.rows.len());
            }
            self.rows.push(ExistingRow {
                values,
                row: row.clone(),
            });
        }
        rows.len()
    }

    /// The row that is most similar to a request, of those that the query with the values `scope` returned.
    #[must_use]
    pub fn find(&self, scope: &Values, request: &Values) -> Option<SimilarRow<'_>> {
        let request = self.check.with_plain_tax_numbers(request);
        let identities = self.identities(&request).into_iter();
        let found = identities.flat_map(|(field, name, value)| {
            let rows = self.index.get(&index_key(scope, field, &value));
            rows.into_iter().flatten().map(move |index| (name, *index))
        });
        let found = found.filter_map(|(field, index)| {
            let existing = self.rows.get(index)?;
            Some(SimilarRow {
                similarity: self.similarity(&request, existing),
                field,
                has_ended: self.has_ended(&existing.row),
                row: &existing.row,
            })
        });
        found.max_by_key(|similar| (!similar.has_ended, similar.similarity))
    }

    /// The identifying fields that have a value: the name in a row, the name in a request, and the value as it is compared.
    fn identities(&self, values: &Values) -> Vec<(&str, &str, String)> {
        let rules = &self.settle.rules;
        let equal = rules
            .equal
            .iter()
            .filter(|(field, _)| rules.identify.is_empty() || rules.identify.contains(*field));
        let equal = equal.filter_map(|(field, name)| {
            let value = settle_rules::lookup(values, name)
                .filter(|value| !settle_rules::is_empty(value))?;
            let value = self.settle.canonical(field, value);
            Some((field.as_str(), name.as_str(), value))
        });
        equal.collect()
    }

    fn has_ended(&self, row: &Value) -> bool {
        let mut ended = self.settle.rules.ended.iter();
        ended.any(|(field, values)| {
            let value = settle_rules::member(row, field);
            value.is_some_and(|value| values.contains(&self.settle.canonical(field, value)))
        })
    }

    fn similarity(&self, request: &Values, existing: &ExistingRow) -> Similarity {
        let canonical = |field: &str, value| self.settle.canonical(field, value);
        let same = |field: &str, name: &str| {
            let requested =
                settle_rules::lookup(request, name).filter(|value| !settle_rules::is_empty(value));
            requested.is_none_or(|requested| {
                let value = existing.values.get(name);
                value.is_some_and(|value| canonical(field, value) == canonical(field, requested))
            })
        };
        let equal = &self.settle.rules.equal;
        let mut key = equal.iter().filter(|(_, name)| self.key.contains(name));
        if equal.iter().all(|(field, name)| same(field, name)) {
            Similarity::Same
        } else if !self.key.is_empty()
            && key.all(|(field, name)| {
                settle_rules::lookup(request, name).is_some() && same(field, name)
            })
        {
            Similarity::Key
        } else {
            Similarity::Partly
        }
    }
}

fn index_key(scope: &Values, field: &str, value: &str) -> String {
    // sorted by name, so that equal values have equal texts
    let sorted: std::collections::BTreeMap<_, _> = scope.iter().collect();
    format!("{sorted:?} {field} {value}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::contract;

    fn values(values: Value) -> Values {
        serde_json::from_value(values).unwrap()
    }

    #[test]
    fn a_row_that_has_ended_is_found_last() {
        let contract = crate::testing::contract_with("ended", json!({"state": ["over"]}));
        let mut existing = ExistingRows::new(&contract, "createThing").unwrap();
        let request = values(json!({"owner": "7", "name": "x", "limit": 1}));
        let scope = existing.settle().scope(&request);
        let row = |limit: &str, state: &str| json!({"name": "x", "limit": limit, "state": state});
        existing.add(&scope, &json!({"things": [row("1,00", "over")]}));
        let found = existing.find(&scope, &request).unwrap();
        assert_eq!(
            (found.similarity, found.has_ended),
            (Similarity::Same, true)
        );
        existing.add(&scope, &json!({"things": [row("2,00", "open")]}));
        let found = existing.find(&scope, &request).unwrap();
        assert!(!found.has_ended && found.similarity < Similarity::Same);
    }

    #[test]
    fn a_request_is_compared_with_the_rows_of_its_scope() {
        let contract = contract();
        let mut existing = ExistingRows::new(&contract, "createThing").unwrap();
        let request = values(json!({"owner": "7", "name": "x", "limit": 40000}));
        let scope = existing.settle().scope(&request);
        assert_eq!(scope, values(json!({"owner": "7"})));
        assert_eq!(existing.find(&scope, &request), None);
        let body =
            json!({"things": [{"name": "y", "limit": "1,00"}, {"name": "x", "limit": "40000,00"}]});
        assert_eq!(existing.add(&scope, &body), 2);
        let found = existing.find(&scope, &request).unwrap();
        assert_eq!(
            (found.similarity, found.row),
            (Similarity::Same, &body["things"][1])
        );
        let other = values(json!({"owner": "8"}));
        assert_eq!(existing.find(&other, &request), None);
        assert!(!found.has_ended);
        let raised = values(json!({"owner": "7", "name": "x", "limit": 50000}));
        let found = existing.find(&scope, &raised).unwrap();
        assert_ne!(found.similarity, Similarity::Same);
        let renamed = values(json!({"owner": "7", "name": "z", "limit": 40000}));
        assert_eq!(existing.find(&scope, &renamed), None);
    }
}
