//! The specification of the CESCE *Classifications* API, embedded.
//!
//! A package holds only files from inside its own directory, so the crates that need the specification at run time
//! depend on this one. It has constants and no code. What each file means is in its `README.md`.

#![no_std]

/// The document that everything reads at run time: OAS 3.0 as JSON, derived from [`SOURCE`].
pub const DOCUMENT: &str = include_str!("../classifications.oas3.json");

/// The source: the OAS2 document as it was imported, YAML or JSON.
pub const SOURCE: &str = include_str!("../classifications.oas2.yaml");

/// How the sandbox behaves: stored resources, and what each operation does.
pub const MODEL: &str = include_str!("../classifications.model.yaml");

/// Every file below `cases/` as one JSON object, by its path without `.json`.
pub const CASES: &str = include_str!("../cases.json");

/// The script of the demo: steps with a command, values, and what to show.
pub const DEMO: &str = include_str!("../demo.yaml");

/// What we add to [`SOURCE`]: an OpenAPI Overlay as YAML. [`DOCUMENT`] includes it.
pub const OVERLAY: &str = include_str!("../classifications.overlay.yaml");

/// What did not fit the document when it was imported, and is ignored since; empty where all fits. A test may leave
/// out what does not apply to the document only where this is not empty.
pub const SET_ASIDE: &str = include_str!("../set-aside.txt");

/// *Portfolio Movements*, an API of the same insurer: behind the same token endpoint, with the same conventions. The
/// constants mean what those of the crate mean.
pub mod portfolio_movements {
    /// The document that everything reads at run time: OAS 3.0 as JSON, derived from [`SOURCE`].
    pub const DOCUMENT: &str = include_str!("../portfolio-movements.oas3.json");

    /// The source: the OAS2 document.
    pub const SOURCE: &str = include_str!("../portfolio-movements.oas2.yaml");

    /// How the sandbox behaves.
    pub const MODEL: &str = include_str!("../portfolio-movements.model.yaml");

    /// Every file below `portfolio-movements.cases/` as one JSON object, by its path without `.json`.
    pub const CASES: &str = include_str!("../portfolio-movements.cases.json");

    /// What we add to [`SOURCE`]: an OpenAPI Overlay as YAML. [`DOCUMENT`] includes it.
    pub const OVERLAY: &str = include_str!("../portfolio-movements.overlay.yaml");
}
