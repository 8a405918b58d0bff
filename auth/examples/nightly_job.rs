//! A nightly job that has debtors classified and pays for none of them twice:
//! `cargo run -p classifications-auth --example nightly_job`.
//!
//! Each error is handled as the table in the documentation of the crate says. Whoever stores the debtors
//! stores them before and after each request, so that a process that is killed is no exception.

use classifications_auth::{Client, Credentials, Error, ResponseValue, types};
use classifications_sandbox::{Fault, Sandbox};

/// What is to be done for a debtor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// Nothing was requested yet.
    Request,
    /// A request may have been carried out: query before another one.
    Query,
    /// A classification was requested.
    Nothing,
    /// A person has to read this.
    Read(String),
}

#[derive(Debug)]
pub(crate) struct Debtor {
    /// Our own name for the request, which the insurer's list repeats.
    pub(crate) reference: String,
    pub(crate) tax_id: String,
    pub(crate) task: Task,
}

/// One night. The debtors whose outcome is unknown wait for the next one: by then their request is no
/// longer under way.
pub(crate) async fn night(client: &Client, contract: &str, debtors: &mut [Debtor]) {
    if debtors.iter().any(|debtor| debtor.task == Task::Query) {
        query(client, contract, debtors).await;
    }
    for debtor in debtors {
        if debtor.task != Task::Request {
            continue;
        }
        // holds if the process ends within the request
        debtor.task = Task::Query;
        debtor.task = match request(client, contract, debtor).await {
            // carried out, even if the response cannot be read
            Ok(_) | Err(Error::NotUnderstood(_)) => Task::Nothing,
            Err(error) if error.may_have_happened() => Task::Query,
            Err(error) if error.is_retryable() => Task::Request,
            Err(error) => Task::Read(error.to_string()),
        };
    }
}

/// Looks all unknown outcomes up in one list of everything that was requested.
async fn query(client: &Client, contract: &str, debtors: &mut [Debtor]) {
    let query = client.query_classifications().contract_no(contract);
    let Ok(list) = query.send().await else {
        return; // nothing is known yet: the next night queries again
    };
    for debtor in debtors {
        if debtor.task == Task::Query {
            let reference = Some(&debtor.reference);
            let mut known = list.classifications.iter();
            let listed = known.any(|known| known.customer_reference.as_ref() == reference);
            debtor.task = if listed { Task::Nothing } else { Task::Request };
        }
    }
}

async fn request(
    client: &Client,
    contract: &str,
    debtor: &Debtor,
) -> Result<ResponseValue<types::Classification>, Error<types::GatewayError>> {
    let company = types::Debtor::builder()
        .tax_id(debtor.tax_id.as_str())
        .country("ES");
    let body = types::ClassificationRequest::builder()
        .customer_reference(debtor.reference.clone())
        .debtor(company)
        .requested_limit("40000.00")
        .currency("EUR")
        .payment_term_days(60);
    let create = client.create_classification().contract_no(contract);
    create.body(body).send().await
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let known = sandbox.credentials().clone();
    let account = Credentials::new(
        known.client_id,
        known.client_secret,
        known.username,
        known.password,
    )?;
    let client = Client::builder()
        .credentials(account)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;
    // a gateway that loses every second response
    let lost = Fault::status(504).after_processing().every(2);
    sandbox.inject(lost.on("createClassification"));

    let mut debtors: Vec<Debtor> = ["B85905495", "A28015865", "A08000143", "B58818501"]
        .into_iter()
        .map(|tax_id| Debtor {
            reference: format!("job-{tax_id}"),
            tax_id: tax_id.to_owned(),
            task: Task::Request,
        })
        .collect();
    for number in 1..=2 {
        night(&client, "1234567-01", &mut debtors).await;
        let open = debtors.iter().filter(|debtor| debtor.task != Task::Nothing);
        println!(
            "night {number}: {} of {} are open",
            open.count(),
            debtors.len()
        );
    }
    Ok(())
}
