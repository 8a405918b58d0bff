//! What can be typed: the command line as data.
//!
//! Names are those of the document where it has one (`endorsementNo` becomes `--endorsement-no`), so
//! that whoever reads the insurer's page finds the option. Secrets are never options, since an
//! argument is visible to every process of the machine: they come from the environment.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use classifications_api::Amount;
use classifications_api::types::{ContractNo, CountryCode, CurrencyCode, DebtorTaxId};

/// Credit-limit classifications at the insurer CESCE: query, create, activate, deactivate, cancel,
/// accept or deny the premium.
#[derive(Debug, Parser)]
#[command(name = "classifications", version, about, max_term_width = 100)]
#[command(after_long_help = "\
Credentials come from the environment: CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME and
CESCE_PASSWORD. With --sandbox-url none are needed.

Exit codes: 0 done; 1 not sent or rejected; 2 wrong usage; 3 outcome unknown: the request may have
been processed, query before you repeat it; 4 done, but the answer was not understood.")]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub connection: Connection,
    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value_t = Output::Table)]
    pub output: Output,
}

/// Where the API is.
#[derive(Debug, Args)]
#[allow(clippy::struct_field_names, reason = "named as they are typed")]
pub struct Connection {
    /// Base URL of the API [default: the one of the insurer's document].
    #[arg(long, global = true, env = "CESCE_BASE_URL", value_name = "URL")]
    pub base_url: Option<String>,
    /// Token endpoint [default: the one of the insurer's document].
    #[arg(long, global = true, env = "CESCE_TOKEN_URL", value_name = "URL")]
    pub token_url: Option<String>,
    /// Use a running sandbox (`classifications sandbox`) with its own credentials, whatever the other
    /// two addresses are.
    #[arg(long, global = true, value_name = "URL")]
    pub sandbox_url: Option<String>,
    /// Trust this certificate, in PEM form, besides those of the system.
    #[arg(
        long,
        global = true,
        env = "CESCE_ROOT_CERTIFICATE",
        value_name = "FILE"
    )]
    pub root_certificate: Option<PathBuf>,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// For people.
    Table,
    /// For programs: JSON, with the API's own property names and exact amounts.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play the whole life cycle against an embedded sandbox, offline.
    Demo,
    /// Run the sandbox on loopback until interrupted.
    Sandbox(Sandbox),
    /// Query the classifications of a contract.
    Query(Query),
    /// Ask for the classification of a debtor. Each request may cost a study.
    Create(Create),
    /// Switch a granted classification on.
    Activate(Numbered),
    /// Switch a granted classification off.
    Deactivate(Numbered),
    /// Annul a classification, or withdraw a request in process. This is final.
    Cancel(Cancel),
    /// Accept the premium that a request is waiting for.
    AcceptPremium(Numbered),
    /// Deny the premium that a request is waiting for: the request is withdrawn.
    DenyPremium(Numbered),
}

/// Options of `sandbox`.
#[derive(Debug, Args)]
pub struct Sandbox {
    /// Port; 0 lets the system choose.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Address to listen on. Beyond loopback, everyone who reaches it can use the sandbox.
    #[arg(long, default_value = "127.0.0.1")]
    pub address: IpAddr,
    /// Play this document, OpenAPI 3.0 in JSON or YAML, instead of the embedded one.
    #[arg(long, value_name = "FILE")]
    pub document: Option<PathBuf>,
    /// Behave as this model says, instead of the embedded one; spec/README.md describes the form.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Faults to begin with, in a TOML file; the sandbox's guide describes them.
    #[arg(long, value_name = "FILE")]
    pub faults: Option<PathBuf>,
    /// Speak TLS, with a certificate made at start, and write that certificate to this file in PEM
    /// form. Callers trust it with --root-certificate.
    #[arg(long, value_name = "FILE")]
    pub tls: Option<PathBuf>,
}

/// The policy.
#[derive(Debug, Args)]
pub struct Contract {
    /// Number of the contract (policy), including its modality.
    #[arg(long = "contract-no", env = "CESCE_CONTRACT_NO", value_name = "NUMBER")]
    pub contract_no: ContractNo,
}

/// Options of `query`; filters that are left out do not filter.
#[derive(Debug, Args)]
pub struct Query {
    #[command(flatten)]
    pub contract: Contract,
    /// Number of one endorsement.
    #[arg(long, value_name = "NUMBER")]
    pub endorsement_no: Option<i64>,
    /// The debtor's code in your own books.
    #[arg(long, value_name = "CODE")]
    pub customer_reference: Option<String>,
    /// The debtor's tax number; goes with --country.
    #[arg(long, value_name = "NUMBER", requires = "country")]
    pub tax_id: Option<String>,
    /// The debtor's country, ISO 3166-1 alpha-2; goes with --tax-id.
    #[arg(long, value_name = "CC", requires = "tax_id")]
    pub country: Option<CountryCode>,
    /// Status codes, separated by commas.
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub status_code: Option<Vec<i32>>,
}

/// Options of `create`.
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    pub contract: Contract,
    /// The debtor's tax number.
    #[arg(long, value_name = "NUMBER")]
    pub tax_id: DebtorTaxId,
    /// The debtor's country, ISO 3166-1 alpha-2.
    #[arg(long, value_name = "CC")]
    pub country: CountryCode,
    /// The debtor's name.
    #[arg(long)]
    pub name: Option<String>,
    /// The credit limit to insure, in --currency.
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub requested_limit: Amount,
    /// Currency of the limit, ISO 4217.
    #[arg(long, value_name = "CCC", default_value = "EUR")]
    pub currency: CurrencyCode,
    /// Payment term in days.
    #[arg(long, value_name = "DAYS")]
    pub payment_term_days: i32,
    /// The debtor's code in your own books.
    #[arg(long, value_name = "CODE")]
    pub customer_reference: Option<String>,
}

/// A classification of a contract.
#[derive(Debug, Args)]
pub struct Numbered {
    #[command(flatten)]
    pub contract: Contract,
    /// Number of the request or endorsement.
    #[arg(long, value_name = "NUMBER")]
    pub endorsement_no: i64,
}

/// Options of `cancel`.
#[derive(Debug, Args)]
pub struct Cancel {
    #[command(flatten)]
    pub numbered: Numbered,
    /// Why, in your own words.
    #[arg(long)]
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
