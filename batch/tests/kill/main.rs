//! Kills, stops and disconnects workers, which run in other processes, at random moments. The sandbox's ledger shows that each
//! row was carried out at most once and, after the batch was resumed and unknown rows were decided, that none was lost.
//!
//! For hundreds of kills: `KILL_RUNS=300 cargo test -p classifications-batch --test kill -- --nocapture`. `KILL_SEED` chooses
//! other moments.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

#[path = "../../src/testing/postgres.rs"]
#[allow(dead_code, reason = "each test uses a part")]
mod postgres;
mod world;

use std::time::Duration;

use classifications_batch::State;
use classifications_sandbox::{Fault, Plan, Window};
use rustix::process::Signal;

use world::{World, runs, seed};

/// Faults before and after a request is carried out, and the latency of a network.
fn faults(operation: &str) -> Vec<Fault> {
    vec![
        Fault::reset().on(operation).skip(3).every(23),
        Fault::reset()
            .on(operation)
            .skip(7)
            .every(29)
            .after_processing(),
        Fault::status(504).on(operation).skip(11).every(31),
        Fault::status(504)
            .on(operation)
            .skip(5)
            .every(37)
            .after_processing(),
        Fault::delay(Duration::from_millis(10))
            .on(operation)
            .every(3),
        // the delay comes after processing, so that most requests in progress have been carried out
        Fault::delay(Duration::from_millis(25))
            .on(operation)
            .after_processing(),
    ]
}

/// The worker, in processes that the tests below start from this binary. Otherwise it does nothing.
#[test]
fn worker() {
    world::work();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_at_any_moment_neither_loses_nor_repeats_a_row() {
    let folder = tempfile::TempDir::new().unwrap();
    let journal = folder.path().join("journal.db").display().to_string();
    let runs = runs(12);
    let Some(world) = World::new(journal, u64::from(runs) * 40, faults).await else {
        return;
    };
    let mut random = fastrand::Rng::with_seed(seed());
    for _ in 0..runs {
        let mut worker = world.spawn();
        tokio::time::sleep(Duration::from_millis(random.u64(30..400))).await;
        worker.signal(Signal::KILL);
        worker.wait();
        world.assert_at_most_once();
    }
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_workers_share_a_batch_although_one_is_killed_and_one_is_stopped() {
    let Some(journal) = postgres::database().await else {
        return;
    };
    let runs = runs(2);
    let Some(world) = World::new(journal, u64::from(runs) * 250, faults).await else {
        return;
    };
    let mut random = fastrand::Rng::with_seed(seed());
    for _ in 0..runs {
        let mut workers = [world.spawn(), world.spawn(), world.spawn()];
        tokio::time::sleep(Duration::from_millis(random.u64(150..600))).await;
        workers[0].signal(Signal::STOP);
        workers[1].signal(Signal::KILL);
        // the permits of the stopped worker expire, then their leases
        tokio::time::sleep(world.lease() + Duration::from_millis(500)).await;
        workers[0].signal(Signal::CONT);
        tokio::time::sleep(Duration::from_millis(random.u64(100..800))).await;
        for worker in &mut workers {
            worker.signal(Signal::KILL);
            worker.wait();
        }
        world.assert_at_most_once();
    }
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_of_the_database_and_cut_connections_neither_lose_nor_repeat_a_row() {
    let Some(mut server) = postgres::Server::start_local().await else {
        return;
    };
    let journal = server.create_database().await;
    let runs = runs(2);
    let Some(world) = World::new(journal, u64::from(runs) * 200, faults).await else {
        return;
    };
    let mut random = fastrand::Rng::with_seed(seed());
    for _ in 0..runs {
        let mut workers = [world.spawn(), world.spawn(), world.spawn()];
        tokio::time::sleep(Duration::from_millis(random.u64(200..500))).await;
        server.cut_connections().await;
        tokio::time::sleep(Duration::from_millis(random.u64(50..300))).await;
        server.restart().await;
        tokio::time::sleep(Duration::from_millis(random.u64(200..500))).await;
        for worker in &mut workers {
            worker.signal(Signal::KILL);
            worker.wait();
        }
        world.assert_at_most_once();
    }
    world.finish().await;
    let done = world.count(State::Done).await;
    assert_eq!(done, world.rows());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rate_of_a_plan_is_learned_and_kept() {
    let folder = tempfile::TempDir::new().unwrap();
    let journal = folder.path().join("journal.db").display().to_string();
    let plan = Plan::new("calls", 40, Window::Second);
    let Some(world) = World::with_plans(journal, 300, |_| vec![], [plan]).await else {
        return;
    };
    world.finish().await;
    assert_eq!(world.rate().await, Some(40.0));
    // requests beyond the limit are possible until the rate is learned
    let refused = world.over_the_limit();
    assert!(refused <= 100, "{refused} requests were refused");
}
