//! Every fault that the sandbox has, on a GET and on POSTs, over real sockets: what the caller is
//! told, and that no POST is carried out twice or sent again once it was.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod refusals;
mod rows;
mod theatre;

use contract_tests::proof::{Gate, OPERATIONS, Stage, client, ends, perform};
use rows::{Row, rows};
use theatre::{Cell, Table, Theatre, is_safe};

#[tokio::test]
async fn no_fault_makes_a_post_happen_twice() {
    let theatre = Theatre::new().await;
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
                let cell = theatre.play(fault.on(operation), hangs, operation).await;
                table.add(&format!("{name}, {often}"), operation, &cell, expected);
            }
        }
    }
    table.check();
}

#[tokio::test]
async fn no_fault_of_the_token_endpoint_makes_a_post_happen_twice() {
    let theatre = Theatre::new().await;
    let mut table = Table::default();
    for Row {
        name, fault, hangs, ..
    } in rows().into_iter().filter(|row| !row.hangs)
    {
        // whose token is then refused or not, the API decides; here it counts what reaches it
        let answers = ["slow", "late", "late, done"].contains(&name);
        for operation in OPERATIONS {
            let expected = if answers { "1/1 ok" } else { "0/0 not sent" };
            let cell = theatre
                .play(fault.clone().on("token"), hangs, operation)
                .await;
            table.add(&format!("token: {name}"), operation, &cell, expected);
        }
    }
    table.check();
}

/// The sandbox has read a request before any of its faults strikes, so this one is the gate's.
#[tokio::test]
async fn a_connection_that_is_reset_before_the_request_is_read_leaves_a_post_alone() {
    let mut table = Table::default();
    for operation in OPERATIONS {
        for (often, times) in [("once", 1), ("always", 9)] {
            for closed in [false, true] {
                let stage = Stage::new().await;
                let gate = Gate::before(stage.sandbox.address()).await;
                let builder = client(&stage.sandbox, &stage.clock);
                let base_url = gate.url(stage.sandbox.base_url());
                let client = builder.base_url(base_url).build().unwrap();
                let name = if closed {
                    gate.close(times);
                    "closed"
                } else {
                    gate.reset_unread(times);
                    "reset unread"
                };
                let ends = ends(&perform(&client, operation).await);
                let cell = Cell::of(&stage.received(operation), ends);
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
