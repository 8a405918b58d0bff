//! Parses Chromium's own network log (`--log-net-log`).

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct NetLog {
    constants: Constants,
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Constants {
    log_event_types: std::collections::HashMap<String, i64>,
}

#[derive(Deserialize)]
struct Event {
    r#type: i64,
    #[serde(default)]
    params: Value,
}

/// The addresses, with ports, to which TCP connections were attempted.
pub fn connections(file: &Path) -> Vec<String> {
    let log: NetLog = serde_json::from_reader(BufReader::new(File::open(file).unwrap())).unwrap();
    let attempt = log.constants.log_event_types["TCP_CONNECT_ATTEMPT"];
    let addresses = log.events.iter().filter_map(|event| {
        let address = event.params.get("address")?.as_str()?;
        (event.r#type == attempt).then(|| address.to_owned())
    });
    addresses.collect()
}
