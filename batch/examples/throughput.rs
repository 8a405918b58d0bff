//! Measures the throughput of a batch as a share of the possible one: `cargo run --release -p classifications-batch --example
//! throughput -- JOURNAL [ROWS] [CONCURRENCY] [LATENCY_MS] [RATE]`.
//!
//! The API only waits. By Little's law, the number of requests per second is at most the concurrency divided by the latency.

use std::time::{Duration, Instant};

use classifications_batch::{
    Advice, Api, CallResult, Journal, NewBatch, NewRow, Outcome, Policy, RunOptions, Runner,
};
use classifications_contract::Values;

struct Wait(Duration);

impl Api for Wait {
    async fn call(&self, _: &str, _: Values) -> CallResult {
        tokio::time::sleep(self.0).await;
        CallResult::new(Outcome::Done, Advice::Continue)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments
        .next()
        .ok_or("the address of a journal is missing")?;
    let mut number = |default: f64| {
        let argument = arguments.next();
        argument.map_or(Ok(default), |text| text.parse::<f64>())
    };
    let (rows, concurrency, latency) = (number(5_000.0)?, number(32.0)?, number(50.0)?);
    let rate = number(0.0)?;

    let journal = Journal::open(&address).await?;
    let new = NewBatch {
        operation: "wait".to_owned(),
        target: format!("wait:{}", std::process::id()),
        source: "example".to_owned(),
        who: "example".to_owned(),
        policy: Policy::default(),
    };
    let batch = journal.create_batch(new).await?;
    let began = Instant::now();
    let mut first = 1_u64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small"
    )]
    let (last, slots) = (rows as u64, concurrency as u32);
    while first <= last {
        let chunk = first..=last.min(first + 999);
        first += 1_000;
        let rows = chunk.map(|number| NewRow {
            number,
            reference: None,
            values: Values::from_iter([("name".to_owned(), format!("row {number}").into())]),
            duplicate_key: number.to_string(),
        });
        journal.add_rows(&batch, rows.collect()).await?;
    }
    let batch = journal.seal(&batch).await?;
    println!("{last} rows written in {:.1?}", began.elapsed());

    let target = batch.target.to_string();
    journal
        .set_rate(&target, (rate > 0.0).then_some(rate))
        .await?;
    let mut options = RunOptions::default();
    options.concurrency = slots;
    let api = (Wait(Duration::from_secs_f64(latency / 1000.0)), &*target);
    let runner = Runner::new(journal, batch.clone(), api, None, options)?;
    let began = Instant::now();
    let summary = runner.run(std::future::pending()).await?;
    let took = began.elapsed().as_secs_f64();
    let most = concurrency / (latency / 1000.0);
    let most = if rate > 0.0 { most.min(rate) } else { most };
    println!(
        "{} requests in {took:.2} s: {:.0}/s, {:.1} % of {most:.0}/s",
        summary.requests,
        rows / took,
        100.0 * rows / took / most
    );
    Ok(())
}
