//! What the sandbox answers, its headers in particular: no client has a type for those.

use std::collections::BTreeSet;

use super::Subject;
use crate::contract::schema::{Operation, operations};

/// Headers that HTTP or the server gives by themselves.
const OF_HTTP: &[&str] = &["content-type", "content-length", "date", "connection"];

/// Every answer keeps to the document; headers are documented where they are sent, and sent where
/// they are documented.
pub(super) fn keeps_to_the_document(subject: &Subject<'_>) -> Vec<String> {
    let evidence = subject.evidence;
    let mut wrong = vec![];
    for (case, answer) in evidence.cases.iter().zip(&evidence.answers) {
        if subject.concerns_operation(&case.operation) && !subject.knows_enough(&wrong) {
            let checked = subject.contract.check_response(&case.operation, answer);
            let violations = checked.violations().iter();
            wrong.extend(violations.map(|violation| format!("{}: {violation}", case.name)));
        }
    }
    for operation in operations(subject.document) {
        if subject.concerns_operation(operation.id()) && !subject.knows_enough(&wrong) {
            wrong.extend(headers(subject, &operation));
        }
    }
    wrong
}

fn headers(subject: &Subject<'_>, operation: &Operation<'_>) -> Vec<String> {
    let evidence = subject.evidence;
    let mut wrong = vec![];
    for (status, response) in operation.responses(subject.document) {
        let documented = response["headers"].as_object().into_iter().flatten();
        let documented: BTreeSet<String> = documented.map(|(n, _)| n.to_lowercase()).collect();
        let answers = evidence.cases.iter().zip(&evidence.answers);
        let of_it = answers.filter(|(case, answer)| {
            case.operation == operation.id() && answer.status().as_str() == status
        });
        let names = of_it.flat_map(|(_, answer)| answer.headers().keys());
        let sent: BTreeSet<String> = names.map(|name| name.as_str().to_owned()).collect();
        let at = format!("{} {status}", operation.id());
        let undocumented = sent.difference(&documented);
        let undocumented = undocumented.filter(|name| !OF_HTTP.contains(&name.as_str()));
        wrong.extend(undocumented.map(|name| format!("{at}: {name} is sent, not documented")));
        let unsent = documented.difference(&sent);
        wrong.extend(unsent.map(|name| format!("{at}: {name} is documented, never sent")));
    }
    wrong
}
