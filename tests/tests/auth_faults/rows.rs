//! The faults, and the expected outcomes.

use std::time::Duration;

use classifications_sandbox::Fault;

/// A fault with its outcomes for a POST and for a GET, if the fault strikes once and if it always
/// strikes. An outcome is the requests sent, the requests carried out, and the result of the call.
pub struct Row {
    pub name: &'static str,
    pub fault: Fault,
    /// Whether the response, or its end, arrives only after the timeout.
    pub hangs: bool,
    pub post: [&'static str; 2],
    pub get: [&'static str; 2],
}

fn row(name: &'static str, fault: Fault, post: [&'static str; 2], get: [&'static str; 2]) -> Row {
    Row {
        name,
        fault,
        hangs: false,
        post,
        get,
    }
}

/// A fault with the same outcomes for a POST and for a GET.
fn all(name: &'static str, fault: Fault, once: &'static str, always: &'static str) -> Row {
    row(name, fault, [once, always], [once, always])
}

/// A fault that strikes before the request is carried out. `always` is the outcome of a GET that it
/// always strikes.
fn before(name: &'static str, fault: Fault, post: &'static str, always: &'static str) -> Row {
    row(name, fault, [post, post], ["2/1 ok", always])
}

/// A fault that strikes after the request was carried out. `always` is the outcome of a GET that it
/// always strikes.
fn after(name: &'static str, fault: Fault, post: &'static str, always: &'static str) -> Row {
    row(name, fault, [post, post], ["2/2 ok", always])
}

fn hanging(row: Row) -> Row {
    Row { hangs: true, ..row }
}

/// The rows do not include a 401 or a 429 after the request was carried out: such a server is wrong,
/// and no caller can detect it.
pub fn rows() -> Vec<Row> {
    let mut rows = refused();
    rows.extend(refused_afterwards());
    rows.extend(other_responses());
    rows.extend(broken());
    rows.extend(late());
    rows
}

/// Error statuses; the request is not carried out.
fn refused() -> Vec<Row> {
    let status = Fault::status;
    vec![
        all("400", status(400), "1/0 rejected 400", "1/0 rejected 400"),
        all("401", status(401), "2/1 ok", "6/0 rejected 401"),
        all("403", status(403), "1/0 rejected 403", "1/0 rejected 403"),
        all("404", status(404), "1/0 rejected 404", "1/0 rejected 404"),
        before(
            "408",
            status(408),
            "1/0 outcome unknown",
            "3/0 rejected 408",
        ),
        all("429", status(429), "2/1 ok", "3/0 rejected 429"),
        before(
            "500",
            status(500),
            "1/0 outcome unknown",
            "3/0 rejected 500",
        ),
        before(
            "502",
            status(502),
            "1/0 outcome unknown",
            "3/0 rejected 502",
        ),
        before(
            "503",
            status(503),
            "1/0 outcome unknown",
            "3/0 rejected 503",
        ),
        before(
            "504",
            status(504),
            "1/0 outcome unknown",
            "3/0 rejected 504",
        ),
    ]
}

/// Error statuses; the request is carried out.
fn refused_afterwards() -> Vec<Row> {
    let done = |code| Fault::status(code).after_processing();
    vec![
        after(
            "408, done",
            done(408),
            "1/1 outcome unknown",
            "3/3 rejected 408",
        ),
        after(
            "500, done",
            done(500),
            "1/1 outcome unknown",
            "3/3 rejected 500",
        ),
        after(
            "502, done",
            done(502),
            "1/1 outcome unknown",
            "3/3 rejected 502",
        ),
        after(
            "503, done",
            done(503),
            "1/1 outcome unknown",
            "3/3 rejected 503",
        ),
        after(
            "504, done",
            done(504),
            "1/1 outcome unknown",
            "3/3 rejected 504",
        ),
    ]
}

/// Responses that do not end a call, and pages of a proxy.
fn other_responses() -> Vec<Row> {
    let status = Fault::status;
    let moved = || status(307).header("location", "/elsewhere");
    vec![
        row(
            "503 in a year",
            status(503).header("retry-after", "31536000"),
            ["1/0 outcome unknown"; 2],
            ["1/0 rejected 503"; 2],
        ),
        row(
            "307",
            moved(),
            ["1/0 outcome unknown"; 2],
            ["1/0 rejected 307"; 2],
        ),
        row(
            "307, done",
            moved().after_processing(),
            ["1/1 outcome unknown"; 2],
            ["1/1 rejected 307"; 2],
        ),
        row(
            "202",
            status(202),
            ["1/0 outcome unknown"; 2],
            ["1/0 not understood"; 2],
        ),
        before(
            "HTML 502",
            Fault::html(502),
            "1/0 outcome unknown",
            "3/0 rejected 502",
        ),
        after(
            "HTML 502, done",
            Fault::html(502).after_processing(),
            "1/1 outcome unknown",
            "3/3 rejected 502",
        ),
        row(
            "HTML 200",
            Fault::html(200),
            ["1/0 outcome unknown"; 2],
            ["1/0 not understood"; 2],
        ),
    ]
}

/// Broken connections and bodies.
fn broken() -> Vec<Row> {
    vec![
        before(
            "reset",
            Fault::reset(),
            "1/0 outcome unknown",
            "3/0 outcome unknown",
        ),
        after(
            "reset, done",
            Fault::reset().after_processing(),
            "1/1 outcome unknown",
            "3/3 outcome unknown",
        ),
        after(
            "truncated",
            Fault::truncated(20),
            "1/1 not understood",
            "3/3 not understood",
        ),
        row(
            "malformed",
            Fault::malformed(),
            ["1/1 outcome unknown"; 2],
            ["1/1 not understood"; 2],
        ),
        all(
            "oversized",
            Fault::oversized(100_000),
            "1/1 not understood",
            "1/1 not understood",
        ),
    ]
}

/// Late and slow responses.
fn late() -> Vec<Row> {
    let (moment, long) = (Duration::from_millis(1), Duration::from_secs(3600));
    vec![
        all("slow", Fault::slow(64, moment), "1/1 ok", "1/1 ok"),
        all("late", Fault::delay(moment), "1/1 ok", "1/1 ok"),
        all(
            "late, done",
            Fault::delay(moment).after_processing(),
            "1/1 ok",
            "1/1 ok",
        ),
        hanging(before(
            "hangs",
            Fault::delay(long),
            "1/0 outcome unknown",
            "3/0 outcome unknown",
        )),
        hanging(after(
            "hangs, done",
            Fault::delay(long).after_processing(),
            "1/1 outcome unknown",
            "3/3 outcome unknown",
        )),
        // The result of the call depends on whether the head arrives before the timeout.
        hanging(after("drips", Fault::slow(1, long), "1/1 ", "3/3 ")),
    ]
}
