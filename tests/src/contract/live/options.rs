//! What the user says: where, with which contract and debtor, and what may be written.

use std::path::PathBuf;

use super::CannotRun;

/// Runs the cases of the sandbox model against a server, and judges its answers by the document.
///
/// Credentials come from the environment: `CESCE_CLIENT_ID`, `CESCE_CLIENT_SECRET`, `CESCE_USERNAME` and
/// `CESCE_PASSWORD`, or the files that `CESCE_CLIENT_ID_FILE` and so on name.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Base URL of the API.
    #[arg(long, value_name = "URL")]
    pub base_url: String,
    /// URL of the token endpoint.
    #[arg(long, value_name = "URL")]
    pub token_url: String,
    /// The contract to query, and to write to: one for tests.
    #[arg(
        long,
        env = "CESCE_CONTRACT_NO",
        hide_env_values = true,
        value_name = "NO"
    )]
    pub contract_no: String,
    /// Also send what changes something. Requests may be charged.
    #[arg(long, requires = "debtor_tax_id", requires = "debtor_country")]
    pub allow_writes: bool,
    #[command(flatten)]
    #[allow(
        missing_docs,
        reason = "its fields say it, and words here would be shown as help"
    )]
    pub debtor: Debtor,
    /// How many requests that may be charged are sent at most.
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub most_creates: usize,
    /// Only cases with this in their name, as in `queryClassifications/200`; may be repeated.
    #[arg(long, value_name = "TEXT")]
    pub only: Vec<String>,
    /// PEM file of certificates to trust besides the usual ones.
    #[arg(long, value_name = "FILE")]
    pub root_certificate: Option<PathBuf>,
    /// Write a `JUnit` report.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Print JSON instead of a table.
    #[arg(long)]
    pub json: bool,
    /// Keep requests and answers as case files in this folder: names, numbers and amounts redacted.
    #[arg(long, value_name = "DIR")]
    pub record: Option<PathBuf>,
}

/// The debtor that may be written about.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Debtor {
    /// Tax number of the test debtor.
    #[arg(long = "debtor-tax-id", value_name = "ID")]
    pub debtor_tax_id: Option<String>,
    /// Country of the test debtor.
    #[arg(long = "debtor-country", value_name = "CODE")]
    pub debtor_country: Option<String>,
    /// Name of the test debtor.
    #[arg(long = "debtor-name", value_name = "NAME")]
    pub debtor_name: Option<String>,
}

impl Options {
    /// Refuses what cannot be right.
    ///
    /// # Errors
    /// [`CannotRun::Option`] with the remedy.
    pub fn check(&self) -> Result<(), CannotRun> {
        let wrong = |text: &str| Err(CannotRun::Option(text.to_owned()));
        let Ok(url) = reqwest::Url::parse(&self.base_url) else {
            return wrong("--base-url is not a URL; it should look like https://host/path");
        };
        let plain = url.scheme() != "https" && !self.is_loopback();
        if plain || url.has_authority() && !url.username().is_empty() {
            return wrong(
                "--base-url has to be https without a user, or http to this machine: a token goes there",
            );
        }
        if self.contract_no.is_empty() {
            return wrong("--contract-no is empty; give the number with its modality");
        }
        if self.allow_writes && self.test_debtor().is_none() {
            return wrong("--allow-writes needs --debtor-tax-id and --debtor-country");
        }
        Ok(())
    }

    /// Whether the API is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let url = reqwest::Url::parse(&self.base_url).ok();
        let host = url
            .as_ref()
            .and_then(reqwest::Url::host_str)
            .unwrap_or_default();
        let address = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<std::net::IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }

    /// Tax number and country of the test debtor.
    #[must_use]
    pub fn test_debtor(&self) -> Option<(&str, &str)> {
        let debtor = &self.debtor;
        Some((
            debtor.debtor_tax_id.as_deref()?,
            debtor.debtor_country.as_deref()?,
        ))
    }
}
