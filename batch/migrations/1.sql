-- Times are in milliseconds since 1970, intervals of rates in microseconds. Both engines read this text.
CREATE TABLE batches (
    id TEXT NOT NULL PRIMARY KEY,
    operation TEXT NOT NULL,
    target TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    policy TEXT NOT NULL,
    sealed BIGINT NOT NULL DEFAULT 0,
    total BIGINT NOT NULL DEFAULT 0,
    seq BIGINT NOT NULL DEFAULT 0,
    streak BIGINT NOT NULL DEFAULT 0,
    paused_at BIGINT,
    pause_reason TEXT,
    next_probe_at BIGINT,
    probes BIGINT NOT NULL DEFAULT 0,
    trial BIGINT NOT NULL DEFAULT 0,
    forgotten_at BIGINT
);

CREATE TABLE batch_rows (
    batch TEXT NOT NULL REFERENCES batches (id),
    number BIGINT NOT NULL,
    reference TEXT,
    input TEXT NOT NULL,
    duplicate_key TEXT NOT NULL,
    state TEXT NOT NULL,
    attempt BIGINT NOT NULL DEFAULT 0,
    fence BIGINT NOT NULL DEFAULT 0,
    lease_until BIGINT NOT NULL DEFAULT 0,
    not_before BIGINT NOT NULL DEFAULT 0,
    reconcile_after BIGINT NOT NULL DEFAULT 0,
    queries BIGINT NOT NULL DEFAULT 0,
    review BIGINT NOT NULL DEFAULT 0,
    worker TEXT,
    changed_at BIGINT NOT NULL DEFAULT 0,
    settled BIGINT,
    seq BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (batch, number)
);

CREATE INDEX batch_rows_state ON batch_rows (batch, state, number, review);
CREATE INDEX batch_rows_key ON batch_rows (duplicate_key);

-- Everything that happened, in the order in which it did. Row 0 stands for the batch.
CREATE TABLE events (
    batch TEXT NOT NULL,
    number BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (batch, number, seq)
);

CREATE TABLE rates (
    target TEXT NOT NULL PRIMARY KEY,
    interval_us BIGINT NOT NULL,
    next_us BIGINT NOT NULL,
    learned BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE workers (
    id TEXT NOT NULL PRIMARY KEY,
    batch TEXT NOT NULL,
    host TEXT NOT NULL,
    process BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
