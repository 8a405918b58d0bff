//! Pauses, probes and the request that is tried after them.

use std::time::Duration;

use crate::api::{Advice, CallResult};
use crate::journal::{Batch, Claimed};
use crate::permit::{Finished, Permit};
use crate::policy::Policy;
use crate::state::Outcome;
use crate::testing::Stage;

async fn permits(stage: &Stage, batch: &Batch, limit: u32) -> Vec<Permit> {
    match stage.journal.claim(batch, limit, 0).await.unwrap() {
        Claimed::Permits(permits) => permits,
        other => panic!("{other:?}"),
    }
}

async fn record(
    stage: &Stage,
    batch: &Batch,
    permit: Permit,
    (outcome, advice): (Outcome, Advice),
) {
    let finished = Finished {
        ticket: permit.ticket.clone(),
        received: CallResult::new(outcome, advice).with_message("reset"),
    };
    stage.journal.record(batch, &finished).await.unwrap();
}

const LOST: (Outcome, Advice) = (Outcome::Unknown, Advice::SuspectOutage);
const DONE: (Outcome, Advice) = (Outcome::Done, Advice::Continue);

#[tokio::test]
async fn consecutive_failures_pause_the_batch_until_a_probe_and_a_trial_succeed() {
    for stage in Stage::both().await {
        let policy = Policy {
            first_probe: Duration::ZERO,
            longest_probe: Duration::ZERO,
            ..Policy::default()
        };
        let batch = stage.batch(20, policy).await;
        let mut in_progress = permits(&stage, &batch, 6).await;
        for result in [LOST, LOST, DONE, LOST, LOST] {
            record(&stage, &batch, in_progress.remove(0), result).await;
        }
        let mut more = permits(&stage, &batch, 1).await;
        record(&stage, &batch, in_progress.remove(0), LOST).await;
        let Claimed::Paused(pause) = stage.journal.claim(&batch, 8, 0).await.unwrap() else {
            panic!("not paused");
        };
        assert!(
            pause.reason.starts_with("3 requests in a row"),
            "{}",
            pause.reason
        );
        assert!(pause.reason.ends_with("reset"));
        assert!(pause.next_probe_at.is_some());
        let status = stage.journal.status(&batch.id).await.unwrap();
        assert_eq!(status.pause.as_ref(), Some(&pause));
        // a success of a request that was in progress when the pause began does not end it
        record(&stage, &batch, more.remove(0), DONE).await;
        assert!(matches!(
            stage.journal.claim(&batch, 8, 0).await.unwrap(),
            Claimed::Paused(_)
        ));

        assert!(stage.journal.take_probe(&batch).await.unwrap());
        stage
            .journal
            .record_probe(&batch, false, &CallResult::new(LOST.0, LOST.1))
            .await
            .unwrap();
        assert!(matches!(
            stage.journal.claim(&batch, 8, 0).await.unwrap(),
            Claimed::Paused(_)
        ));
        assert!(stage.journal.take_probe(&batch).await.unwrap());
        stage
            .journal
            .record_probe(&batch, true, &CallResult::new(DONE.0, DONE.1))
            .await
            .unwrap();
        assert!(
            !stage.journal.take_probe(&batch).await.unwrap(),
            "the pause is over"
        );

        let mut trial = permits(&stage, &batch, 8).await;
        assert_eq!(trial.len(), 1, "one request is tried");
        assert!(matches!(
            stage.journal.claim(&batch, 8, 0).await.unwrap(),
            Claimed::Trial
        ));
        record(&stage, &batch, trial.remove(0), LOST).await;
        assert!(matches!(
            stage.journal.claim(&batch, 8, 0).await.unwrap(),
            Claimed::Paused(_)
        ));

        assert!(stage.journal.unpause(&batch.id, "ana").await.unwrap());
        assert!(!stage.journal.unpause(&batch.id, "ana").await.unwrap());
        let mut trial = permits(&stage, &batch, 8).await;
        record(&stage, &batch, trial.remove(0), DONE).await;
        assert_eq!(permits(&stage, &batch, 8).await.len(), 8);
        let evidence = stage.journal.evidence(&batch.id, (-1, 0), 8).await.unwrap();
        let kinds: Vec<&str> = evidence.iter().map(|entry| entry.kind.as_str()).collect();
        let expected = [
            "created", "paused", "probe", "probe", "resumed", "paused", "resumed", "claimed",
        ];
        assert_eq!(kinds, expected);
    }
}

#[tokio::test]
async fn no_probe_ends_the_pause_of_a_person() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(3, Policy::default()).await;
    stage
        .journal
        .pause(&batch.id, "closing the books", "ana")
        .await
        .unwrap();
    stage.clock.advance(Duration::from_secs(3600));
    assert!(!stage.journal.take_probe(&batch).await.unwrap());
    let status = stage.journal.status(&batch.id).await.unwrap();
    let pause = status.pause.unwrap();
    assert_eq!(
        (pause.reason.as_str(), pause.next_probe_at),
        ("closing the books", None)
    );
}

#[tokio::test]
async fn one_worker_sends_a_probe_and_the_others_wait_until_the_next_one_is_due() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(9, Policy::default()).await;
    for permit in permits(&stage, &batch, 3).await {
        record(&stage, &batch, permit, LOST).await;
    }
    assert!(
        !stage.journal.take_probe(&batch).await.unwrap(),
        "too early"
    );
    stage.clock.advance(batch.policy.first_probe);
    assert!(stage.journal.take_probe(&batch).await.unwrap());
    assert!(!stage.journal.take_probe(&batch).await.unwrap());
    stage.clock.advance(batch.policy.next_probe(1));
    assert!(stage.journal.take_probe(&batch).await.unwrap());
}
