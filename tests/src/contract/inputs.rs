//! Property-based inputs of every operation, within what the document allows.

use classifications_api::types::{ActivationAction, PremiumDecision};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::calls::{Arguments, Call, Creation, Filters};
use super::samples::AWKWARD;

/// Any text, the awkward ones often.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => proptest::sample::select(AWKWARD).prop_map(str::to_owned),
        3 => any::<String>(),
        2 => "[ -~]{0,40}",
        1 => "[a-z]{1000,4000}",
    ]
}

fn texts(least: usize) -> impl Strategy<Value = String> {
    text().prop_map(move |mut text| {
        if text.chars().count() < least {
            text.push('x');
        }
        text
    })
}

/// Any contract number that a path can hold.
pub fn contract_no() -> impl Strategy<Value = String> {
    let path = |text: &String| text != "." && text != "..";
    texts(1).prop_filter("a path segment", path)
}

/// Any integer of 64 bits, the boundaries often.
pub fn integer() -> impl Strategy<Value = i64> {
    const EDGES: &[i64] = &[
        0,
        1,
        -1,
        i64::MIN,
        i64::MAX,
        9_007_199_254_740_992,
        9_007_199_254_740_993,
        i32::MAX as i64 + 1,
    ];
    prop_oneof![proptest::sample::select(EDGES), any::<i64>()]
}

/// Any integer of 32 bits from `least`, the boundaries often.
pub fn small_integer(least: i32) -> impl Strategy<Value = i32> {
    prop_oneof![
        Just(least),
        Just(least + 1),
        Just(i32::MAX),
        least..=i32::MAX
    ]
}

/// Any amount that a decimal holds and the document allows, as its text.
pub fn amount() -> impl Strategy<Value = String> {
    const EDGES: &[&str] = &[
        "0",
        "0.00",
        "0.01",
        "40000.00",
        "90071992547409.93",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
        "7.9228162514264337593543950335",
    ];
    let any_decimal = (0..=i128::MAX >> 31, 0..=28_u32);
    prop_oneof![
        proptest::sample::select(EDGES).prop_map(str::to_owned),
        any_decimal.prop_map(|(digits, scale)| {
            Decimal::from_i128_with_scale(digits, scale).to_string()
        }),
        (0..100_000_000_u32).prop_map(|cents| Decimal::new(cents.into(), 2).to_string()),
    ]
}

fn letters(count: usize) -> impl Strategy<Value = String> {
    vec(proptest::char::range('A', 'Z'), count).prop_map(String::from_iter)
}

/// All filters at once.
pub fn filters() -> impl Strategy<Value = Filters> {
    let codes = vec(small_integer(i32::MIN), 0..12);
    (integer(), text(), text(), letters(2), codes).prop_map(
        |(no, reference, tax_id, country, codes)| Filters {
            endorsement_no: Some(no),
            customer_reference: Some(reference),
            tax_id: Some(tax_id),
            country: Some(country),
            status_code: Some(codes),
        },
    )
}

fn creation() -> impl Strategy<Value = Creation> {
    let debtor = (texts(1), letters(2), option::of(text()));
    let rest = (option::of(text()), amount(), letters(3), small_integer(1));
    (debtor, rest).prop_map(
        |((tax_id, country, name), (reference, limit, currency, days))| Creation {
            customer_reference: reference,
            tax_id,
            country,
            name,
            requested_limit: limit,
            currency,
            payment_term_days: days,
        },
    )
}

/// Calls of the operations that have a body.
pub fn posts() -> impl Strategy<Value = Call> {
    use proptest::sample::select;
    let actions = select(&[ActivationAction::Activate, ActivationAction::Deactivate][..]);
    let decisions = select(&[PremiumDecision::Accept, PremiumDecision::Deny][..]);
    let arguments = prop_oneof![
        3 => creation().prop_map(Arguments::Create),
        1 => (integer(), actions).prop_map(|(no, action)| Arguments::Activate(no, action)),
        1 => (integer(), option::of(text())).prop_map(|(no, why)| Arguments::Cancel(no, why)),
        1 => (integer(), decisions).prop_map(|(no, decision)| Arguments::Decide(no, decision)),
    ];
    (contract_no(), arguments).prop_map(|(contract_no, arguments)| Call {
        contract_no,
        arguments,
    })
}

/// Queries, each with any of its filters.
pub fn queries() -> impl Strategy<Value = Call> {
    (contract_no(), filters(), 0..Filters::SUBSETS).prop_map(|(contract_no, filters, bits)| Call {
        contract_no,
        arguments: Arguments::Query(filters.subset(bits)),
    })
}
