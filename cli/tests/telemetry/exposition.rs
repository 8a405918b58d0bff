//! A strict parser of Prometheus's text format, with the rules for names of `promtool check metrics`.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

/// Values by name and labels. All values of this program are integers.
pub type Samples = BTreeMap<(String, BTreeMap<String, String>), u64>;

/// Parses samples. The error describes what is invalid.
pub fn parse(text: &str) -> Result<Samples, String> {
    let name_pattern = Regex::new(r"^[a-zA-Z_:][a-zA-Z0-9_:]*$").unwrap();
    let mut samples = Samples::new();
    let mut seen = BTreeSet::new();
    let mut family: Option<String> = None;
    let mut described: Option<String> = None;
    let body = text.strip_suffix('\n').ok_or("no line end at the end")?;
    for line in body.split('\n') {
        let error = |problem: &str| format!("{problem}: {line:?}");
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').ok_or_else(|| error("no help"))?;
            if help.is_empty() || !seen.insert(name.to_owned()) {
                return Err(error("a family comes twice, or has no help"));
            }
            described = Some(name.to_owned());
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').ok_or_else(|| error("no type"))?;
            let is_counter = kind == "counter";
            if !["counter", "gauge"].contains(&kind) || is_counter != name.ends_with("_total") {
                return Err(error("the type does not fit the name"));
            }
            let is_snake = name
                .chars()
                .all(|c| matches!(c, 'a'..='z' | '_' | '0'..='9'));
            if described.take().as_deref() != Some(name)
                || !name_pattern.is_match(name)
                || !is_snake
            {
                return Err(error("a type without its help, or not a name"));
            }
            family = Some(name.to_owned());
        } else if !line.starts_with('#') {
            let name = family.as_ref().ok_or_else(|| error("no type"))?;
            let rest = line
                .strip_prefix(name.as_str())
                .ok_or_else(|| error("of no family"))?;
            let (labels, value) = match rest.strip_prefix('{') {
                Some(rest) => labels(rest).ok_or_else(|| error("labels"))?,
                None => (BTreeMap::new(), rest),
            };
            let value = value
                .strip_prefix(' ')
                .and_then(|value| value.parse::<u64>().ok());
            let value = value.ok_or_else(|| error("not a value"))?;
            if samples.insert((name.clone(), labels), value).is_some() {
                return Err(error("a sample comes twice"));
            }
        }
    }
    Ok(samples)
}

/// Parses labels and their closing brace, and returns the labels and the rest of the line.
fn labels(mut rest: &str) -> Option<(BTreeMap<String, String>, &str)> {
    let name_pattern = Regex::new(r"^[a-zA-Z_][a-zA-Z0-9_]*$").unwrap();
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
        if !name_pattern.is_match(label) || labels.insert(label.to_owned(), value).is_some() {
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
