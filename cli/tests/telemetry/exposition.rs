//! A strict parser of Prometheus's text format, with the rules for names of `promtool check metrics`.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

/// Values by name and labels. All values of this program are integers.
pub type Samples = BTreeMap<(String, BTreeMap<String, String>), u64>;

/// Parses samples. The error describes what is invalid.
pub fn parse(text: &str) -> Result<Samples, String> {
    let name = Regex::new(r"^[a-zA-Z_:][a-zA-Z0-9_:]*$").unwrap();
    let mut samples = Samples::new();
    let mut seen = BTreeSet::new();
    let mut family: Option<String> = None;
    let mut helped: Option<String> = None;
    let body = text.strip_suffix('\n').ok_or("no line end at the end")?;
    for line in body.split('\n') {
        let fault = |what: &str| format!("{what}: {line:?}");
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (of, help) = rest.split_once(' ').ok_or_else(|| fault("no help"))?;
            if help.is_empty() || !seen.insert(of.to_owned()) {
                return Err(fault("a family comes twice, or has no help"));
            }
            helped = Some(of.to_owned());
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (of, kind) = rest.split_once(' ').ok_or_else(|| fault("no type"))?;
            let is_counter = kind == "counter";
            if !["counter", "gauge"].contains(&kind) || is_counter != of.ends_with("_total") {
                return Err(fault("the type does not fit the name"));
            }
            let is_snake = of.chars().all(|c| matches!(c, 'a'..='z' | '_' | '0'..='9'));
            if helped.take().as_deref() != Some(of) || !name.is_match(of) || !is_snake {
                return Err(fault("a type without its help, or not a name"));
            }
            family = Some(of.to_owned());
        } else if !line.starts_with('#') {
            let of = family.as_ref().ok_or_else(|| fault("no type"))?;
            let rest = line
                .strip_prefix(of.as_str())
                .ok_or_else(|| fault("of no family"))?;
            let (labels, value) = match rest.strip_prefix('{') {
                Some(rest) => labels(rest).ok_or_else(|| fault("labels"))?,
                None => (BTreeMap::new(), rest),
            };
            let value = value
                .strip_prefix(' ')
                .and_then(|value| value.parse::<u64>().ok());
            let value = value.ok_or_else(|| fault("not a value"))?;
            if samples.insert((of.clone(), labels), value).is_some() {
                return Err(fault("a sample comes twice"));
            }
        }
    }
    Ok(samples)
}

/// Parses labels up to the brace, and returns the rest of the line.
fn labels(mut rest: &str) -> Option<(BTreeMap<String, String>, &str)> {
    let name = Regex::new(r"^[a-zA-Z_][a-zA-Z0-9_]*$").unwrap();
    let mut labels = BTreeMap::new();
    loop {
        let (label, text) = rest.split_once("=\"")?;
        let (mut value, mut characters) = (String::new(), text.char_indices());
        let end = loop {
            match characters.next()? {
                (at, '"') => break at,
                (_, '\\') => value.push(match characters.next()?.1 {
                    'n' => '\n',
                    escaped @ ('\\' | '"') => escaped,
                    _ => return None,
                }),
                (_, other) => value.push(other),
            }
        };
        if !name.is_match(label) || labels.insert(label.to_owned(), value).is_some() {
            return None;
        }
        rest = text.get(end + 1..)?;
        match rest.strip_prefix(',') {
            Some(more) => rest = more,
            None => return Some((labels, rest.strip_prefix('}')?)),
        }
    }
}

#[test]
fn the_parser_is_strict() {
    let good = "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"c\\n\\\"\",d=\"\"} 1\n";
    let samples = parse(good).unwrap();
    let (_, labels) = samples.keys().next().unwrap();
    assert_eq!(labels["b"], "c\n\"");
    for (from, to) in [
        ("# HELP a_total x\n", ""),
        ("# TYPE a_total counter\n", ""),
        ("counter", "gauge"),
        ("} 1", "} -1"),
        ("} 1", "} one"),
        ("} 1", " 1"),
        ("\\n", "\\t"),
        ("d=", "b="),
        ("a_total{", "b_total{"),
        ("1\n", "1"),
    ] {
        assert!(parse(&good.replace(from, to)).is_err(), "{from} -> {to}");
    }
    let twice = format!("{good}{}", good.lines().last().unwrap());
    assert!(parse(&format!("{twice}\n")).is_err());
}
