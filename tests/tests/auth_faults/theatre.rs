//! Where the calls are made, what the sandbox's ledger says of each, and the table that comes of it.

use std::fmt::Write as _;

use classifications_auth::Client;
use classifications_sandbox::{Fault, Received};
use contract_tests::proof::{Ends, SkippingClock, Stage, TIME_OUT, client, ends, perform, until};

/// The largest body that the clients here read.
const BODY_LIMIT: usize = 64 * 1024;

/// One stage for all cells: each begins with no fault, an empty ledger and, in the
/// client, no token.
pub struct Theatre {
    stage: Stage,
}

/// What a call came to.
pub struct Cell {
    sent: usize,
    processed: usize,
    /// Requests that were sent after one that had been carried out.
    repeated: usize,
    ends: Ends,
}

impl Theatre {
    pub async fn new() -> Self {
        Self {
            stage: Stage::new().await,
        }
    }

    fn client(&self) -> Client {
        let builder = client(&self.stage.sandbox, &self.stage.clock);
        builder.body_limit(BODY_LIMIT).build().unwrap()
    }

    pub async fn play(&self, fault: Fault, hangs: bool, operation: &str) -> Cell {
        let Stage { sandbox, clock, .. } = &self.stage;
        sandbox.reset().unwrap();
        sandbox.clear_faults();
        sandbox.inject(fault);
        sandbox.forget_received();
        let client = self.client();
        let running_out = run_out(&self.stage, operation, clock);
        let ends = if hangs {
            tokio::select! {
                biased;
                sent = perform(&client, operation) => ends(&sent),
                () = running_out => unreachable!("it goes on for ever"),
            }
        } else {
            ends(&perform(&client, operation).await)
        };
        Cell::of(&self.stage.received(operation), ends)
    }
}

/// Lets the time-out of each attempt run out once its request has arrived.
async fn run_out(stage: &Stage, operation: &str, clock: &SkippingClock) {
    let mut seen = 0;
    loop {
        until("another request", || stage.count(operation) > seen).await;
        seen += 1;
        clock.advance(TIME_OUT);
    }
}

impl Cell {
    pub fn of(received: &[Received], ends: Ends) -> Self {
        let first = received.iter().position(|received| received.processed);
        Self {
            sent: received.len(),
            processed: received
                .iter()
                .filter(|received| received.processed)
                .count(),
            repeated: first.map_or(0, |first| received.len() - first - 1),
            ends,
        }
    }

    fn text(&self) -> String {
        format!("{}/{} {}", self.sent, self.processed, self.ends)
    }
}

pub fn is_safe(operation: &str) -> bool {
    operation == "querySales"
}

/// The table that a failure prints: what was expected stands behind what is wrong.
#[derive(Default)]
pub struct Table {
    lines: String,
    wrong: usize,
}

impl Table {
    pub fn add(&mut self, name: &str, operation: &str, cell: &Cell, expected: &str) {
        let text = cell.text();
        let twice = !is_safe(operation) && (cell.processed > 1 || cell.repeated > 0);
        let mut remark = String::new();
        if !text.starts_with(expected) {
            let _ = write!(remark, "  expected {expected}");
        }
        if twice {
            remark.push_str("  SENT AGAIN AFTER IT WAS CARRIED OUT");
        }
        self.wrong += usize::from(!remark.is_empty());
        let _ = writeln!(self.lines, "{name:<28} {operation:<34} {text:<34}{remark}");
    }

    pub fn check(&self) {
        assert!(
            self.wrong == 0,
            "{} of these calls did not go as they should \
             (fault, operation, requests sent/carried out, how the call ended):\n{}",
            self.wrong,
            self.lines
        );
    }
}
