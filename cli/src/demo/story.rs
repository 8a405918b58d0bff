//! What happens in the demo, in the order in which a treasury team would live it.

use std::future::Future;

use api_transport::{Error, Operation, ResponseValue};
use classifications_api::operations as op;
use classifications_api::types::{
    ActivationAction, Classification, Debtor, GatewayError, PremiumDecision, StatusCode,
};
use classifications_auth::Client;

use super::account::Account;
use crate::failure::{Explained, Failure};
use crate::output;

/// A debtor, and the limit that is asked for. The sandbox decides by the limit alone.
struct Applicant {
    tax_id: &'static str,
    country: &'static str,
    name: &'static str,
    limit: &'static str,
    outcome: StatusCode,
}

#[rustfmt::skip]
const APPLICANTS: [Applicant; 6] = [
    Applicant { tax_id: "B85905495", country: "ES", name: "Muebles del Norte SL", limit: "40000.00", outcome: StatusCode::GRANTED },
    Applicant { tax_id: "A28015865", country: "ES", name: "Grupo Levante SA", limit: "80000.00", outcome: StatusCode::GRANTED_IN_PART },
    Applicant { tax_id: "552100554", country: "FR", name: "Maison Laurent SAS", limit: "250000.00", outcome: StatusCode::AWAITING_PREMIUM_DECISION },
    Applicant { tax_id: "811128135", country: "DE", name: "Werkzeugbau Lehmann GmbH", limit: "320000.50", outcome: StatusCode::AWAITING_PREMIUM_DECISION },
    Applicant { tax_id: "501964843", country: "PT", name: "Corticas do Sul Lda", limit: "750000.00", outcome: StatusCode::IN_PROCESS },
    Applicant { tax_id: "220430231", country: "GB", name: "Harrow Trading Ltd", limit: "2000000.00", outcome: StatusCode::DENIED },
];

type Answer<T> = Result<ResponseValue<T>, Error<GatewayError>>;

/// The story, and what it needs to be told.
pub struct Story {
    client: Client,
    contract_no: String,
    account: Account,
}

impl Story {
    pub fn new(client: Client, contract_no: String, account: Account) -> Self {
        Self {
            client,
            contract_no,
            account,
        }
    }

    /// Plays it to the end and hands the account back.
    pub async fn play(mut self) -> Result<Account, Failure> {
        Account::chapter("What the contract holds")?;
        self.look().await?;

        Account::chapter("Ask for six debtors to be classified: one POST each, five outcomes")?;
        let mut numbers = [0; APPLICANTS.len()];
        for (number, applicant) in numbers.iter_mut().zip(&APPLICANTS) {
            *number = self.create(applicant).await?;
        }
        let [granted, in_part, offered, unwanted, in_process, denied] = numbers;

        Account::chapter("Answer the insurer's offers of cover at a premium")?;
        self.decide(offered, PremiumDecision::Accept, StatusCode::GRANTED)
            .await?;
        self.decide(unwanted, PremiumDecision::Deny, StatusCode::WITHDRAWN)
            .await?;

        Account::chapter("Switch cover off and on again")?;
        self.switch(granted, ActivationAction::Deactivate).await?;
        self.switch(granted, ActivationAction::Activate).await?;

        Account::chapter("Annul what is no longer needed")?;
        self.cancel(in_part, StatusCode::ANNULLED).await?;
        self.cancel(in_process, StatusCode::WITHDRAWN).await?;

        Account::chapter("An error, as a caller sees it: what was denied cannot be annulled")?;
        self.fail_to_cancel(denied).await?;

        Account::chapter("What the contract holds now, of this story")?;
        self.look().await?;
        Ok(self.account)
    }

    async fn look(&mut self) -> Result<(), Failure> {
        let client = self.client.clone();
        let sending = client
            .query_classifications()
            .contract_no(self.contract_no.as_str())
            .send();
        let answer = self.step(&op::QUERY_CLASSIFICATIONS, sending, |list| {
            output::table(&list.classifications)
        });
        answer.await.map(drop)
    }

    async fn create(&mut self, applicant: &Applicant) -> Result<i64, Failure> {
        let client = self.client.clone();
        let debtor = Debtor::builder()
            .tax_id(applicant.tax_id)
            .country(applicant.country)
            .name(applicant.name.to_owned());
        let sending = client
            .create_classification()
            .contract_no(self.contract_no.as_str())
            .body_map(|body| {
                body.debtor(debtor)
                    .requested_limit(applicant.limit)
                    .currency("EUR")
                    .payment_term_days(60)
            })
            .send();
        let outcome = self.step(&op::CREATE_CLASSIFICATION, sending, told).await?;
        expect(&outcome, applicant.outcome)?;
        Ok(outcome.request_no)
    }

    async fn decide(
        &mut self,
        number: i64,
        decision: PremiumDecision,
        expected: StatusCode,
    ) -> Result<(), Failure> {
        let client = self.client.clone();
        let sending = client
            .accept_deny_premium()
            .contract_no(self.contract_no.as_str())
            .body_map(|body| body.endorsement_no(number).decision(decision))
            .send();
        expect(
            &self.step(&op::ACCEPT_DENY_PREMIUM, sending, told).await?,
            expected,
        )
    }

    async fn switch(&mut self, number: i64, action: ActivationAction) -> Result<(), Failure> {
        let client = self.client.clone();
        let sending = client
            .activate_deactivate_classification()
            .contract_no(self.contract_no.as_str())
            .body_map(|body| body.endorsement_no(number).action(action))
            .send();
        let answer = self
            .step(&op::ACTIVATE_DEACTIVATE_CLASSIFICATION, sending, told)
            .await?;
        expect(&answer, StatusCode::GRANTED)
    }

    async fn cancel(&mut self, number: i64, expected: StatusCode) -> Result<(), Failure> {
        let client = self.client.clone();
        let sending = client
            .cancel_classification()
            .contract_no(self.contract_no.as_str())
            .body_map(|body| {
                body.endorsement_no(number)
                    .reason("no longer a customer".to_owned())
            })
            .send();
        expect(
            &self.step(&op::CANCEL_CLASSIFICATION, sending, told).await?,
            expected,
        )
    }

    async fn fail_to_cancel(&mut self, number: i64) -> Result<(), Failure> {
        let client = self.client.clone();
        let request = client
            .cancel_classification()
            .contract_no(self.contract_no.as_str())
            .body_map(|body| body.endorsement_no(number));
        match request.send().await {
            Err(Error::Rejected(rejected)) => {
                let status = rejected.status();
                let failure = Failure::Call(Error::Rejected(rejected));
                let text = Explained(&failure).to_string();
                self.account
                    .call(&op::CANCEL_CLASSIFICATION, &self.contract_no, status, &text)
            }
            Err(other) => Err(Failure::Call(other)),
            Ok(_) => Err(Failure::sandbox(
                "it annulled a classification that was denied",
            )),
        }
    }

    /// Makes one call and writes it down.
    async fn step<T>(
        &mut self,
        operation: &Operation,
        sending: impl Future<Output = Answer<T>>,
        tell: impl FnOnce(&T) -> String,
    ) -> Result<T, Failure> {
        let answer = sending.await?;
        let status = answer.status();
        self.account
            .call(operation, &self.contract_no, status, &tell(&answer))?;
        Ok(answer.into_inner())
    }
}

/// A classification in one line.
fn told(classification: &Classification) -> String {
    let c = classification;
    let mut parts = vec![format!("{} asked", c.requested_limit)];
    parts.extend(c.granted_limit.map(|granted| format!("{granted} granted")));
    parts.push(output::status(c));
    parts.push(if c.active { "active" } else { "not active" }.to_owned());
    parts.extend(
        c.premium
            .as_ref()
            .map(|premium| format!("premium {} %", premium.rate)),
    );
    format!("{}: {}", c.request_no, parts.join(", "))
}

fn expect(classification: &Classification, status: StatusCode) -> Result<(), Failure> {
    if classification.status_code == status {
        return Ok(());
    }
    let text = format!(
        "it answered status {}, not {status}",
        classification.status_code
    );
    Err(Failure::sandbox(text))
}
