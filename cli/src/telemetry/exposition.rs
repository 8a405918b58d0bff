//! The part of Prometheus's text format that the metrics of this program need.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The first line of each file. A file without it belongs to another program.
const FIRST_LINE: &str = "# Metrics of the program classifications, for a textfile collector";

/// A metric family: the name, the type and the description of samples that differ in their labels.
pub struct Family {
    pub name: &'static str,
    kind: &'static str,
    help: &'static str,
}

pub const CALLS: Family = Family {
    name: "classifications_calls_total",
    kind: "counter",
    help: "Calls of the API by operation and outcome.",
};

pub const TOKEN_REQUESTS: Family = Family {
    name: "classifications_token_requests_total",
    kind: "counter",
    help: "Requests to the token endpoint by result.",
};

pub const LOCKED: Family = Family {
    name: "classifications_credentials_locked",
    kind: "gauge",
    help: "Whether the credentials were refused and are held back, at the time of writing.",
};

pub const LOCKED_UNTIL: Family = Family {
    name: "classifications_credentials_locked_until_timestamp_seconds",
    kind: "gauge",
    help: "Unix time until which the credentials are held back, 0 if they are not.",
};

pub const BATCH_ROWS: Family = Family {
    name: "classifications_batch_rows",
    kind: "gauge",
    help: "Rows of a batch by state.",
};

pub const LAST_WATCH: Family = Family {
    name: "classifications_portfolio_watch_last_success_timestamp_seconds",
    kind: "gauge",
    help: "Unix time of the last complete query of all contracts by portfolio watch.",
};

/// All families, in the order of the file.
const FAMILIES: [&Family; 6] = [
    &CALLS,
    &TOKEN_REQUESTS,
    &LOCKED,
    &LOCKED_UNTIL,
    &BATCH_ROWS,
    &LAST_WATCH,
];

/// Values by sample. A sample is the name of its family with the labels, as in the file.
pub type Samples = BTreeMap<String, u64>;

impl Family {
    /// The sample with these labels.
    pub fn sample(&self, labels: &[(&str, &str)]) -> String {
        let mut sample = self.name.to_owned();
        for (index, (name, value)) in labels.iter().enumerate() {
            sample.push(if index == 0 { '{' } else { ',' });
            sample.push_str(name);
            sample.push_str("=\"");
            for character in value.chars() {
                match character {
                    '\\' => sample.push_str("\\\\"),
                    '"' => sample.push_str("\\\""),
                    '\n' => sample.push_str("\\n"),
                    other => sample.push(other),
                }
            }
            sample.push('"');
        }
        if !labels.is_empty() {
            sample.push('}');
        }
        sample
    }

    /// Whether a sample belongs to this family.
    pub fn has(&self, sample: &str) -> bool {
        sample.split('{').next() == Some(self.name)
    }
}

/// The content of a file with these samples.
pub fn render(samples: &Samples) -> String {
    let mut text = format!("{FIRST_LINE}\n");
    for family in FAMILIES {
        let mut family_samples = samples
            .iter()
            .filter(|(sample, _)| family.has(sample))
            .peekable();
        if family_samples.peek().is_none() {
            continue;
        }
        // writing to a String cannot fail
        let Family { name, kind, help } = family;
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (sample, value) in family_samples {
            let _ = writeln!(text, "{sample} {value}");
        }
    }
    text
}

/// The reason why a file cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The file belongs to another program.
    Foreign,
    /// The file is incomplete, or has a line that is no sample of this program.
    Damaged,
}

/// Reads the samples of a file. An empty file has none.
pub fn parse(text: &str) -> Result<Samples, Unreadable> {
    if text.is_empty() {
        return Ok(Samples::new());
    }
    let rest = text.strip_prefix(FIRST_LINE).ok_or(Unreadable::Foreign)?;
    if !rest.ends_with('\n') {
        return Err(Unreadable::Damaged);
    }
    let lines = rest
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let samples = lines.map(|line| {
        let (sample, value) = line.rsplit_once(' ')?;
        let is_known = FAMILIES.iter().any(|family| family.has(sample));
        let value = value.parse().ok()?;
        is_known.then(|| (sample.to_owned(), value))
    });
    samples
        .collect::<Option<Samples>>()
        .ok_or(Unreadable::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_values_are_escaped_and_parsed() {
        let sample = CALLS.sample(&[("operation", "a\\b\"c\nd"), ("outcome", "ok")]);
        assert_eq!(
            sample,
            r#"classifications_calls_total{operation="a\\b\"c\nd",outcome="ok"}"#
        );
        let samples = Samples::from([(sample, 3), (LOCKED.sample(&[]), 0)]);
        let text = render(&samples);
        assert_eq!(parse(&text), Ok(samples));
        assert!(
            !LOCKED.has(LOCKED_UNTIL.name),
            "one name is a prefix of the other"
        );
    }

    #[test]
    fn a_file_of_another_program_differs_from_a_damaged_one() {
        let text = render(&Samples::from([(LOCKED.sample(&[]), 1)]));
        assert_eq!(parse("a;b\n1;2\n"), Err(Unreadable::Foreign));
        assert_eq!(parse(""), Ok(Samples::new()));
        for length in FIRST_LINE.len()..text.len() {
            let parsed = parse(&text[..length]);
            let is_complete = text[..length].ends_with('\n');
            assert_eq!(parsed.is_ok(), is_complete, "{:?}", &text[..length]);
        }
        let unknown = format!("{FIRST_LINE}\nclassifications_locked 1\n");
        assert_eq!(parse(&unknown), Err(Unreadable::Damaged));
        let negative = text.replace(" 1\n", " -1\n");
        assert_eq!(parse(&negative), Err(Unreadable::Damaged));
    }
}
