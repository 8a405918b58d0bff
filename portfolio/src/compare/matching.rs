//! Groups customers and rows that match.

use std::collections::{BTreeMap, HashMap};

use super::{ContractRow, Customer};
use crate::layout::Layout;

/// The groups of customers, each with the indexes of its rows. Customers with the same rows form a group, as do equal
/// customers without rows.
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
    let mut group_of: HashMap<(Vec<usize>, String), usize> = HashMap::new();
    for customer in customers {
        let identity = identity(layout, &customer.customer);
        let reference = customer.reference.as_deref().map(plain);
        // a row of another customer does not match, even if it has the reference
        let can_match = |index: &usize| match (&identity, identities.get(*index)) {
            (Some(identity), Some(Some(other))) => identity == other,
            _ => true,
        };
        let referred = reference.as_ref().and_then(|name| by_reference.get(name));
        let referred: Vec<usize> = referred
            .into_iter()
            .flatten()
            .copied()
            .filter(can_match)
            .collect();
        let indexes = if referred.is_empty() {
            let same = identity
                .as_ref()
                .and_then(|identity| by_customer.get(identity));
            same.cloned().unwrap_or_default()
        } else {
            referred
        };
        // customers without rows form a group by their identity
        let identity_without_rows = if indexes.is_empty() {
            identity
                .or(reference)
                .unwrap_or_else(|| format!("row {}", customer.row))
        } else {
            String::new()
        };
        let key = (indexes.clone(), identity_without_rows);
        let group = *group_of.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((members, _)) => members.push(customer),
            None => groups.push((vec![customer], indexes)),
        }
    }
    groups
}

/// A text that is equal for equal customers, whatever the notation of their numbers; `None` if a value is missing.
fn identity(layout: &Layout, values: &BTreeMap<String, String>) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for name in &layout.customer {
        let mut part = plain(values.get(name)?);
        // a tax number can begin with its country
        for earlier in &parts {
            if let Some(rest) = part
                .strip_prefix(earlier.as_str())
                .filter(|r| !r.is_empty())
            {
                part = part.split_off(part.len() - rest.len());
            }
        }
        parts.push(part);
    }
    let is_complete = !parts.is_empty() && parts.iter().all(|part| !part.is_empty());
    is_complete.then(|| parts.join("/"))
}

/// The letters and digits of a text, in capitals.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_uppercase).collect()
}
