//! Makes the calls, reads the sandbox's ledger, and prints the table of outcomes.

use std::fmt::Write as _;

use classifications_auth::Client;
use classifications_sandbox::{Fault, Received};
use contract_tests::support::{Ends, Setup, SkippingClock, TIMEOUT, client, ends, perform, until};

/// The body limit of the clients.
const BODY_LIMIT: usize = 64 * 1024;

/// The setup of all calls. Each call begins without faults, with an empty ledger and with a new
/// client, which has no token.
pub struct Runner {
    setup: Setup,
}

/// The outcome of a call.
pub struct Cell {
    sent: usize,
    processed: usize,
    /// The number of requests that were sent after one had been carried out.
    repeated: usize,
    ends: Ends,
}

impl Runner {
    pub async fn new() -> Self {
        Self {
            setup: Setup::new().await,
        }
    }

    fn client(&self) -> Client {
        let builder = client(&self.setup.sandbox, &self.setup.clock);
        builder.body_limit(BODY_LIMIT).build().unwrap()
    }

    /// Makes a call that the fault strikes. If it hangs, the timeouts of its attempts expire.
    pub async fn run(&self, fault: Fault, hangs: bool, operation: &str) -> Cell {
        let Setup { sandbox, clock, .. } = &self.setup;
        sandbox.reset().unwrap();
        sandbox.clear_faults();
        sandbox.inject(fault);
        sandbox.forget_received();
        let client = self.client();
        let expiring = expire_timeouts(&self.setup, operation, clock);
        let ends = if hangs {
            tokio::select! {
                biased;
                sent = perform(&client, operation) => ends(&sent),
                () = expiring => unreachable!("the timeouts expire in a loop"),
            }
        } else {
            ends(&perform(&client, operation).await)
        };
        Cell::of(&self.setup.received(operation), ends)
    }
}

/// Advances the clock beyond the timeout of each attempt, after its request has arrived.
async fn expire_timeouts(setup: &Setup, operation: &str, clock: &SkippingClock) {
    let mut seen = 0;
    loop {
        until("another request", || setup.count(operation) > seen).await;
        seen += 1;
        clock.advance(TIMEOUT);
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

/// The table of failed cells, with the expected outcomes.
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
            "{} of these calls have another outcome than expected \
             (fault, operation, requests sent/carried out, result of the call):\n{}",
            self.wrong,
            self.lines
        );
    }
}
