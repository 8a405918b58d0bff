//! Whole runs, with both engines and an API with scripted responses.

use std::future::pending;
use std::time::Duration;

use super::*;
use crate::api::{Advice, CallResult};
use crate::journal::{Claimed, Filter};
use crate::policy::Policy;
use crate::state::{Decision, Outcome, State};
use crate::testing::postgres::Server;
use crate::testing::{Script, Stage, contract, quick};

const TARGET: &str = "http://api.example";

fn options() -> RunOptions {
    RunOptions {
        tick: Duration::from_millis(10),
        ..RunOptions::default()
    }
}

fn runner(stage: &Stage, batch: &Batch, api: &Script, options: RunOptions) -> Runner<Script> {
    let settle = SettleRules::of(&contract(), &batch.operation);
    let api = (api.clone(), TARGET);
    Runner::new(stage.journal.clone(), batch.clone(), api, settle, options).unwrap()
}

async fn run(stage: &Stage, batch: &Batch, api: &Script) -> Summary {
    runner(stage, batch, api, options())
        .run(pending())
        .await
        .unwrap()
}

fn lost() -> CallResult {
    CallResult::new(Outcome::Unknown, Advice::SuspectOutage).with_message("connection reset")
}

#[tokio::test]
async fn every_row_is_sent_once() {
    for stage in Stage::real().await {
        let batch = stage.batch(200, quick()).await;
        let api = Script::default();
        let summary = run(&stage, &batch, &api).await;
        assert_eq!((summary.ended, summary.requests), (RunEnd::Complete, 200));
        assert_eq!((summary.counts.done, summary.counts.total()), (200, 200));
        assert_eq!((api.processed(), api.most_per_row()), (200, 1));
        let again = run(&stage, &batch, &api).await;
        assert_eq!((again.ended, again.requests), (RunEnd::Complete, 0));
    }
}

#[tokio::test]
async fn a_request_that_was_not_sent_is_repeated_and_a_rejected_one_is_not() {
    for stage in Stage::real().await {
        let batch = stage.batch(4, quick()).await;
        let api = Script::default();
        api.next(false, CallResult::new(Outcome::NotSent, Advice::Continue))
            .next(false, CallResult::new(Outcome::Rejected, Advice::Continue));
        let summary = run(&stage, &batch, &api).await;
        assert_eq!(summary.ended, RunEnd::Complete);
        assert_eq!((summary.counts.done, summary.counts.rejected), (3, 1));
        assert_eq!((api.processed(), api.most_per_row()), (3, 1));
    }
}

#[tokio::test]
async fn lost_responses_are_settled_by_queries_or_by_a_person_and_never_sent_again() {
    for stage in Stage::real().await {
        let policy = Policy {
            outage_after: 99,
            queries: 2,
            ..quick()
        };
        let batch = stage.batch(10, policy).await;
        let api = Script::default();
        api.next(true, lost()).next(false, lost());
        let summary = run(&stage, &batch, &api).await;
        assert_eq!(summary.ended, RunEnd::Complete);
        assert_eq!((summary.counts.done, summary.counts.needs_person), (9, 1));
        assert_eq!((api.processed(), api.most_per_row()), (9, 1));
        let filter = Filter {
            needs_person: true,
            ..Filter::default()
        };
        let for_review = stage.journal.rows(&batch.id, filter, 9).await.unwrap();
        let number = for_review[0].number;
        let (_, entries) = stage.journal.row(&batch.id, number).await.unwrap();
        let queries = entries.iter().filter(|entry| entry.kind == "query");
        assert_eq!(queries.count(), 2, "{entries:?}");

        let note = ("not in the portal, and no study was charged", "ana");
        let resend = Decision::Resend;
        stage
            .journal
            .resolve(&batch.id, number, resend, note)
            .await
            .unwrap();
        let summary = run(&stage, &batch, &api).await;
        assert_eq!((summary.counts.done, summary.requests), (10, 1));
        assert_eq!((api.processed(), api.most_per_row()), (10, 1));
    }
}

#[tokio::test]
async fn a_row_that_no_query_finds_is_sent_again_if_the_policy_allows_it() {
    let stage = Stage::real().await.remove(0);
    let policy = Policy {
        resend_not_found: true,
        queries: 2,
        ..quick()
    };
    let batch = stage.batch(1, policy).await;
    let api = Script::default();
    api.next(false, lost());
    let summary = run(&stage, &batch, &api).await;
    assert_eq!(
        (summary.counts.done, summary.requests, api.most_per_row()),
        (1, 2, 1)
    );
    assert_eq!(api.queries(), 2);
    let (_, entries) = stage.journal.row(&batch.id, 1).await.unwrap();
    let decision = entries
        .iter()
        .find(|entry| entry.kind == "decision")
        .unwrap();
    assert_eq!(decision.data["by"], "resend_not_found");
}

#[tokio::test]
async fn an_outage_leaves_no_more_unknown_rows_than_requests_in_progress() {
    for stage in Stage::real().await {
        let batch = stage.batch(100, quick()).await;
        let api = Script::default();
        api.set_down(Some(lost()));
        let runner = runner(&stage, &batch, &api, options());
        let mut progress = runner.progress();
        let repaired = async {
            let paused = progress.wait_for(|progress| progress.pause.is_some());
            let reason = paused.await.unwrap().pause.clone().unwrap().reason;
            assert!(reason.ends_with("connection reset"), "{reason}");
            let probes = |progress: &Progress| {
                progress
                    .pause
                    .as_ref()
                    .is_some_and(|pause| pause.probes >= 2)
            };
            drop(progress.wait_for(probes).await.unwrap());
            api.set_down(None);
        };
        let (summary, ()) = tokio::join!(runner.run(pending()), repaired);
        let counts = summary.unwrap().counts;
        assert!((3..=8).contains(&counts.needs_person), "{counts:?}");
        assert_eq!(counts.done, 100 - counts.needs_person);
        assert_eq!(api.most_per_row(), 1);
    }
}

#[tokio::test]
async fn a_cancelled_run_completes_its_requests_and_releases_its_permits() {
    for stage in Stage::real().await {
        let batch = stage.batch(300, quick()).await;
        let api = Script::default();
        let runner = runner(&stage, &batch, &api, options());
        let mut progress = runner.progress();
        let cancel = async move {
            let some = progress.wait_for(|progress| progress.requests > 20);
            drop(some.await.unwrap());
        };
        let summary = runner.run(cancel).await.unwrap();
        assert_eq!(summary.ended, RunEnd::Cancelled);
        let counts = summary.counts;
        assert_eq!((counts.sent, counts.unknown), (0, 0));
        assert_eq!(counts.done, i64::from(api.processed()));
        assert!(counts.done < 300);
        let summary = run(&stage, &batch, &api).await;
        assert_eq!(
            (summary.counts.done, api.processed(), api.most_per_row()),
            (300, 300, 1)
        );
    }
}

#[tokio::test]
async fn no_more_requests_are_sent_than_are_allowed() {
    let stage = Stage::real().await.remove(0);
    let batch = stage.batch(50, quick()).await;
    let api = Script::default();
    api.next(false, CallResult::new(Outcome::NotSent, Advice::Continue));
    let options = RunOptions {
        max_requests: Some(7),
        ..options()
    };
    let runner = runner(&stage, &batch, &api, options);
    let summary = runner.run(pending()).await.unwrap();
    assert_eq!((summary.ended, api.processed()), (RunEnd::MaxRequests, 7));
    assert_eq!((summary.counts.done, summary.counts.pending), (7, 43));
}

#[tokio::test]
async fn refused_credentials_end_the_run_and_reject_no_row() {
    let stage = Stage::real().await.remove(0);
    let batch = stage.batch(30, quick()).await;
    let api = Script::default();
    for _ in 0..30 {
        let refused =
            CallResult::new(Outcome::NotSent, Advice::Stop).with_message("wrong password");
        api.next(false, refused);
    }
    let summary = run(&stage, &batch, &api).await;
    assert_eq!(summary.ended, RunEnd::Stopped("wrong password".to_owned()));
    assert_eq!((summary.counts.pending, summary.requests), (30, 0));
}

#[tokio::test]
async fn rows_of_a_killed_worker_wait_for_their_lease_and_are_not_sent_again() {
    for stage in Stage::real().await {
        let batch = stage.batch(20, quick()).await;
        let other = Journal::open(&stage.address).await.unwrap();
        let Claimed::Permits(mut permits) = other.claim(&batch, 5, 0).await.unwrap() else {
            panic!("nothing to claim");
        };
        let api = Script::default();
        // two requests are sent, but their outcomes are not recorded
        for permit in permits.drain(..2) {
            let _ = permit.send(&api).await;
        }
        drop(permits);
        let summary = run(&stage, &batch, &api).await;
        assert_eq!(summary.ended, RunEnd::Complete);
        assert_eq!((summary.counts.done, summary.counts.needs_person), (17, 3));
        assert_eq!((api.processed(), api.most_per_row()), (17, 1));
    }
}

#[tokio::test]
async fn a_late_outcome_settles_its_row_by_a_recorded_decision() {
    for stage in Stage::real().await {
        let batch = stage.batch(3, quick()).await;
        let other = Journal::open(&stage.address).await.unwrap();
        let Claimed::Permits(permits) = other.claim(&batch, 3, 0).await.unwrap() else {
            panic!("nothing to claim");
        };
        let mut permits = permits.into_iter();
        let api = Script::default();
        let refused = CallResult::new(Outcome::Rejected, Advice::Continue);
        api.next(true, CallResult::new(Outcome::Done, Advice::Continue))
            .next(false, refused);
        let done = permits.next().unwrap().send(&api).await;
        let rejected = permits.next().unwrap().send(&api).await;
        let released = permits.next().unwrap().release();
        while stage.journal.expire(&batch).await.unwrap() == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for late in [done, rejected, released] {
            other.record(&batch, &late).await.unwrap();
            let number = late.ticket.number;
            let row = stage.journal.row(&batch.id, number).await.unwrap();
            assert_eq!(row.0.state, State::Unknown);
        }
        let summary = run(&stage, &batch, &api).await;
        assert_eq!((summary.counts.done, summary.counts.rejected), (2, 1));
        assert_eq!(
            (api.processed(), api.most_per_row(), api.queries()),
            (2, 1, 0)
        );
    }
}

#[tokio::test]
async fn a_crash_of_the_database_and_cut_connections_neither_lose_nor_repeat_a_row() {
    let Some(mut server) = Server::start_local().await else {
        return;
    };
    let stage = Stage::at(server.create_database().await).await;
    let batch = stage.batch(400, quick()).await;
    let api = Script::default();
    let runner = runner(&stage, &batch, &api, options());
    let mut progress = runner.progress();
    let faults = async {
        for requests in [40, 120, 200] {
            let some = progress.wait_for(|progress| progress.requests > requests);
            drop(some.await.unwrap());
            if requests == 120 {
                server.restart().await;
            } else {
                server.cut_connections().await;
            }
        }
    };
    let (summary, ()) = tokio::join!(runner.run(pending()), faults);
    let summary = summary.unwrap();
    assert_eq!(summary.ended, RunEnd::Complete);
    let counts = summary.counts;
    assert_eq!(counts.done + counts.needs_person, 400, "{counts:?}");
    assert_eq!(
        (i64::from(api.processed()), api.most_per_row()),
        (counts.done, 1)
    );
}

#[tokio::test]
async fn a_batch_is_not_sent_to_another_api_or_before_it_is_complete() {
    let stage = Stage::real().await.remove(0);
    let batch = stage.batch(1, quick()).await;
    let new = |batch: Batch, target| {
        let api = (Script::default(), target);
        Runner::new(stage.journal.clone(), batch, api, None, options())
            .err()
            .unwrap()
    };
    let other = new(batch.clone(), "http://other.example");
    assert!(matches!(other, RunError::Target { .. }), "{other}");
    let open = Batch {
        sealed: false,
        ..batch
    };
    assert!(matches!(new(open, TARGET), RunError::Incomplete(_)));
}

#[tokio::test]
async fn a_wrong_base_url_pauses_the_batch_before_it_rejects_every_row() {
    for stage in Stage::real().await {
        let batch = stage.batch(100, quick()).await;
        let api = Script::default();
        let elsewhere = CallResult::new(Outcome::Rejected, Advice::SuspectOutage);
        api.set_down(Some(elsewhere.with_message("status 404")));
        let runner = runner(&stage, &batch, &api, options());
        let mut progress = runner.progress();
        let corrected = async {
            let probed = |progress: &Progress| {
                let pause = progress.pause.as_ref();
                pause.is_some_and(|pause| pause.probes >= 2)
            };
            let paused = progress.wait_for(probed).await.unwrap().pause.clone();
            assert!(paused.unwrap().reason.ends_with("status 404"));
            api.set_down(None);
        };
        let (summary, ()) = tokio::join!(runner.run(pending()), corrected);
        let counts = summary.unwrap().counts;
        assert!((3..=8).contains(&counts.rejected), "{counts:?}");
        assert_eq!(counts.done, 100 - counts.rejected);
    }
}

#[tokio::test]
async fn progress_always_counts_each_row_once() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(300, quick()).await;
    let runner = runner(&stage, &batch, &Script::default(), options());
    let mut progress = runner.progress();
    let counted = async {
        let mut least = i64::MAX;
        loop {
            progress.changed().await.unwrap();
            let counts = progress.borrow_and_update().counts;
            assert_eq!(counts.total(), 300, "{counts:?}");
            least = least.min(counts.pending);
            if counts.done == 300 {
                return least;
            }
        }
    };
    let (summary, least) = tokio::join!(runner.run(pending()), counted);
    assert_eq!(summary.unwrap().counts.done, 300);
    assert_eq!(least, 0);
}
