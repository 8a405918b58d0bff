//! The texts of problems with the content of values, which `x-check` finds.

use classifications_contract::ContentProblem;

use crate::tr;

/// The problem as text. The English text is that of [`ContentProblem`].
pub fn problem(problem: &ContentProblem) -> String {
    match problem {
        ContentProblem::Country { .. } => tr!("row-country", "is not a country of ISO 3166-1"),
        ContentProblem::Kosovo => tr!(
            "row-kosovo",
            "is used for Kosovo and is not a code of ISO 3166-1"
        ),
        ContentProblem::Currency { .. } => tr!("row-currency", "is not a currency of ISO 4217"),
        ContentProblem::ReplacedCurrency { successor } => tr!(
            "row-replaced",
            "is a currency that {successor} has replaced",
            successor
        ),
        ContentProblem::NoInvoiceCurrency => {
            tr!("row-no-invoices", "is not a currency that invoices use")
        }
        ContentProblem::OnlyZeros => tr!("row-zeros", "has no digit other than 0"),
        ContentProblem::VatPrefix { prefix, .. } => tr!(
            "row-prefix",
            "begins with {prefix}, the prefix of VAT numbers",
            prefix
        ),
        ContentProblem::Character(character) => tr!(
            "row-character",
            "has the character {character}",
            character = format!("{character:?}")
        ),
        ContentProblem::Spelling { .. } => tr!("row-signs", "has spaces, signs or small letters"),
        ContentProblem::VatForm { country, .. } => tr!(
            "row-vat-form",
            "does not have the form of a VAT number of {country}",
            country
        ),
        ContentProblem::SpanishForm => tr!(
            "row-spanish",
            "does not have the form of a Spanish tax number"
        ),
        ContentProblem::SpanishStart(first) => tr!(
            "row-spanish-start",
            "begins with {first}, with which no Spanish tax number begins",
            first
        ),
        ContentProblem::SpanishLength { .. } => tr!(
            "row-spanish-length",
            "does not have the 9 characters of a Spanish tax number"
        ),
        ContentProblem::CheckKind { is_digit: true } => tr!(
            "row-check-digit",
            "has a digit as its check character, where numbers of this kind have a letter"
        ),
        ContentProblem::CheckKind { is_digit: false } => tr!(
            "row-check-letter",
            "has a letter as its check character, where numbers of this kind have a digit"
        ),
        ContentProblem::CheckCharacter(last) => tr!(
            "row-check",
            "has the check character {last}, which does not fit the others",
            last
        ),
        ContentProblem::NotAbove(bound) => tr!("row-above", "is not more than {bound}", bound),
        ContentProblem::NotOneOf(_) => {
            tr!("row-one-of", "is not one of the values that are accepted")
        }
    }
}

/// The remedy as text. The English text is [`ContentProblem::remedy`].
pub fn remedy(problem: &ContentProblem) -> String {
    let write = |value: &str| tr!("row-write", "write {value}", value);
    match problem {
        ContentProblem::Country {
            intended: Some(code),
        }
        | ContentProblem::Currency {
            intended: Some(code),
        } => write(code),
        ContentProblem::Country { intended: None } => {
            tr!("row-write-country", "write two capital letters such as ES")
        }
        ContentProblem::Currency { intended: None } => tr!(
            "row-write-currency",
            "write three capital letters such as EUR"
        ),
        ContentProblem::Kosovo => tr!("row-ask-code", "ask the insurer for its code"),
        ContentProblem::ReplacedCurrency { successor } => tr!(
            "row-write-successor",
            "write the amount in {successor}",
            successor
        ),
        ContentProblem::NoInvoiceCurrency => {
            tr!("row-write-invoices", "write the currency of the invoices")
        }
        ContentProblem::OnlyZeros => tr!("row-write-debtor", "write the number of the debtor"),
        ContentProblem::VatPrefix { number, .. }
        | ContentProblem::Spelling { number }
        | ContentProblem::SpanishLength { number } => write(number),
        ContentProblem::Character(_) => tr!("row-write-letters", "write letters and digits"),
        ContentProblem::VatForm { forms, .. } => tr!(
            "row-vat-other",
            "a VAT number there is {forms} (9 a digit, A a letter, X either); leave it if it is another tax number",
            forms = alternatives(forms)
        ),
        ContentProblem::SpanishForm => tr!(
            "row-write-spanish",
            "write 9 characters: B85905495 for a company, 12345678Z or X1234567L for a person"
        ),
        ContentProblem::SpanishStart(_) | ContentProblem::CheckKind { .. } => tr!(
            "row-compare-document",
            "compare it with a document of the debtor"
        ),
        ContentProblem::CheckCharacter(_) => tr!(
            "row-compare",
            "compare it with a document of the debtor: one of its characters is wrong"
        ),
        ContentProblem::NotAbove(bound) => {
            tr!("row-write-above", "write a value above {bound}", bound)
        }
        ContentProblem::NotOneOf(values) => tr!(
            "row-write-one",
            "write one of {values}",
            values = values.join(", ")
        ),
    }
}

fn alternatives(forms: &[&str]) -> String {
    let forms = forms.iter().map(|form| (*form).to_owned());
    let joined = forms.reduce(|first, second| tr!("row-or", "{first} or {second}", first, second));
    joined.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_texts_are_those_of_the_library() {
        let text = || "X".to_owned();
        for found in [
            ContentProblem::Country { intended: None },
            ContentProblem::Country {
                intended: Some(text()),
            },
            ContentProblem::Kosovo,
            ContentProblem::Currency { intended: None },
            ContentProblem::ReplacedCurrency { successor: text() },
            ContentProblem::NoInvoiceCurrency,
            ContentProblem::OnlyZeros,
            ContentProblem::VatPrefix {
                prefix: text(),
                number: text(),
            },
            ContentProblem::Character('?'),
            ContentProblem::Spelling { number: text() },
            ContentProblem::VatForm {
                country: text(),
                forms: vec!["A9", "99"],
            },
            ContentProblem::SpanishForm,
            ContentProblem::SpanishStart('I'),
            ContentProblem::SpanishLength { number: text() },
            ContentProblem::CheckKind { is_digit: true },
            ContentProblem::CheckKind { is_digit: false },
            ContentProblem::CheckCharacter('4'),
            ContentProblem::NotAbove(0.into()),
            ContentProblem::NotOneOf(vec![text(), text()]),
        ] {
            assert_eq!(problem(&found), found.to_string());
            assert_eq!(remedy(&found), found.remedy());
        }
    }
}
