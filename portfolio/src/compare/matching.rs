//! Groups customers and rows that belong together.

use std::collections::{BTreeMap, HashMap};

use super::{ContractRow, Customer};
use crate::layout::Layout;

/// The customers that share rows, or that are equal if they have no row.
pub(super) fn groups<'c>(
    layout: &Layout,
    rows: &[ContractRow],
    customers: &'c [Customer],
) -> Vec<(Vec<&'c Customer>, Vec<usize>)> {
    let mut by_reference: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_customer: HashMap<String, Vec<usize>> = HashMap::new();
    let identities: Vec<Option<String>> = rows
        .iter()
        .map(|(_, row)| identity(layout, &layout.customer_of(row)))
        .collect();
    for (index, (_, row)) in rows.iter().enumerate() {
        if let Some(reference) = layout.reference_of(row) {
            by_reference
                .entry(plain(reference))
                .or_default()
                .push(index);
        }
        if let Some(Some(customer)) = identities.get(index) {
            by_customer.entry(customer.clone()).or_default().push(index);
        }
    }
    let mut groups: Vec<(Vec<&Customer>, Vec<usize>)> = Vec::new();
    let mut known: HashMap<(Vec<usize>, String), usize> = HashMap::new();
    for customer in customers {
        let own = identity(layout, &customer.customer);
        let reference = customer.reference.as_deref().map(plain);
        // a reference of another customer is no match
        let fits = |index: &usize| match (&own, identities.get(*index)) {
            (Some(own), Some(Some(other))) => own == other,
            _ => true,
        };
        let referred = reference.as_ref().and_then(|name| by_reference.get(name));
        let referred: Vec<usize> = referred
            .into_iter()
            .flatten()
            .copied()
            .filter(fits)
            .collect();
        let found = if referred.is_empty() {
            let same = own.as_ref().and_then(|own| by_customer.get(own));
            same.cloned().unwrap_or_default()
        } else {
            referred
        };
        let alone = if found.is_empty() {
            own.or(reference)
                .unwrap_or_else(|| format!("row {}", customer.row))
        } else {
            String::new()
        };
        let next = groups.len();
        let at = *known.entry((found.clone(), alone)).or_insert(next);
        match groups.get_mut(at) {
            Some((members, _)) => members.push(customer),
            None => groups.push((vec![customer], found)),
        }
    }
    groups
}

/// A text that is equal for equal customers, however their numbers are written; `None` if a part is missing.
fn identity(layout: &Layout, values: &BTreeMap<String, String>) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for name in &layout.customer {
        let mut part = plain(values.get(name)?);
        // a tax number can begin with its country
        for before in &parts {
            if let Some(rest) = part.strip_prefix(before.as_str()).filter(|r| !r.is_empty()) {
                part = part.split_off(part.len() - rest.len());
            }
        }
        parts.push(part);
    }
    (!parts.is_empty() && parts.iter().all(|part| !part.is_empty())).then(|| parts.join("/"))
}

/// The letters and digits of a text, in capitals.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_uppercase).collect()
}
