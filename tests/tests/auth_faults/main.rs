//! Every fault of the sandbox, for a GET and for POSTs, over real sockets: the error for the caller,
//! and that no POST is carried out twice, or sent again after it was carried out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod refusals;
mod rows;
mod runner;

use contract_tests::support::{OPERATIONS, Proxy, Setup, client, ends, perform};
use rows::{Row, rows};
use runner::{Cell, Runner, Table, is_safe};

#[tokio::test]
async fn no_fault_makes_a_post_happen_twice() {
    let runner = Runner::new().await;
    let mut table = Table::default();
    for Row {
        name,
        fault,
        hangs,
        post,
        get,
    } in rows()
    {
        for operation in OPERATIONS {
            let [once, always] = if is_safe(operation) { get } else { post };
            for (often, expected, fault) in [
                ("once", once, fault.clone().times(1)),
                ("always", always, fault.clone()),
            ] {
                let cell = runner.run(fault.on(operation), hangs, operation).await;
                table.add(&format!("{name}, {often}"), operation, &cell, expected);
            }
        }
    }
    table.check();
}

#[tokio::test]
async fn no_fault_of_the_token_endpoint_makes_a_post_happen_twice() {
    let runner = Runner::new().await;
    let mut table = Table::default();
    for Row {
        name, fault, hangs, ..
    } in rows().into_iter().filter(|row| !row.hangs)
    {
        // Only the number of requests that the API receives matters, not whether it refuses the token.
        let token_arrives = ["slow", "late", "late, done"].contains(&name);
        for operation in OPERATIONS {
            let expected = if token_arrives {
                "1/1 ok"
            } else {
                "0/0 not sent"
            };
            let cell = runner
                .run(fault.clone().on("token"), hangs, operation)
                .await;
            table.add(&format!("token: {name}"), operation, &cell, expected);
        }
    }
    table.check();
}

/// The sandbox reads a request before any of its faults strikes, so this fault is the proxy's.
#[tokio::test]
async fn a_post_whose_connection_ends_before_it_is_read_is_not_sent_again() {
    let mut table = Table::default();
    for operation in OPERATIONS {
        for (often, times) in [("once", 1), ("always", 9)] {
            for closed in [false, true] {
                let setup = Setup::new().await;
                let proxy = Proxy::before(setup.sandbox.address()).await;
                let builder = client(&setup.sandbox, &setup.clock);
                let base_url = proxy.url(setup.sandbox.base_url());
                let client = builder.base_url(base_url).build().unwrap();
                let name = if closed {
                    proxy.close(times);
                    "closed"
                } else {
                    proxy.reset_unread(times);
                    "reset unread"
                };
                let ends = ends(&perform(&client, operation).await);
                let cell = Cell::of(&setup.received(operation), ends);
                let expected = match (is_safe(operation), often) {
                    (true, "once") => "1/1 ok",
                    _ => "0/0 outcome unknown",
                };
                table.add(&format!("{name}, {often}"), operation, &cell, expected);
            }
        }
    }
    table.check();
}
