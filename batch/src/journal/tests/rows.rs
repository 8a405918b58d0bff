//! Rows from claim to decision.

use std::time::Duration;

use serde_json::json;

use crate::api::{Advice, CallResult};
use crate::error::JournalError;
use crate::journal::{Batch, Claimed, Filter, Journal, Next, Recorded};
use crate::permit::{Finished, Permit};
use crate::policy::Policy;
use crate::state::{Decision, Outcome, State};
use crate::testing::{Script, Stage, quick, row};

async fn claim(journal: &Journal, batch: &Batch, limit: u32, after: i64) -> Vec<Permit> {
    match journal.claim(batch, limit, after).await.unwrap() {
        Claimed::Permits(permits) => permits,
        Claimed::Nothing => vec![],
        other => panic!("{other:?}"),
    }
}

fn number(permit: &Permit) -> i64 {
    permit.ticket.number
}

fn finished(permit: &Permit, outcome: Outcome, advice: Advice) -> Finished {
    Finished {
        ticket: permit.ticket.clone(),
        received: CallResult::new(outcome, advice),
    }
}

async fn state(stage: &Stage, batch: &Batch, number: i64) -> State {
    stage.journal.row(&batch.id, number).await.unwrap().0.state
}

fn kinds(entries: &[crate::journal::Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.kind.as_str()).collect()
}

#[tokio::test]
async fn each_row_is_claimed_once_in_its_order() {
    for stage in Stage::both().await {
        let batch = stage.batch(7, Policy::default()).await;
        let first = claim(&stage.journal, &batch, 3, 0).await;
        let numbers = |permits: &[Permit]| permits.iter().map(number).collect::<Vec<_>>();
        assert_eq!(numbers(&first), [1, 2, 3]);
        assert_eq!(first[0].values["name"], "row 1");
        let second = claim(&stage.journal, &batch, 3, 5).await;
        assert_eq!(numbers(&second), [6, 7]);
        let third = claim(&stage.journal, &batch, 9, 7).await;
        assert_eq!(numbers(&third), [4, 5], "from the first one again");
        assert_eq!(claim(&stage.journal, &batch, 9, 0).await.len(), 0);
        let counts = stage.journal.counts(&batch.id).await.unwrap();
        assert_eq!((counts.sent, counts.total()), (7, 7));
    }
}

#[tokio::test]
async fn claims_at_the_same_time_never_yield_the_same_row() {
    for stage in Stage::both().await {
        let batch = stage.batch(100, Policy::default()).await;
        let mut claims = tokio::task::JoinSet::new();
        for _ in 0..10 {
            let (journal, batch) = (stage.journal.clone(), batch.clone());
            claims.spawn(async move {
                let mut numbers = vec![];
                loop {
                    let permits = claim(&journal, &batch, 3, 0).await;
                    if permits.is_empty() {
                        return numbers;
                    }
                    numbers.extend(permits.iter().map(number));
                }
            });
        }
        let mut numbers = claims.join_all().await.concat();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_outcome_changes_its_row_once_and_is_kept_with_its_response() {
    for stage in Stage::both().await {
        let batch = stage.batch(4, Policy::default()).await;
        let permits = claim(&stage.journal, &batch, 4, 0).await;
        let outcomes = [
            (Outcome::Done, State::Done),
            (Outcome::Rejected, State::Rejected),
            (Outcome::Unknown, State::Unknown),
            (Outcome::NotSent, State::Pending),
        ];
        for (permit, (outcome, expected)) in permits.iter().zip(outcomes) {
            let received = CallResult {
                status: Some(201),
                transaction_id: Some("t".to_owned()),
                ..CallResult::new(outcome, Advice::Continue)
            };
            let ticket = permit.ticket.clone();
            let finished = Finished { ticket, received };
            let recorded = stage.journal.record(&batch, &finished).await.unwrap();
            assert_eq!(recorded, Recorded::Applied(expected));
            let again = stage.journal.record(&batch, &finished).await.unwrap();
            assert_eq!(again, Recorded::Late);
            assert_eq!(state(&stage, &batch, number(permit)).await, expected);
        }
        let (done, entries) = stage.journal.row(&batch.id, 1).await.unwrap();
        let settled = done.settled_by.unwrap();
        assert_eq!(settled["received"]["transaction_id"], "t");
        assert_eq!(kinds(&entries), ["claimed", "outcome", "late"]);
        let again = claim(&stage.journal, &batch, 4, 0).await;
        assert_eq!(again.len(), 1);
        assert_eq!((number(&again[0]), again[0].ticket.attempt), (4, 2));
    }
}

#[tokio::test]
async fn an_expired_lease_makes_a_row_unknown_and_its_late_outcome_changes_nothing() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(1, Policy::default()).await;
    let permits = claim(&stage.journal, &batch, 1, 0).await;
    stage.clock.advance(batch.policy.end());
    assert_eq!(stage.journal.expire(&batch).await.unwrap(), 0);
    stage.clock.advance(batch.policy.lease());
    assert_eq!(stage.journal.expire(&batch).await.unwrap(), 1);
    assert_eq!(state(&stage, &batch, 1).await, State::Unknown);
    let late = finished(&permits[0], Outcome::Done, Advice::Continue);
    let recorded = stage.journal.record(&batch, &late).await.unwrap();
    assert_eq!(recorded, Recorded::Late);
    let (unknown, entries) = stage.journal.row(&batch.id, 1).await.unwrap();
    assert_eq!((unknown.state, unknown.settled_by), (State::Unknown, None));
    assert_eq!(kinds(&entries), ["claimed", "expired", "late"]);
    assert!(claim(&stage.journal, &batch, 1, 0).await.is_empty());
}

#[tokio::test]
async fn the_outcome_of_an_earlier_attempt_does_not_settle_a_later_one() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(1, Policy::default()).await;
    let first = claim(&stage.journal, &batch, 1, 0).await.remove(0);
    stage.clock.advance(batch.policy.lease());
    stage.journal.expire(&batch).await.unwrap();
    stage.clock.advance(batch.policy.reconcile_after());
    let note = ("the insurer has no such request", "ana");
    let resend = Decision::Resend;
    stage
        .journal
        .resolve(&batch.id, 1, resend, note)
        .await
        .unwrap();
    let second = claim(&stage.journal, &batch, 1, 0).await.remove(0);
    assert_eq!((second.ticket.attempt, second.ticket.fence), (2, 2));
    let late = finished(&first, Outcome::Rejected, Advice::Continue);
    assert_eq!(
        stage.journal.record(&batch, &late).await.unwrap(),
        Recorded::Late
    );
    assert_eq!(state(&stage, &batch, 1).await, State::Sent);
    let done = finished(&second, Outcome::Done, Advice::Continue);
    let recorded = stage.journal.record(&batch, &done).await.unwrap();
    assert_eq!(recorded, Recorded::Applied(State::Done));
}

#[tokio::test]
async fn only_an_unknown_row_can_be_resolved_with_a_note_and_not_be_sent_again_too_early() {
    for stage in Stage::both().await {
        let batch = stage.batch(2, Policy::default()).await;
        let note = ("seen in the portal", "ana");
        let resolve =
            |number, decision, note| stage.journal.resolve(&batch.id, number, decision, note);
        let error = resolve(1, Decision::Done, note).await.unwrap_err();
        assert!(matches!(
            error,
            JournalError::NotUnknown {
                state: State::Pending,
                ..
            }
        ));
        for permit in claim(&stage.journal, &batch, 2, 0).await {
            let unknown = finished(&permit, Outcome::Unknown, Advice::Continue);
            stage.journal.record(&batch, &unknown).await.unwrap();
        }
        let no_note = resolve(1, Decision::Done, ("  ", "ana")).await.unwrap_err();
        assert!(matches!(no_note, JournalError::NoNote));
        let early = resolve(1, Decision::Resend, note).await.unwrap_err();
        assert!(matches!(early, JournalError::TooEarly { .. }), "{early}");
        resolve(1, Decision::Done, note).await.unwrap();
        let missing = resolve(3, Decision::Done, note).await.unwrap_err();
        assert!(matches!(missing, JournalError::NoRow { number: 3, .. }));
        let (done, entries) = stage.journal.row(&batch.id, 1).await.unwrap();
        assert_eq!(done.state, State::Done);
        let decision = entries.last().unwrap();
        assert_eq!(
            (decision.kind.as_str(), decision.who.as_str()),
            ("decision", "ana")
        );
        assert_eq!(done.settled_by.unwrap()["note"], "seen in the portal");
    }
}

#[tokio::test]
async fn one_worker_queries_an_unknown_row_when_it_is_due() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(1, Policy::default()).await;
    let permit = claim(&stage.journal, &batch, 1, 0).await.remove(0);
    let unknown = finished(&permit, Outcome::Unknown, Advice::Continue);
    stage.journal.record(&batch, &unknown).await.unwrap();
    let due = || stage.journal.take_unsettled(&batch, 9);
    stage.clock.advance(batch.policy.lease());
    assert!(
        due().await.unwrap().is_empty(),
        "the server may still process the request"
    );
    stage.clock.advance(batch.policy.reconcile_after());
    let taken = due().await.unwrap();
    assert_eq!((taken.len(), taken[0].fence), (1, 1));
    assert!(due().await.unwrap().is_empty(), "taken");
    let person = stage
        .journal
        .record_query(&batch, &taken[0], json!({}), Next::Person);
    person.await.unwrap();
    stage.clock.advance(Duration::from_secs(3600));
    assert!(due().await.unwrap().is_empty(), "a person has to decide");
    let filter = Filter {
        needs_person: true,
        ..Filter::default()
    };
    let review = stage.journal.rows(&batch.id, filter, 10).await.unwrap();
    assert!(review.len() == 1 && review[0].needs_person);
    assert!(!stage.journal.is_open(&batch.id).await.unwrap());
}

#[tokio::test]
async fn a_batch_is_listed_exported_and_forgotten() {
    for stage in Stage::both().await {
        let batch = stage.batch(450, quick()).await;
        let refused = stage.journal.add_rows(&batch, vec![row(451)]).await;
        assert!(matches!(refused, Err(JournalError::Sealed(_))));
        assert_eq!(batch.total, 450);
        assert_eq!(stage.journal.batches().await.unwrap().len(), 1);
        let found = stage.journal.earlier("7/row 3").await.unwrap();
        assert_eq!(found, Some((batch.id.to_string(), 3)));
        let filter = Filter {
            after: 448,
            ..Filter::default()
        };
        let rows = stage.journal.rows(&batch.id, filter, 10).await.unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].reference.as_deref(), Some("R-449"));
        assert_eq!(
            stage.journal.forget(i64::MAX, "ana").await.unwrap(),
            0,
            "rows are open"
        );
        let mut claimed = claim(&stage.journal, &batch, 450, 0).await;
        while let Some(permit) = claimed.pop() {
            let body = "{\"name\":\"X\"}".to_owned();
            let received = CallResult {
                body: Some(body),
                status: Some(201),
                ..CallResult::new(Outcome::Done, Advice::Continue)
            };
            let ticket = permit.ticket.clone();
            stage
                .journal
                .record(&batch, &Finished { ticket, received })
                .await
                .unwrap();
        }
        let evidence = stage
            .journal
            .evidence(&batch.id, (0, 0), 1000)
            .await
            .unwrap();
        assert_eq!(evidence.len(), 901);
        assert_eq!(stage.journal.forget(i64::MAX, "ana").await.unwrap(), 1);
        let (forgotten, entries) = stage.journal.row(&batch.id, 7).await.unwrap();
        assert_eq!((forgotten.state, forgotten.reference), (State::Done, None));
        assert!(forgotten.values.is_empty());
        assert_eq!(entries[1].data["received"]["status"], 201);
        assert!(entries[1].data["received"].get("body").is_none());
        assert_eq!(stage.journal.earlier("7/row 3").await.unwrap(), None);
        assert_eq!(
            stage.journal.forget(i64::MAX, "ana").await.unwrap(),
            0,
            "it was forgotten before"
        );
    }
}

#[tokio::test]
async fn workers_share_a_rate() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(50, Policy::default()).await;
    stage
        .journal
        .set_rate(&batch.target, Some(10.0))
        .await
        .unwrap();
    let other = Journal::with_clock(&stage.address, stage.clock.clone())
        .await
        .unwrap();
    let mut claimed = 0;
    for step in 0..100 {
        let journal = if step % 2 == 0 {
            &stage.journal
        } else {
            &other
        };
        match journal.claim(&batch, 8, 0).await.unwrap() {
            Claimed::Permits(permits) => claimed += permits.len(),
            Claimed::Rate(wait) => assert!(wait <= Duration::from_millis(100)),
            other => panic!("{other:?}"),
        }
        stage.clock.advance(Duration::from_millis(20));
    }
    assert!((20..=22).contains(&claimed), "{claimed} in two seconds");
    assert_eq!(stage.journal.rate(&batch.target).await.unwrap(), Some(10.0));
    stage.journal.set_rate(&batch.target, None).await.unwrap();
    assert_eq!(
        claim(&stage.journal, &batch, 50, 0).await.len(),
        50 - claimed
    );
}

#[tokio::test]
async fn a_clock_that_is_set_ahead_ends_permits_and_leases() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(2, Policy::default()).await;
    let mut permits = claim(&stage.journal, &batch, 2, 0).await;
    stage.clock.jump(3_600_000);
    assert_eq!(stage.journal.expire(&batch).await.unwrap(), 2);
    let api = Script::default();
    let finished = permits.remove(0).send(&api).await;
    assert_eq!(finished.received.outcome, Outcome::NotSent);
    assert_eq!(api.processed(), 0);
    let recorded = stage.journal.record(&batch, &finished).await.unwrap();
    assert_eq!(recorded, Recorded::Late);
    assert_eq!(state(&stage, &batch, 1).await, State::Unknown);
}

#[tokio::test]
async fn a_clock_that_is_set_back_ends_no_lease_and_prolongs_no_permit() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(1, Policy::default()).await;
    let mut permits = claim(&stage.journal, &batch, 1, 0).await;
    stage.clock.jump(-3_600_000);
    assert_eq!(stage.journal.expire(&batch).await.unwrap(), 0);
    stage.clock.advance(batch.policy.end());
    let api = Script::default();
    let finished = permits.remove(0).send(&api).await;
    assert_eq!(
        (finished.received.outcome, api.processed()),
        (Outcome::NotSent, 0)
    );
    let recorded = stage.journal.record(&batch, &finished).await.unwrap();
    assert_eq!(recorded, Recorded::Applied(State::Pending));
}
