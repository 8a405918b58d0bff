//! Findings of comparisons of small portfolios and files.

use super::*;
use crate::layout::tests::{layout, row};

fn customer(line: u64, text: &str) -> Customer {
    let values = row(text);
    let value = |name: &str| values.get(name).map(str::to_owned);
    let amount = |name: &str| values.get(name).map(|text| text.parse().unwrap());
    Customer {
        row: line,
        customer: layout().customer_of(&values),
        reference: value("ref"),
        name: value("name"),
        exposure: amount("owes"),
        limit: amount("limit"),
        currency: Some(value("currency").unwrap_or_else(|| "EUR".to_owned())),
        until: values.get("until").map(|text| text.parse().unwrap()),
    }
}

/// The findings, as `finding difference currency detail`.
fn findings(rows: &[&str], customers: &[&str]) -> Vec<String> {
    let rows: Vec<ContractRow> = rows
        .iter()
        .map(|text| ("7".to_owned(), row(text)))
        .collect();
    let lines = (2..).zip(customers);
    let customers: Vec<Customer> = lines.map(|(line, text)| customer(line, text)).collect();
    let today = "2026-01-15".parse().unwrap();
    let findings = compare(&layout(), &rows, &customers, (today, 60));
    let texts = findings.iter().map(|finding| {
        let difference = finding.difference.map(|d| d.to_string());
        let parts = [
            format!("{:?}", finding.finding),
            difference.unwrap_or_default(),
            finding.currency.clone().unwrap_or_default(),
            finding.detail.to_string(),
        ];
        let parts: Vec<&str> = parts
            .iter()
            .map(String::as_str)
            .filter(|p| !p.is_empty())
            .collect();
        parts.join(" ")
    });
    texts.collect()
}

const A: &str = "no=1 country=ES tax=B1 ref=C-1 code=C limit=1000.00 currency=EUR end=2027-01-01";

#[test]
fn a_customer_within_its_limit_is_no_finding() {
    assert!(findings(&[A], &["country=ES tax=B1 owes=1000.00"]).is_empty());
    assert!(findings(&[A], &["country=es tax=ES-B.1 owes=1"]).is_empty());
    assert!(findings(&[A], &["ref=C-1 owes=1"]).is_empty());
}

#[test]
fn the_amounts_that_are_owed_and_granted_are_added_and_compared() {
    assert_eq!(
        findings(&[A], &["country=ES tax=B1 owes=1000.01"]),
        ["OverLimit 0.01 EUR 0.01 above the limit"]
    );
    // two accounts of a customer
    let two = ["country=ES tax=B1 owes=600", "country=ES tax=B1 owes=600"];
    assert_eq!(
        findings(&[A], &two),
        ["OverLimit 200.00 EUR 200.00 above the limit"]
    );
    // two rows of a customer
    let second = "no=2 country=ES tax=B1 ref=C-2 code=C limit=300.00 currency=EUR";
    assert!(findings(&[A, second], &["country=ES tax=B1 owes=1200"]).is_empty());
    // two customers with references
    let split = [
        "country=ES tax=B1 ref=C-1 owes=800",
        "country=ES tax=B1 ref=C-2 owes=400",
    ];
    assert_eq!(
        findings(&[A, second], &split),
        ["OverLimit 100.00 EUR 100.00 above the limit"]
    );
}

#[test]
fn amounts_in_other_currencies_are_reported_and_not_converted() {
    assert_eq!(
        findings(&[A], &["country=ES tax=B1 owes=5 currency=USD"]),
        ["OtherCurrency USD covered: 1000.00 EUR"]
    );
    assert_eq!(
        findings(&[A], &["country=ES tax=B1 limit=1000 currency=USD"]),
        ["Changed USD limit 1000, covered: 1000.00 EUR"]
    );
}

#[test]
fn a_customer_without_cover_is_found_with_the_reason() {
    for (rows, detail) in [
        (vec![], "no classification"),
        (
            vec!["no=1 country=ES tax=B1 code=P"],
            "a study is in process",
        ),
        (
            vec!["no=1 country=ES tax=B1 code=W premium=0.35"],
            "awaiting a decision on a premium of 0.35 %",
        ),
        (vec!["no=1 country=ES tax=B1 code=N"], "denied or annulled"),
        (
            vec!["no=1 country=ES tax=B1 code=I limit=9"],
            "granted, and not active",
        ),
        (
            vec!["no=1 country=ES tax=B1 code=X"],
            "the situation X is not known",
        ),
    ] {
        let expected = format!("NoCover 5 EUR {detail}");
        assert_eq!(findings(&rows, &["country=ES tax=B1 owes=5"]), [expected]);
    }
    assert!(findings(&[], &["country=ES tax=B1 owes=0"]).is_empty());
    assert_eq!(
        findings(&[], &["country=ES tax=B1"]),
        ["NoCover no classification"]
    );
}

#[test]
fn a_limit_that_is_not_used_is_found() {
    assert_eq!(
        findings(&[A], &["country=ES tax=B1 owes=0"]),
        ["UnusedLimit EUR the customer owes nothing"]
    );
    assert_eq!(
        findings(&[A], &[]),
        ["UnusedLimit EUR the customer is not in the file"]
    );
    assert!(findings(&["no=1 country=ES tax=B1 code=N"], &[]).is_empty());
}

#[test]
fn a_limit_that_differs_from_the_file_is_found() {
    assert!(findings(&[A], &["country=ES tax=B1 limit=1000 until=2027-01-01"]).is_empty());
    assert_eq!(
        findings(&[A], &["country=ES tax=B1 limit=1500 until=2026-12-31"]),
        [
            "Changed -500.00 EUR limit 1500, now 1000.00",
            "Changed until 2026-12-31, now 2027-01-01"
        ]
    );
}

#[test]
fn cover_that_has_ended_or_ends_soon_is_found() {
    let ends = |day: &str| A.replace("2027-01-01", day);
    let expiring = |day: &str| findings(&[&ends(day)], &["country=ES tax=B1 owes=1"]);
    assert_eq!(expiring("2026-01-15"), ["Expiring EUR in 0 days"]);
    assert_eq!(expiring("2026-03-16"), ["Expiring EUR in 60 days"]);
    assert!(expiring("2026-03-17").is_empty());
    assert_eq!(expiring("2026-01-14"), ["Expired EUR 1 day ago"]);
}

#[test]
fn an_unreadable_row_does_not_affect_other_rows() {
    let odd = "no=3 country=FR tax=9 code=C limit!40.000 currency=EUR";
    let customers = ["country=FR tax=9 owes=5", "country=ES tax=B1 owes=2000"];
    assert_eq!(
        findings(&[A, odd], &customers),
        [
            "OverLimit 1000.00 EUR 1000.00 above the limit",
            "NotCompared the limit of 3 cannot be read: 40.000"
        ]
    );
    let without = odd.replace(" limit!40.000", "");
    assert_eq!(
        findings(&[&without], &customers[..1]),
        ["NotCompared 3 is granted without a limit"]
    );
}

#[test]
fn a_row_of_another_customer_does_not_match_by_its_reference() {
    assert_eq!(
        findings(&[A], &["country=ES tax=B2 ref=C-1 owes=5"]),
        [
            "NoCover 5 EUR no classification",
            "UnusedLimit EUR the customer is not in the file"
        ]
    );
}

#[test]
fn sums_that_overflow_are_not_compared() {
    let large = format!("country=ES tax=B1 owes={}", Decimal::MAX);
    assert_eq!(
        findings(&[A], &[&large, &large]),
        ["NotCompared the amounts are too large to be added"]
    );
}
