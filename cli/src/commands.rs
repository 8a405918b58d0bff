//! One function per command: options in, call, answer out.

use api_transport::ResponseValue;
use classifications_api::types::{
    ActivationAction, Classification, ClassificationRequest, Debtor, PremiumDecision,
};
use classifications_auth::Client;

use crate::arguments::{Arguments, Cancel, Command, Connection, Create, Numbered, Output, Query};
use crate::failure::Failure;
use crate::{connection, demo, output, sandbox};

/// Does what was typed.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let Arguments {
        command,
        connection,
        output,
    } = arguments;
    let call = Call { connection, output };
    match command {
        Command::Demo => demo::run().await,
        Command::Sandbox(options) => sandbox::serve(&options).await,
        Command::Query(options) => call.query(options).await,
        Command::Create(options) => call.create(options).await,
        Command::Activate(options) => call.switch(options, ActivationAction::Activate).await,
        Command::Deactivate(options) => call.switch(options, ActivationAction::Deactivate).await,
        Command::Cancel(options) => call.cancel(options).await,
        Command::AcceptPremium(options) => call.decide(options, PremiumDecision::Accept).await,
        Command::DenyPremium(options) => call.decide(options, PremiumDecision::Deny).await,
    }
}

/// How the commands that call the API reach it, and how they print.
struct Call {
    connection: Connection,
    output: Output,
}

impl Call {
    fn client(&self) -> Result<Client, Failure> {
        connection::to(&self.connection)
    }

    /// Prints what a POST led to.
    fn print(&self, answer: &ResponseValue<Classification>) -> Result<(), Failure> {
        output::print(self.output, &**answer, std::slice::from_ref(answer))
            .map_err(|failure| Failure::Unseen(Box::new(failure)))
    }

    async fn query(&self, options: Query) -> Result<(), Failure> {
        let client = self.client()?;
        let mut query = client
            .query_classifications()
            .contract_no(options.contract.contract_no);
        if let Some(number) = options.endorsement_no {
            query = query.endorsement_no(number);
        }
        if let Some(reference) = options.customer_reference {
            query = query.customer_reference(reference);
        }
        if let Some(tax_id) = options.tax_id {
            query = query.tax_id(tax_id);
        }
        if let Some(country) = options.country {
            query = query.country(country);
        }
        if let Some(codes) = options.status_code {
            query = query.status_code(codes);
        }
        let answer = query.send().await?;
        output::print(self.output, &*answer, &answer.classifications)
    }

    async fn create(&self, options: Create) -> Result<(), Failure> {
        let debtor = Debtor::builder()
            .tax_id(options.tax_id)
            .country(options.country)
            .name(options.name);
        let body = ClassificationRequest::builder()
            .debtor(debtor)
            .requested_limit(options.requested_limit)
            .currency(options.currency)
            .payment_term_days(options.payment_term_days)
            .customer_reference(options.customer_reference);
        let request = self.client()?;
        let request = request
            .create_classification()
            .contract_no(options.contract.contract_no);
        self.print(&request.body(body).send().await?)
    }

    async fn switch(&self, options: Numbered, action: ActivationAction) -> Result<(), Failure> {
        let client = self.client()?;
        let request = client
            .activate_deactivate_classification()
            .contract_no(options.contract.contract_no)
            .body_map(|body| body.endorsement_no(options.endorsement_no).action(action));
        self.print(&request.send().await?)
    }

    async fn cancel(&self, options: Cancel) -> Result<(), Failure> {
        let Cancel { numbered, reason } = options;
        let client = self.client()?;
        let request = client
            .cancel_classification()
            .contract_no(numbered.contract.contract_no)
            .body_map(|body| body.endorsement_no(numbered.endorsement_no).reason(reason));
        self.print(&request.send().await?)
    }

    async fn decide(&self, options: Numbered, decision: PremiumDecision) -> Result<(), Failure> {
        let client = self.client()?;
        let request = client
            .accept_deny_premium()
            .contract_no(options.contract.contract_no)
            .body_map(|body| {
                body.endorsement_no(options.endorsement_no)
                    .decision(decision)
            });
        self.print(&request.send().await?)
    }
}
