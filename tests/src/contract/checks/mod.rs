//! The checks: each holds something that is made from the document to a document.
//!
//! A check is a function of a [`Subject`] and says what does not agree. Against the committed document
//! none of them has anything to say; against a changed one, those should that look at what changed.

mod answers;
mod cases;
mod examples;
mod parity;
mod requests;
mod sandbox;
mod types;

use std::collections::BTreeSet;

use classifications_contract::Contract;
use serde_json::{Value, json};

use super::evidence::Evidence;
use super::schema::{expand, operations};

pub use answers::Reader;
pub(crate) use cases::{breaks_on_purpose, request_faults};

/// A document, and what it is held against.
pub struct Subject<'a> {
    /// The document.
    pub document: &'a Value,
    /// The document, compiled.
    pub contract: Contract,
    /// What client and sandbox said.
    pub evidence: &'a Evidence,
    /// What may have something to say; `None` for everything.
    scope: Option<Scope>,
    /// What it was made from.
    original: Option<&'a Value>,
}

/// What a changed document says otherwise than the one it was made from.
struct Scope {
    operations: BTreeSet<String>,
}

impl<'a> Subject<'a> {
    /// A document as a whole.
    ///
    /// # Errors
    /// Why it cannot be compiled.
    pub fn new(document: &'a Value, evidence: &'a Evidence) -> Result<Self, String> {
        let contract = Contract::from_value(document.clone()).map_err(|e| e.to_string())?;
        Ok(Self {
            document,
            contract,
            evidence,
            scope: None,
            original: None,
        })
    }

    /// A document that was made from another, about which no check has anything to say: only what
    /// differs is looked at.
    ///
    /// # Errors
    /// Why it cannot be compiled.
    pub fn changed(
        document: &'a Value,
        original: &'a Value,
        evidence: &'a Evidence,
    ) -> Result<Self, String> {
        let mut subject = Self::new(document, evidence)?;
        subject.original = Some(original);
        subject.scope = Some(Scope::between(document, original));
        Ok(subject)
    }

    /// Whether a finding is enough: of a changed document it only counts that there is one.
    fn knows_enough(&self, wrong: &[String]) -> bool {
        self.scope.is_some() && !wrong.is_empty()
    }

    fn concerns_operation(&self, id: &str) -> bool {
        let scope = self.scope.as_ref();
        scope.is_none_or(|scope| scope.operations.contains(id))
    }
}

impl Scope {
    fn between(document: &Value, original: &Value) -> Self {
        let framed = frame(document) == frame(original);
        let meaning = |document: &Value, id: &str| {
            let found = operations(document).find(|operation| operation.id() == id);
            found.map(|o| {
                let all = json!([o.path, o.method, o.node, o.item["parameters"]]);
                expand(document, &all)
            })
        };
        let ids = operations(document).chain(operations(original));
        let ids: BTreeSet<String> = ids.map(|operation| operation.id().to_owned()).collect();
        let changed = |id: &String| !framed || meaning(document, id) != meaning(original, id);
        Self {
            operations: ids.into_iter().filter(changed).collect(),
        }
    }
}

/// What decides to which operation a message belongs.
fn frame(document: &Value) -> Value {
    let operations = operations(document).map(|o| json!([o.path, o.method, o.id()]));
    json!([
        document["servers"],
        document["security"],
        document["components"]["securitySchemes"],
        operations.collect::<Vec<_>>(),
    ])
}

/// A check and its name.
#[derive(Clone, Copy)]
pub struct Check {
    /// The name.
    pub name: &'static str,
    /// What it looks at, for people.
    pub about: &'static str,
    run: fn(&Subject<'_>) -> Vec<String>,
}

impl Check {
    /// What does not agree.
    #[must_use]
    pub fn run(&self, subject: &Subject<'_>) -> Vec<String> {
        (self.run)(subject)
    }
}

/// All checks, the quick ones first.
pub const ALL: &[Check] = &[
    Check {
        name: "operations",
        about: "the client's table of operations is the document's",
        run: parity::operations_agree,
    },
    Check {
        name: "addresses",
        about: "base URL, token URL, scopes and version of auth crate, client and sandbox are the document's",
        run: parity::addresses_agree,
    },
    Check {
        name: "known values",
        about: "the constants of open enumerations are the document's",
        run: parity::known_values_agree,
    },
    Check {
        name: "cases",
        about: "every case of the sandbox model keeps to the document, or breaks it on purpose",
        run: cases::keep_to_the_document,
    },
    Check {
        name: "requests",
        about: "what the client sends keeps to the document",
        run: requests::keep_to_the_document,
    },
    Check {
        name: "arguments",
        about: "the client can say everything that the document lets it say",
        run: requests::say_everything,
    },
    Check {
        name: "sandbox",
        about: "what the sandbox answers to each case keeps to the document, headers included",
        run: sandbox::keeps_to_the_document,
    },
    Check {
        name: "answers",
        about: "the client reads every answer that the document allows, and writes the same back",
        run: answers::are_understood,
    },
    Check {
        name: "types",
        about: "the types read every value that the document allows",
        run: types::read_what_is_allowed,
    },
    Check {
        name: "examples",
        about: "the document's examples keep to it",
        run: examples::keep_to_the_document,
    },
];
