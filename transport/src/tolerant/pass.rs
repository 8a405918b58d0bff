//! One reading of a body, with what the plan says, up to the first value that cannot be read.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{self, DeserializeSeed};

use super::limits::Lifted;
use super::node::Node;
use super::plan::Plan;
use super::tree::{Parts, Tree};
use crate::text;
use crate::tolerated::{Report, Tolerance, Tolerated, UnreadRow};

/// How many characters of a property's name a pointer shows.
const NAME_SHOWN: usize = 60;

/// The form that the type asked for and that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A text: it may have a format.
    Text,
    /// The digits of a number.
    Digits,
    /// Another number, or a boolean.
    Scalar,
    /// An object.
    Object,
    /// Anything else.
    Other,
}

/// The form that the type of the whole body asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Root {
    /// An object with these properties.
    Object(&'static [&'static str]),
    List,
    Other,
}

/// The reason why a value is not the documented one. It does not contain the value, which can hold a secret.
#[derive(Debug)]
pub(super) struct Mismatch {
    /// A property that is missing.
    pub missing: Option<&'static str>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the documented value")
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self { missing: None }
    }

    fn missing_field(field: &'static str) -> Self {
        Self {
            missing: Some(field),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) enum Step<'de> {
    Name(&'de str),
    Index(usize),
}

/// A value that contains the current one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub at: usize,
    pub end: usize,
    /// Whether it is a row of a list; else it is a property.
    pub is_row: bool,
}

/// The first value that cannot be read.
#[derive(Debug)]
pub(super) struct Found {
    pub at: usize,
    pub raw: String,
    pub pointer: String,
    pub asked: Asked,
    pub missing: Option<&'static str>,
    /// The value and those that it is in, the outermost one first; the whole body is left out.
    pub frames: Vec<Frame>,
}

/// A reading of a body.
pub(super) struct Pass<'de> {
    pub plan: &'de Plan,
    /// Rows that end up to here were read before, and are passed over.
    pub cursor: usize,
    pub asked: Cell<Asked>,
    root: Cell<Root>,
    path: RefCell<Vec<(Step<'de>, Frame)>>,
    report: RefCell<Report>,
    found: RefCell<Option<Found>>,
    /// How many values were read.
    values: Cell<usize>,
}

impl<'de> Pass<'de> {
    pub fn new(plan: &'de Plan, cursor: usize) -> Self {
        Self {
            plan,
            cursor,
            asked: Cell::new(Asked::Other),
            root: Cell::new(Root::Other),
            path: RefCell::default(),
            report: RefCell::default(),
            found: RefCell::default(),
            values: Cell::new(0),
        }
    }

    /// Reads the whole body, or a value at a step from the current one.
    pub fn read<S: DeserializeSeed<'de>>(
        &self,
        step: Option<Step<'de>>,
        tree: &'de Tree<'de>,
        seed: S,
    ) -> Result<S::Value, Mismatch> {
        self.values.set(self.values.get() + 1);
        if let Some(step) = step {
            let frame = Frame {
                at: tree.at,
                end: tree.end(),
                is_row: matches!(step, Step::Index(_)),
            };
            self.path.borrow_mut().push((step, frame));
        }
        let (read, repair) = match self.plan.repair(tree.at) {
            Some((substitute, what)) => (substitute, Some(what)),
            None => (tree, None),
        };
        if let Some(what) = repair {
            self.tolerate(what);
        }
        let result = seed.deserialize(Node::new(read, self));
        match &result {
            Ok(_) if Lifted::take() > 0 => self.tolerate(Tolerance::Limit),
            Ok(_) => {}
            Err(mismatch) => self.note_mismatch(tree, mismatch),
        }
        if step.is_some() {
            self.path.borrow_mut().pop();
        }
        result
    }

    fn note_mismatch(&self, tree: &Tree<'_>, mismatch: &Mismatch) {
        let pointer = match &tree.parts {
            // the fault of a list of which no row can be read is that of its first row
            Parts::List(rows) if self.plan.leaves_all_out(rows) => {
                let first = rows.first().and_then(|row| self.plan.left_out(row.at));
                first.unwrap_or_default().to_owned()
            }
            _ => self.pointer(),
        };
        let frames: Vec<Frame> = self.path.borrow().iter().map(|(_, frame)| *frame).collect();
        self.found.borrow_mut().get_or_insert_with(|| Found {
            at: tree.at,
            raw: tree.raw.clone().into_owned(),
            pointer,
            asked: self.asked.get(),
            missing: mismatch.missing,
            frames,
        });
    }

    /// The type asks for something.
    pub fn ask(&self, asked: Asked) {
        self.asked.set(asked);
    }

    /// The type asks for this, of the whole body if that is the current value.
    pub fn ask_root(&self, root: Root) {
        self.asked.set(Asked::Other);
        if self.path.borrow().is_empty() {
            self.root.set(root);
        }
    }

    /// Notes what was tolerated of the current value.
    pub fn tolerate(&self, what: Tolerance) {
        let pointer = self.pointer();
        let tolerated = Tolerated { pointer, what };
        self.report.borrow_mut().tolerated.push(tolerated);
    }

    /// Notes that a row of the current value is left out.
    pub fn leave_out(&self, index: usize, row: &Tree<'_>, fault: &str) {
        self.report.borrow_mut().unread.push(UnreadRow {
            pointer: format!("{}/{index}", self.pointer()),
            fault: fault.to_owned(),
            json: row.raw.clone().into_owned(),
        });
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for (step, _) in self.path.borrow().iter() {
            pointer.push('/');
            match step {
                Step::Index(index) => pointer.push_str(&index.to_string()),
                // the names of a body can be text of the server's own
                Step::Name(name) => {
                    let name = text::one_line(name.as_bytes(), NAME_SHOWN);
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                }
            }
        }
        pointer
    }

    pub fn root(&self) -> Root {
        self.root.get()
    }

    pub fn values(&self) -> usize {
        self.values.get()
    }

    /// The result.
    pub fn into_parts(self) -> (Report, Option<Found>) {
        (self.report.into_inner(), self.found.into_inner())
    }
}
