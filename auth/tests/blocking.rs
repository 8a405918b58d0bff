//! Calls from threads without a runtime.

#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "support/mod.rs"]
mod support;

use std::thread;

use classifications_auth::{Error, NotSentReason, blocking};
use support::server::{Server, Step};
use support::{EMPTY_LIST, builder, query};
use tokio::runtime::Runtime;

/// An API and a token endpoint on `runtime`.
fn servers(runtime: &Runtime) -> (Server, Server) {
    runtime.block_on(async {
        let api = Server::start(vec![], Step::response(200, EMPTY_LIST)).await;
        let tokens = Server::start(vec![], Step::Token).await;
        (api, tokens)
    })
}

#[test]
fn threads_without_a_runtime_make_calls_at_the_same_time_and_share_a_token() {
    let runtime = Runtime::new().unwrap();
    let (api, tokens) = servers(&runtime);
    let client = blocking::Client::new(builder(&api, &tokens).build().unwrap()).unwrap();
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            thread::spawn(move || client.wait(query(&client)).unwrap().status())
        })
        .collect();
    for call in calls {
        assert_eq!(call.join().unwrap(), 200);
    }
    assert_eq!((api.count(), tokens.count()), (8, 1));
}

#[test]
fn a_call_in_async_code_is_not_sent_and_the_client_can_be_dropped_there() {
    let runtime = Runtime::new().unwrap();
    let (api, tokens) = servers(&runtime);
    let client = blocking::Client::new(builder(&api, &tokens).build().unwrap()).unwrap();
    runtime.block_on(async {
        let Err(Error::NotSent(error)) = client.wait(query(&client)) else {
            panic!("a call was made")
        };
        assert_eq!(error.reason(), NotSentReason::InvalidRequest);
        assert!(
            support::chain(&error)
                .concat()
                .contains("a thread outside of the runtime")
        );
        drop(client);
    });
    assert_eq!((api.count(), tokens.count()), (0, 0));
}
