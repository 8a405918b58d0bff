//! A portfolio of classifications: the cover of each customer, and differences to other lists.
//!
//! The crate works on rows of responses, and sends no request. `x-portfolio` of the overlay names the properties of a row
//! ([`Layout`]), so that this crate names none.
//!
//! * [`Row`]: a classification in one notation: amounts with a decimal point, dates as ISO 8601.
//! * [`Layout`]: the [`Standing`] of a row, its limit, the day on which its cover ends.
//! * [`compare()`]: a comparison of rows with the customers of an ERP system.
//! * [`State`], [`Store`]: the observed rows and the reported changes, so that each change is reported at least once.
//! * [`export`]: files of rows.
//!
//! Amounts are exact. Amounts in two currencies are never compared or added.

mod change;
mod compare;
pub mod export;
mod layout;
mod row;
mod state;
mod store;

pub use change::{Change, ChangeKind, Field};
pub use compare::{ContractRow, Customer, Detail, Finding, FindingKind, Limit, compare};
pub use layout::{Layout, LayoutPart, Missing, Situation, Standing};
pub use row::{Reading, Row};
pub use state::{ObservedRows, State};
pub use store::{Store, StoreError};
