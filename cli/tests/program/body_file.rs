//! Files with bodies for `--body`.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Writes a body to a file of its own, as tests run in parallel.
pub fn body_file(body: &serde_json::Value) -> String {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    let number = FILES.fetch_add(1, Ordering::Relaxed);
    let process = std::process::id();
    let file = format!(
        "{}/body-{process}-{number}.json",
        env!("CARGO_TARGET_TMPDIR")
    );
    std::fs::write(&file, body.to_string()).unwrap();
    file
}
