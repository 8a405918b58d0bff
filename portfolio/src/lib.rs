//! A portfolio of classifications: the cover of each customer, and the differences to another list.
//!
//! Everything here works on rows that were received, and sends nothing. The overlay says which property is which
//! ([`Layout`], `x-portfolio`), so that no property is named here.
//!
//! * [`Row`]: a classification as it is compared: amounts with a decimal point, dates as ISO 8601.
//! * [`Layout`]: what a row says: its [`Standing`], the limit, the day on which cover ends.
//! * [`compare`]: the rows beside the customers of an ERP system.
//! * [`State`], [`Store`]: what was seen and reported, so that each change is reported once at least.
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

pub use change::{Change, Field, Kind};
pub use compare::{ContractRow, Customer, Finding, FindingKind, compare};
pub use layout::{Layout, Missing, Part, Situation, Standing};
pub use row::{Reading, Row};
pub use state::{Observed, State};
pub use store::{Store, StoreError};
