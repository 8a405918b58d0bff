//! One reading of a body with the substitutes of the plan, up to the first value that cannot be read.

use std::cell::{Cell, RefCell};

use super::plan::Plan;
use super::tree::{Parts, Tree};
use super::unreadable::{Frame, Mismatch, Requested, Root, Step, Unreadable};
use crate::text;
use crate::tolerated::{Report, Tolerance, Tolerated, UnreadRow};

/// The number of characters of a property's name in a pointer.
const NAME_SHOWN: usize = 60;

/// A reading of a body.
pub(super) struct Pass<'de> {
    pub plan: &'de Plan,
    /// The position up to which rows have been read before; they are skipped.
    pub cursor: usize,
    /// The form that was requested last.
    pub requested: Cell<Requested>,
    root: Cell<Root>,
    pub path: RefCell<Vec<(Step<'de>, Frame)>>,
    report: RefCell<Report>,
    unreadable: RefCell<Option<Unreadable>>,
    /// The number of values read.
    pub value_count: Cell<usize>,
}

impl<'de> Pass<'de> {
    pub fn new(plan: &'de Plan, cursor: usize) -> Self {
        Self {
            plan,
            cursor,
            requested: Cell::new(Requested::Other),
            root: Cell::new(Root::Other),
            path: RefCell::default(),
            report: RefCell::default(),
            unreadable: RefCell::default(),
            value_count: Cell::new(0),
        }
    }

    /// Records the value `tree`, which cannot be read as requested. The first value of a pass is kept.
    pub fn record_unreadable(&self, tree: &Tree<'_>, mismatch: &Mismatch) {
        let pointer = match &tree.parts {
            // if all rows of a list are left out, the pointer is that of the first one
            Parts::List(rows) if self.plan.leaves_all_out(rows) => {
                let first = rows.first().and_then(|row| self.plan.left_out(row.at));
                first.unwrap_or_default().to_owned()
            }
            _ => self.pointer(),
        };
        let frames: Vec<Frame> = self.path.borrow().iter().map(|(_, frame)| *frame).collect();
        self.unreadable
            .borrow_mut()
            .get_or_insert_with(|| Unreadable {
                at: tree.at,
                raw: tree.raw.clone().into_owned(),
                pointer,
                requested: self.requested.get(),
                missing: mismatch.missing,
                frames,
            });
    }

    /// Records the form that the type requests.
    pub fn request(&self, requested: Requested) {
        self.requested.set(requested);
    }

    /// Records that a type requests [`Requested::Other`]; for the body itself, also the form of the root.
    pub fn request_root(&self, root: Root) {
        self.requested.set(Requested::Other);
        if self.path.borrow().is_empty() {
            self.root.set(root);
        }
    }

    /// Records a tolerated difference of the current value.
    pub fn tolerate(&self, tolerance: Tolerance) {
        let tolerated = Tolerated {
            pointer: self.pointer(),
            what: tolerance,
        };
        self.report.borrow_mut().tolerated.push(tolerated);
    }

    /// Records that a row of the current value is left out. `fault` is the pointer of its unreadable value.
    pub fn leave_out(&self, index: usize, row: &Tree<'_>, fault: &str) {
        self.report.borrow_mut().unread.push(UnreadRow {
            pointer: format!("{}/{index}", self.pointer()),
            fault: fault.to_owned(),
            json: row.raw.clone().into_owned(),
        });
    }

    /// The JSON pointer of the current value.
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for (step, _) in self.path.borrow().iter() {
            pointer.push('/');
            match step {
                Step::Index(index) => pointer.push_str(&index.to_string()),
                // the names in a body can be any text of the server
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

    pub fn value_count(&self) -> usize {
        self.value_count.get()
    }

    /// The report of the reading, and the value at which it ended.
    pub fn into_parts(self) -> (Report, Option<Unreadable>) {
        (self.report.into_inner(), self.unreadable.into_inner())
    }
}
