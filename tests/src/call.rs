//! A case of the sandbox model as a call of the generated client.

use std::sync::Arc;

use api_transport::Error;
use api_transport::dynamic::Values;
use classifications_api::Client;
use classifications_api::dynamic::{self, ErrorBody};
use classifications_sandbox::cases::{self, Case, QueryValue};
use serde_json::Value;

use crate::contract::capture::Capture;

/// The outcome of a call.
#[derive(Debug)]
pub struct Outcome {
    /// The status of the response.
    pub status: u16,
    /// The response as read by the client, serialised as JSON.
    pub body: String,
}

/// Makes the call of `case`. `None` if the types of the client exclude the path, the method or a
/// value of the case.
///
/// # Errors
/// The client's error, unless it is a rejection with a documented body.
pub async fn call(client: &Client, case: &Case) -> Option<Result<Outcome, Error<ErrorBody>>> {
    if !case.is_ordinary() {
        return None;
    }
    let values = values(case);
    if !is_sent(case, &values).await {
        return None;
    }
    Some(outcome(
        dynamic::call(client, &case.operation, values).await,
    ))
}

/// The values of a case by their names.
#[must_use]
pub fn values(case: &Case) -> Values {
    let request = &case.request;
    let path_values = request.path_values.iter();
    let path_values = path_values.map(|(name, value)| (name.clone(), value.clone().into()));
    let query = request.query.iter();
    let mut values: Values = path_values
        .chain(query.map(|(name, value)| (name.clone(), json(value))))
        .collect();
    if let Some(body) = &request.body {
        values.insert("body".to_owned(), body.get().into());
    }
    values
}

/// Whether the client sends the body of `case` for these values.
async fn is_sent(case: &Case, values: &Values) -> bool {
    thread_local! {
        static UNCONNECTED: (Client, Arc<Capture>) = Capture::client(classifications_auth::BASE_URL);
    }
    let (client, capture) = UNCONNECTED.with(Clone::clone);
    // Only the request matters.
    let _ = dynamic::call(&client, &case.operation, values.clone()).await;
    let Some(sent) = capture.take().pop() else {
        return false;
    };
    let expected = case.request.body.as_ref().map_or("", |body| body.get());
    cases::compare(expected, &String::from_utf8_lossy(sent.request.body())).is_empty()
}

fn json(value: &QueryValue) -> Value {
    match value {
        QueryValue::Integer(number) => (*number).into(),
        QueryValue::Text(text) => text.clone().into(),
        QueryValue::List(items) => items.iter().map(json).collect(),
    }
}

/// The status and the body of a success, of a documented error, or of a success whose body reports
/// an error.
///
/// # Errors
/// Any other error.
pub(crate) fn outcome(
    result: Result<api_transport::ResponseValue<dynamic::Outcome>, Error<ErrorBody>>,
) -> Result<Outcome, Error<ErrorBody>> {
    let json = |status: http::StatusCode, body: serde_json::Result<String>| match body {
        Ok(body) => Ok(Outcome {
            status: status.as_u16(),
            body,
        }),
        Err(e) => Err(Error::InvalidRequest(e.to_string())),
    };
    match result {
        Ok(response) => json(response.status(), serde_json::to_string(&*response)),
        Err(error) => match error.response().map(|r| (r, r.documented())) {
            Some((response, Some(body))) => json(response.status(), serde_json::to_string(body)),
            // The body of a success reports an error.
            Some((response, None)) if response.code().is_some() => {
                let body = response.json::<Box<serde_json::value::RawValue>>();
                json(response.status(), body.map(|body| body.get().to_owned()))
            }
            _ => Err(error),
        },
    }
}
