//! The settings of a generated crate that do not follow from its document.

/// The exact decimal type of the run time.
const DECIMAL: &str = "::progenitor_client::Decimal";

/// The definitions that are types of the workspace's own client: name, Rust path.
const AMOUNT: (&str, &str) = ("Amount", "crate::Amount");
const PERCENTAGE: (&str, &str) = ("Percentage", "crate::Percentage");

/// The settings of one generated crate.
#[derive(Debug, Clone)]
pub struct Target {
    /// The source of the files, for the first line of each.
    pub origin: String,
    /// Whether it is the workspace's own client, `classifications-api`: all numbers are exact, types derive
    /// `schemars::JsonSchema` behind the feature `schemars`, and calls by data need no feature. In a stand-alone crate a
    /// number is an `f64`, except with `format: decimal`.
    pub is_own: bool,
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
            is_own: true,
            mocks: true,
        }
    }

    /// The type of an amount.
    pub(crate) fn amount(&self) -> &'static str {
        if self.is_own { AMOUNT.1 } else { DECIMAL }
    }

    /// The type of a percentage in a string.
    pub(crate) fn percentage(&self) -> &'static str {
        if self.is_own { PERCENTAGE.1 } else { DECIMAL }
    }

    /// Definitions that are existing types: name, Rust path.
    pub(crate) fn replacements(&self) -> &'static [(&'static str, &'static str)] {
        if self.is_own {
            &[AMOUNT, PERCENTAGE]
        } else {
            &[]
        }
    }
}
