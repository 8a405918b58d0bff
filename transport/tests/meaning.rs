//! Properties of `meaning`: any text is accepted and written unchanged, and a value that was written is read as the same
//! value.
#![allow(clippy::unwrap_used, reason = "tests")]

use api_transport::Decimal;
use api_transport::meaning::{
    AmountComma, Bare, Code, CompactDate, Flag, FlagTexts, Form, NaiveDate, PercentageComma, State,
    Text, Whole,
};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

struct YesNo;

impl FlagTexts for YesNo {
    const TRUE: &'static str = "S";
    const FALSE: &'static str = "N";
}

/// Reads and writes JSON.
fn round_trip<T: DeserializeOwned + Serialize>(json: &str) -> String {
    let value: T = serde_json::from_str(json).unwrap();
    serde_json::to_string(&value).unwrap()
}

fn all_round_trips(json: &str) -> [String; 7] {
    [
        round_trip::<Text<AmountComma<Decimal>>>(json),
        round_trip::<Text<PercentageComma<Decimal>>>(json),
        round_trip::<Text<CompactDate>>(json),
        round_trip::<Text<Whole>>(json),
        round_trip::<Text<Flag<YesNo>>>(json),
        round_trip::<Text<Bare<CompactDate>>>(json),
        round_trip::<Code>(json),
    ]
}

/// Checks that a text has the same value after it was written.
fn keeps_its_value<F: Form<Value: PartialEq>>(text: &str) -> Result<(), TestCaseError> {
    let json = serde_json::to_string(text).unwrap();
    let read: Text<F> = serde_json::from_str(&json).unwrap();
    prop_assert_eq!(read.as_str(), text);
    let again: Text<F> = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    prop_assert!(read == again && read.value() == again.value());
    // user input has the same value if a server returns it
    if let Ok(given) = text.parse::<Text<F>>() {
        let sent: Text<F> = serde_json::from_str(&serde_json::to_string(&given).unwrap()).unwrap();
        prop_assert!(sent.value() == given.value(), "{text:?} is sent as {given}");
        prop_assert!(read.value().is_none() || read.value() == given.value());
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_written_unchanged(text in any::<String>()) {
        let json = serde_json::to_string(&text).unwrap();
        for written in all_round_trips(&json) {
            prop_assert_eq!(&written, &json);
        }
    }

    #[test]
    fn a_text_that_looks_like_a_value_is_written_unchanged(text in "[-+ 0-9.,SNsn]{0,12}") {
        let json = serde_json::to_string(&text).unwrap();
        for written in all_round_trips(&json) {
            prop_assert_eq!(&written, &json);
        }
        keeps_its_value::<AmountComma<Decimal>>(&text)?;
        keeps_its_value::<PercentageComma<Decimal>>(&text)?;
        keeps_its_value::<CompactDate>(&text)?;
        keeps_its_value::<Whole>(&text)?;
        keeps_its_value::<Flag<YesNo>>(&text)?;
    }

    #[test]
    fn any_json_number_is_written_unchanged(number in r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?") {
        for written in all_round_trips(&number) {
            prop_assert_eq!(&written, &number);
        }
    }

    #[test]
    fn values_of_a_program_are_read_again(mantissa in any::<i64>(), scale in 0_u32..12, days in 0_i32..4_000_000) {
        let number = format!("{mantissa}e-{scale}").parse::<Decimal>().unwrap();
        let amount = Text::<AmountComma<Decimal>>::from(number);
        let read: Text<AmountComma<Decimal>> = serde_json::from_str(&format!("\"{amount}\"")).unwrap();
        prop_assert_eq!(read.value(), Some(number));
        let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        let date = Text::<CompactDate>::from(day);
        prop_assume!(date.as_str().len() == 8);
        let read: Text<CompactDate> = serde_json::from_str(&format!("\"{date}\"")).unwrap();
        prop_assert_eq!(read.value(), Some(day));
    }
}

#[test]
fn any_other_json_is_read() {
    for json in [
        "true",
        "null",
        "[]",
        r#"["20260115",1.50]"#,
        r#"{"a":{"b":1.10}}"#,
    ] {
        for written in all_round_trips(json) {
            assert_eq!(written, json);
        }
    }
}

#[test]
fn texts_in_a_buffer_are_read() {
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Either {
        Both {
            limit: Text<AmountComma<Decimal>>,
            since: Option<Text<CompactDate>>,
        },
    }
    for limit in [r#""7,5""#, "7.5"] {
        let json = format!(r#"{{"limit": {limit}, "since": {{"odd": [1]}}}}"#);
        let Either::Both { limit, since } = serde_json::from_str(&json).unwrap();
        assert_eq!(limit.value(), Some("7.5".parse().unwrap()));
        assert_eq!(since.unwrap().state(), State::Other(r#"{"odd":[1]}"#));
    }
}
