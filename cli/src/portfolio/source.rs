//! The query for the rows of a portfolio: its operation, and the contracts of the options.

use clap::ArgMatches;
use classifications_contract::Values;
use classifications_portfolio::{ContractRow, Layout, LayoutPart};

use super::error::PortfolioError;
use super::record;
use crate::api::{Api, ApiOption, Command};
use crate::arguments::Connection;
use crate::call;
use crate::error::{CommandError, Invalid};
use crate::service::{Caller, Service};
use crate::tr;
use crate::{options_of, output};

/// A query for all rows of contracts.
pub struct Source<'s> {
    pub service: &'s Service,
    pub command: &'s Command,
    pub layout: &'s Layout,
    pub connection: Connection,
    /// Each contract with the values of its query; a single empty name if the options name no contract.
    pub contracts: Vec<(String, Values)>,
}

/// The rows of contracts.
#[derive(Default)]
pub struct PortfolioRows {
    pub rows: Vec<ContractRow>,
    /// The number of rows that the client does not understand.
    pub unread: usize,
    /// Whether rows may be missing.
    pub incomplete: bool,
}

/// The first operation that lists a portfolio.
pub fn find(api: &Api) -> Option<(&Command, &Layout)> {
    let mut commands = api.commands.iter();
    commands.find_map(|command| Some((command, command.portfolio.as_ref()?)))
}

/// The options of a query for all rows. Optional filters are excluded, since the rows that they exclude would be reported as gone.
pub fn query_options<'c>(
    command: &'c Command,
    layout: &'c Layout,
) -> impl Iterator<Item = &'c ApiOption> {
    let options = command.options.iter();
    options.filter(|option| {
        let is_cursor = command.cursor.as_ref() == Some(&option.name);
        let is_needed = option.field.required || option.default.is_some();
        is_contract(option, layout) || (is_needed && !is_cursor)
    })
}

/// Whether an option names the contract.
pub fn is_contract(option: &ApiOption, layout: &Layout) -> bool {
    layout.contract.as_ref() == Some(&option.field.name)
}

impl<'s> Source<'s> {
    /// Makes the query from the options.
    pub fn new(service: &'s Service, matches: &ArgMatches) -> Result<Self, CommandError> {
        let (command, layout) = find(&service.api).ok_or(PortfolioError::NoPortfolio)?;
        Ok(Self {
            service,
            command,
            layout,
            connection: options_of(matches)?,
            contracts: contracts(&service.api, (command, layout), matches)?,
        })
    }

    /// Checks that the overlay has these parts.
    pub fn require(&self, parts: &[LayoutPart]) -> Result<(), CommandError> {
        let missing = self.layout.require(parts);
        missing.map_err(|missing| PortfolioError::from(missing).into())
    }

    /// Queries the rows of all contracts. An error of one contract is an error of all, since the list would be incomplete.
    pub async fn all(&self, language: &str) -> Result<PortfolioRows, CommandError> {
        let caller = self.service.connect(&self.connection)?;
        let mut all = PortfolioRows::default();
        for (contract, values) in &self.contracts {
            let rows = self
                .rows(&caller, (contract, values.clone()), language)
                .await?;
            all.rows.extend(rows.rows);
            all.unread += rows.unread;
            all.incomplete |= rows.incomplete;
        }
        if all.incomplete {
            output::note(&tr!(
                "list-incomplete",
                "the list may be incomplete: a page repeats an earlier cursor"
            ));
        }
        Ok(all)
    }

    /// Queries the rows of a contract.
    pub async fn rows(
        &self,
        caller: &Caller,
        (contract, values): (&str, Values),
        language: &str,
    ) -> Result<PortfolioRows, CommandError> {
        let received = caller.rows(self.command, values, language).await;
        let received = match received {
            // the code stands for an empty portfolio
            Err(CommandError::Rejected(rejected))
                if rejected
                    .code
                    .as_ref()
                    .is_some_and(|code| self.layout.absent.contains(code)) =>
            {
                return Ok(PortfolioRows::default());
            }
            received => received?,
        };
        let rows = received.rows.iter();
        let rows = rows.filter_map(|row| record::row(&self.command.meanings, row));
        let rows: Vec<ContractRow> = rows.map(|row| (contract.to_owned(), row)).collect();
        // an item that is not an object is left out, but may stand for a row
        let non_objects = received.rows.len() - rows.len();
        Ok(PortfolioRows {
            rows,
            unread: received.unread.max(non_objects),
            incomplete: received.incomplete,
        })
    }
}

impl PortfolioRows {
    /// The result of a command that has printed the rows: an error if there are rows that the client does not understand.
    pub fn result(&self) -> Result<(), CommandError> {
        match self.unread {
            0 => Ok(()),
            rows => Err(CommandError::UnreadRows(rows)),
        }
    }
}

/// The values of the query for each contract of the options.
pub fn contracts(
    api: &Api,
    (command, layout): (&Command, &Layout),
    matches: &ArgMatches,
) -> Result<Vec<(String, Values)>, CommandError> {
    let (mut common, mut contracts, mut invalid) = (Values::new(), Vec::new(), Vec::new());
    for option in query_options(command, layout) {
        let given = matches.try_get_many::<String>(&option.name).ok().flatten();
        let given: Vec<&str> = given.into_iter().flatten().map(String::as_str).collect();
        if is_contract(option, layout) {
            contracts.extend(given.iter().map(|contract| (*contract).to_owned()));
        } else if !given.is_empty() {
            match option.field.facts.value(&given) {
                Ok(value) => drop(common.insert(option.field.name.clone(), value)),
                Err(reason) => invalid.push(Invalid::not_json(&option.name, &given, reason)),
            }
        }
    }
    if !invalid.is_empty() {
        return Err(CommandError::Values(command.name.clone(), invalid));
    }
    let mut seen = Vec::new();
    contracts.retain(|contract| {
        let is_new = !seen.contains(contract);
        seen.push(contract.clone());
        is_new
    });
    let mut queries: Vec<(String, Values)> = contracts
        .into_iter()
        .map(|contract| {
            let mut values = common.clone();
            if let Some(field) = &layout.contract {
                values.insert(field.clone(), contract.clone().into());
            }
            (contract, values)
        })
        .collect();
    if queries.is_empty() {
        queries.push((String::new(), common));
    }
    for (_, values) in &queries {
        call::check(api, command, values)?;
    }
    Ok(queries)
}
