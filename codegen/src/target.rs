//! What a generated crate is made for: the choices that no document can make.

/// Which Rust type a JSON `number` becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbers {
    /// `f64`, what most callers expect; `format: decimal` is exact all the same.
    Float,
    /// This type, which holds decimal numbers exactly: the right choice for money.
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
    /// The first line of every generated file says this of where it comes from.
    pub origin: String,
    /// Whether types derive `schemars::JsonSchema`, behind the feature `schemars`.
    pub json_schema: bool,
    /// What numbers become.
    pub numbers: Numbers,
    /// The type of a percentage in a text.
    pub percentage: String,
    /// Definitions that become a type which exists already: name, Rust path.
    pub replacements: Vec<(String, String)>,
    /// Whether calls by data stand behind the feature `dynamic`.
    pub dynamic_feature: bool,
    /// Whether mocks for `httpmock` are made, behind the feature of that name.
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
