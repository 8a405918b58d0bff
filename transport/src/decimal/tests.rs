//! Numbers keep their digits or are refused.

use super::*;

#[test]
fn every_digit_is_kept() {
    for text in [
        "0.1",
        "40000.00",
        "-0.05",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
    ] {
        let number: Decimal = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), text);
    }
}

#[test]
fn a_number_with_an_exponent_is_read() {
    let read = |text: &str| {
        serde_json::from_str::<Decimal>(text)
            .map(|d| d.to_string())
            .ok()
    };
    assert_eq!(read("4e4").as_deref(), Some("40000"));
    assert_eq!(read("4.005E+2").as_deref(), Some("400.5"));
    assert_eq!(read("25e-2").as_deref(), Some("0.25"));
    assert_eq!(read("0e99999").as_deref(), Some("0"));
    assert_eq!(read("1e29"), None);
    assert_eq!(read("1e-29"), None);
    assert_eq!(read("1e99999999999"), None);
}

#[test]
fn a_number_that_would_be_rounded_is_refused() {
    let refusal = |text: &str| {
        serde_json::from_str::<Decimal>(text)
            .unwrap_err()
            .to_string()
    };
    assert!(refusal("0.12345678901234567890123456789").contains("at most 28 digits"));
    assert!(refusal("79228162514264337593543950336").contains("at most 28 digits"));
    assert!(refusal("\"1.5\"").contains("decimal number"));
    assert!(refusal("null").contains("decimal number"));
    assert!(refusal("{}").contains("decimal number"));
}

#[test]
fn a_float_that_can_have_lost_digits_is_refused() {
    let through_value = |json: &str| {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        serde_json::from_value::<Decimal>(value)
            .map(|d| d.to_string())
            .ok()
    };
    assert_eq!(through_value("0.1").as_deref(), Some("0.1"));
    assert_eq!(
        through_value("123456789012.345").as_deref(),
        Some("123456789012.345")
    );
    assert_eq!(
        through_value("9007199254740993").as_deref(),
        Some("9007199254740993")
    );
    assert_eq!(through_value("0.1234567890123456"), None);
}

#[test]
fn numbers_are_read_inside_other_types() {
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(Decimal),
    }
    let Either::Number(number) = serde_json::from_str("1.25").unwrap();
    assert_eq!(number.to_string(), "1.25");
    let list: Vec<Option<Decimal>> = serde_json::from_str("[1.10, null]").unwrap();
    assert_eq!(list, [Some("1.10".parse().unwrap()), None]);
}
