//! Tests with mocks: no sandbox, no token.

use classifications_api::mock::MockServerExt as _;
use classifications_api::mock_cases::{self, CaseMocks as _};
use classifications_api::{Client, Error, Sender};
use consumer::classifications;
use httpmock::MockServer;

fn client(server: &MockServer) -> Client {
    let http = classifications_auth::http::client_builder().no_proxy();
    let (http, sender) = Sender::direct(http).unwrap();
    Client::new_with_client(&server.base_url(), http, sender)
}

#[tokio::test]
async fn a_refusal_has_the_status_of_the_mock_and_is_not_sent_again() {
    let server = MockServer::start_async().await;
    let unavailable = server.query_classifications(|_, then| {
        then.into_inner().status(503);
    });
    let error = classifications(&client(&server), "11000012345")
        .await
        .unwrap_err();
    let Error::Rejected(rejected) = error else {
        panic!("{error:?}")
    };
    assert_eq!(rejected.status(), 503);
    unavailable.assert_calls(1);
}

#[tokio::test]
async fn each_case_of_the_query_has_the_status_of_its_name() {
    let names = mock_cases::names();
    for name in names
        .iter()
        .filter(|name| name.starts_with("queryClassifications/"))
    {
        let server = MockServer::start_async().await;
        // A case with another path or method is not a response to a query.
        let Ok(mock) = server.any_call(name) else {
            continue;
        };
        let status = match classifications(&client(&server), "11000012345").await {
            Ok(_) => Some(200),
            Err(error) => error.status().map(|status| status.as_u16()),
        };
        let expected = name
            .split(['/', '-'])
            .nth(1)
            .and_then(|status| status.parse().ok());
        assert_eq!(status, expected, "{name}");
        mock.assert();
    }
}
