//! The settings of a generated crate that do not follow from its document.

/// Which Rust type a JSON `number` becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbers {
    /// `f64`, which most callers expect; `format: decimal` is exact nevertheless.
    Float,
    /// This exact decimal type, for amounts.
    Exact(String),
}

impl Numbers {
    /// The type of an amount.
    pub(crate) fn amount(&self) -> &str {
        match self {
            Self::Float => "::progenitor_client::Decimal",
            Self::Exact(path) => path,
        }
    }
}

/// The settings of one generated crate.
#[derive(Debug, Clone)]
pub struct Target {
    /// The source of the files, for the first line of each.
    pub origin: String,
    /// Whether types derive `schemars::JsonSchema`, behind the feature `schemars`.
    pub json_schema: bool,
    /// The type of numbers.
    pub numbers: Numbers,
    /// The type of a percentage in a string.
    pub percentage: String,
    /// Definitions that are existing types: name, Rust path.
    pub replacements: Vec<(String, String)>,
    /// Whether calls by data need the feature `dynamic`.
    pub dynamic_feature: bool,
    /// Whether mocks for `httpmock` are generated, behind the feature of that name.
    pub mocks: bool,
}

impl Target {
    /// The workspace's own client, `classifications-api`.
    pub fn classifications() -> Self {
        Self {
            origin:
                "Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit."
                    .to_owned(),
            json_schema: true,
            numbers: Numbers::Exact("crate::Amount".to_owned()),
            percentage: "crate::Percentage".to_owned(),
            replacements: vec![
                ("Amount".to_owned(), "crate::Amount".to_owned()),
                ("Percentage".to_owned(), "crate::Percentage".to_owned()),
            ],
            dynamic_feature: false,
            mocks: true,
        }
    }
}
