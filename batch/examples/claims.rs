//! Measures the duration of claims while the pending rows of a journal become fewer: `cargo run --release
//! -p classifications-batch --example claims -- JOURNAL [ROWS] [WORKERS] [CONCURRENCY] [LATENCY_MS]`.
//!
//! Several processes send the rows to an API that only waits. The output has a line for each tenth of the rows.

use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use classifications_batch::{
    Advice, Api, Batch, CallResult, Journal, NewBatch, NewRow, Outcome, Policy, RunOptions, Runner,
};
use classifications_contract::Values;
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

const TARGET: &str = "wait:";

type AnyError = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize, default: u64| {
        let argument = arguments.get(index);
        argument.map_or(Ok(default), |text| text.parse())
    };
    let address = arguments
        .first()
        .ok_or("the address of a journal is missing")?;
    let journal = Journal::open(address).await?;
    let (concurrency, latency) = (number(3, 32)?, Duration::from_millis(number(4, 50)?));
    if let Some(id) = arguments.get(5) {
        return work(journal, id, u32::try_from(concurrency)?, latency).await;
    }
    let (rows, workers) = (number(1, 1_000_000)?, number(2, 3)?);
    let began = Instant::now();
    let batch = write(&journal, rows).await?;
    println!("{rows} rows written in {:.0?}", began.elapsed());
    drop(journal);
    let program = std::env::current_exe()?;
    let began = Instant::now();
    let children = (0..workers).map(|_| {
        let [rows, workers] = [rows, workers].map(|number| number.to_string());
        let [concurrency, latency] = [concurrency, number(4, 50)?].map(|number| number.to_string());
        let mut child = Command::new(&program);
        child.args([
            address,
            &rows,
            &workers,
            &concurrency,
            &latency,
            &batch.id.to_string(),
        ]);
        Ok(child.stdout(Stdio::piped()).spawn()?)
    });
    let children = children.collect::<Result<Vec<_>, AnyError>>()?;
    let mut claims: Vec<(u64, u64)> = vec![];
    for child in children {
        let output = child.wait_with_output()?;
        if !output.status.success() {
            return Err("a worker failed".into());
        }
        let text = String::from_utf8(output.stdout)?;
        let pairs = text.lines().filter_map(|line| line.split_once(' '));
        claims
            .extend(pairs.filter_map(|(row, took)| Some((row.parse().ok()?, took.parse().ok()?))));
    }
    let took = began.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = rows as f64 / took;
    println!("{rows} requests by {workers} workers in {took:.0} s, {rate:.0}/s; claims in ms:");
    show(&mut claims, rows);
    Ok(())
}

/// Prints percentiles of the durations for each tenth of the rows.
#[expect(clippy::cast_precision_loss, reason = "times for people")]
fn show(claims: &mut [(u64, u64)], rows: u64) {
    println!(
        "{:>9} {:>8} {:>8} {:>8} {:>8}",
        "from row", "claims", "p50", "p99", "most"
    );
    for tenth in 0..10 {
        let (from, to) = (rows * tenth / 10, rows * (tenth + 1) / 10);
        let within = claims.iter().filter(|(row, _)| (from..to).contains(row));
        let mut times: Vec<u64> = within.map(|(_, took)| *took).collect();
        times.sort_unstable();
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(0);
        let [p50, p99, most] = [at(50), at(99), times.last().copied().unwrap_or(0)];
        let [p50, p99, most] = [p50, p99, most].map(|micros| micros as f64 / 1000.0);
        println!(
            "{from:>9} {:>8} {p50:>8.1} {p99:>8.1} {most:>8.1}",
            times.len()
        );
    }
}

async fn write(journal: &Journal, rows: u64) -> Result<Batch, AnyError> {
    let new = NewBatch {
        operation: "wait".to_owned(),
        target: TARGET.to_owned(),
        source: "example".to_owned(),
        who: "example".to_owned(),
        policy: Policy::default(),
    };
    let batch = journal.create_batch(new).await?;
    for first in (1..=rows).step_by(1_000) {
        let chunk = first..=rows.min(first + 999);
        let rows = chunk.map(|number| NewRow {
            number,
            reference: None,
            values: Values::from_iter([("name".to_owned(), format!("row {number}").into())]),
            duplicate_key: number.to_string(),
        });
        journal.add_rows(&batch, rows.collect()).await?;
    }
    Ok(journal.seal(&batch).await?)
}

struct Wait(Duration);

impl Api for Wait {
    async fn call(&self, _: &str, _: Values) -> CallResult {
        tokio::time::sleep(self.0).await;
        CallResult::new(Outcome::Done, Advice::Continue)
    }
}

/// Sends rows as a worker, and prints the first row and the microseconds of each claim.
async fn work(
    journal: Journal,
    id: &str,
    concurrency: u32,
    latency: Duration,
) -> Result<(), AnyError> {
    let claims = Claims::default();
    tracing_subscriber::registry().with(claims.clone()).init();
    let batch = journal.batch(id).await?;
    let mut options = RunOptions::default();
    options.concurrency = concurrency;
    let runner = Runner::new(journal, batch, (Wait(latency), TARGET), None, options)?;
    runner.run(std::future::pending()).await?;
    let claims = claims.0.lock().map_err(|_| "poisoned")?;
    for (row, took) in &*claims {
        println!("{row} {took}");
    }
    Ok(())
}

/// The row after which each claim took rows, and its duration in microseconds, from the events of the library.
#[derive(Clone, Default)]
struct Claims(Arc<Mutex<Vec<(u64, u64)>>>);

impl<S: tracing::Subscriber> Layer<S> for Claims {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut claim = Claim::default();
        event.record(&mut claim);
        if let (Some(after), Some(micros), Ok(mut claims)) =
            (claim.after, claim.micros, self.0.lock())
        {
            claims.push((after, micros));
        }
    }
}

#[derive(Default)]
struct Claim {
    after: Option<u64>,
    micros: Option<u64>,
}

impl Visit for Claim {
    fn record_i64(&mut self, field: &Field, value: i64) {
        if field.name() == "after" {
            self.after = u64::try_from(value).ok();
        }
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        if field.name() == "micros" {
            self.micros = u64::try_from(value).ok();
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
