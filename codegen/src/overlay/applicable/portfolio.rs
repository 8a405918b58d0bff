//! Checks `x-portfolio`: the field of the request that names the portfolio, and the meanings of the properties of a row.

use serde_json::Value;

use super::{Fields, Operation};
use crate::overlay::removal::Removal;

/// The members that name one or more fields of a row.
const ROW_MEMBERS: [&str; 9] = [
    "key",
    "customer",
    "name",
    "reference",
    "requested",
    "granted",
    "currency",
    "premium",
    "until",
];

/// The members of `situation` that list codes.
const CODES: [&str; 5] = [
    "in_process",
    "awaiting_premium",
    "granted",
    "inactive",
    "denied",
];

impl<'a> Operation<'a> {
    pub(super) fn check_portfolio(&self, row: Option<&Fields<'a>>) -> Option<Removal> {
        let entry = self.members.get("x-portfolio")?;
        if !entry.is_object() || !self.at.ends_with("/get") {
            let reason =
                "the portfolio is left out: it must be an object, at an operation of method GET";
            return Some(Removal::whole(self.pointer("x-portfolio"), reason));
        }
        self.invalid_members("x-portfolio", |name, value| {
            let problem = self.problem_of_part(name, value, row)?;
            Some(format!(
                "the {name} of the portfolio is left out: {problem}"
            ))
        })
    }

    fn problem_of_part(
        &self,
        name: &str,
        value: &Value,
        fields: Option<&Fields<'a>>,
    ) -> Option<String> {
        let problem_of_field = |value: &Value| not_in_row(value, fields);
        match (name, value) {
            ("contract", Value::String(field)) => {
                let exists = self.request().contains_key(field);
                (!exists).then(|| format!("the request has no field {field}"))
            }
            ("key" | "customer" | "until", Value::Array(names)) if !names.is_empty() => {
                names.iter().find_map(problem_of_field)
            }
            ("key" | "customer" | "until", other) => {
                Some(format!("{other} is not a list of names"))
            }
            ("situation", situation) => problem_of_situation(situation, fields),
            ("absent", codes) => not_codes(codes),
            (name, value) if name == "contract" || ROW_MEMBERS.contains(&name) => {
                problem_of_field(value)
            }
            (name, _) if name.starts_with("x-") => None,
            _ => Some(format!(
                "a portfolio can have contract, {}, situation and absent",
                ROW_MEMBERS.join(", ")
            )),
        }
    }
}

fn problem_of_situation(situation: &Value, fields: Option<&Fields<'_>>) -> Option<String> {
    let Some(members) = situation.as_object() else {
        return Some(format!("{situation} has no `field` and no codes"));
    };
    let field = members.get("field").unwrap_or(&Value::Null);
    not_in_row(field, fields).or_else(|| {
        let mut codes = members.iter().filter(|(name, _)| *name != "field");
        codes.find_map(|(name, codes)| {
            if CODES.contains(&name.as_str()) {
                return not_codes(codes);
            }
            let allowed = CODES.join(", ");
            Some(format!("a situation is one of {allowed}, not {name}"))
        })
    })
}

/// The reason why `value` is not the name of a field of a row.
fn not_in_row(value: &Value, fields: Option<&Fields<'_>>) -> Option<String> {
    match value.as_str() {
        Some(name) => {
            let missing = fields.is_some_and(|fields| !fields.contains_key(name));
            missing.then(|| format!("the response has no field {name}"))
        }
        None => Some(format!("{value} is not the name of a field")),
    }
}

/// The reason why `value` is not a list of codes.
fn not_codes(value: &Value) -> Option<String> {
    let codes = value.as_array();
    let fits = codes.is_some_and(|codes| codes.iter().all(Value::is_string));
    (!fits).then(|| format!("{value} is not a list of codes"))
}
