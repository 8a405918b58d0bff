//! The specification of the CESCE *Classifications* API, embedded.
//!
//! A package contains only files of its own directory, so the crates that need the specification at run time depend on
//! this one. It has constants and no code. Its `README.md` describes each file.

#![no_std]

/// The document that all crates read at run time: OAS 3.0 as JSON, derived from [`SOURCE`].
pub const DOCUMENT: &str = include_str!("../classifications.oas3.json");

/// The imported OAS2 document, as YAML or JSON.
pub const SOURCE: &str = include_str!("../classifications.oas2.yaml");

/// The model of the sandbox: the stored resources and the behaviour of each operation.
pub const MODEL: &str = include_str!("../classifications.model.yaml");

/// Every file below `cases/` as one JSON object, by its path without `.json`.
pub const CASES: &str = include_str!("../cases.json");

/// The script of the demo: steps with a command, its values, and the parts of the response to show.
pub const DEMO: &str = include_str!("../demo.yaml");

/// The additions to [`SOURCE`], an OpenAPI Overlay as YAML. [`DOCUMENT`] includes them.
pub const OVERLAY: &str = include_str!("../classifications.overlay.yaml");

/// The parts of the overlay, the model, the cases and the demo that do not fit the imported document and are ignored;
/// empty if all fit. Tests may omit parts that do not apply to the document only if this is not empty.
pub const SET_ASIDE: &str = include_str!("../set-aside.txt");

/// *Portfolio Movements*, an API of the same insurer with the same token endpoint and the same conventions. The
/// constants have the meanings of those of the crate.
pub mod portfolio_movements {
    /// The document that all crates read at run time: OAS 3.0 as JSON, derived from [`SOURCE`].
    pub const DOCUMENT: &str = include_str!("../portfolio-movements.oas3.json");

    /// The OAS2 document.
    pub const SOURCE: &str = include_str!("../portfolio-movements.oas2.yaml");

    /// The model of the sandbox.
    pub const MODEL: &str = include_str!("../portfolio-movements.model.yaml");

    /// Every file below `portfolio-movements.cases/` as one JSON object, by its path without `.json`.
    pub const CASES: &str = include_str!("../portfolio-movements.cases.json");

    /// The additions to [`SOURCE`], an OpenAPI Overlay as YAML. [`DOCUMENT`] includes them.
    pub const OVERLAY: &str = include_str!("../portfolio-movements.overlay.yaml");
}
