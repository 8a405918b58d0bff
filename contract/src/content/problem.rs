//! The problems that a check of content finds, with an English text and a remedy of each.

use std::fmt;

use api_transport::Decimal;

/// A problem with the content of a value. `Display` writes the problem as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentProblem {
    /// The value is not a country of ISO 3166-1. If a code was probably intended, `intended` is that code.
    Country {
        /// The code to write.
        intended: Option<String>,
    },
    /// The value is the code that the European Union uses for Kosovo.
    Kosovo,
    /// The value is not a currency of ISO 4217. If a code was probably intended, `intended` is that code.
    Currency {
        /// The code to write.
        intended: Option<String>,
    },
    /// Another currency has replaced the currency.
    ReplacedCurrency {
        /// The code of the new currency.
        successor: String,
    },
    /// Invoices do not use the currency: it is a fund, a metal or a special code.
    NoInvoiceCurrency,
    /// The tax number has no digit other than 0.
    OnlyZeros,
    /// The tax number begins with the prefix of VAT numbers.
    VatPrefix {
        /// The prefix.
        prefix: String,
        /// The number without the prefix.
        number: String,
    },
    /// The tax number contains a character that is neither a letter nor a digit.
    Character(char),
    /// The tax number has spaces, signs or small letters.
    Spelling {
        /// The number in the form of official registers.
        number: String,
    },
    /// The tax number does not have the form of a VAT number of the country.
    VatForm {
        /// The code of the country.
        country: String,
        /// The forms: 9 stands for a digit, A for a letter, X for either.
        forms: Vec<&'static str>,
    },
    /// The tax number does not have the form of a Spanish one.
    SpanishForm,
    /// No Spanish tax number begins with the character.
    SpanishStart(char),
    /// The Spanish tax number does not have 9 characters.
    SpanishLength {
        /// The number with 9 characters.
        number: String,
    },
    /// The check character is a digit where numbers of this kind have a letter, or the other way round.
    CheckKind {
        /// Whether the check character is a digit.
        is_digit: bool,
    },
    /// The check character does not fit the other characters.
    CheckCharacter(char),
    /// The value is not more than the bound.
    NotAbove(Decimal),
    /// The value is none of the accepted ones.
    NotOneOf(Vec<String>),
}

impl ContentProblem {
    /// Whether the value is unusual, but may be correct.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        match self {
            Self::Country { .. }
            | Self::Currency { .. }
            | Self::SpanishForm
            | Self::SpanishStart(_)
            | Self::CheckCharacter(_)
            | Self::NotAbove(_)
            | Self::NotOneOf(_) => false,
            Self::Kosovo
            | Self::ReplacedCurrency { .. }
            | Self::NoInvoiceCurrency
            | Self::OnlyZeros
            | Self::VatPrefix { .. }
            | Self::Character(_)
            | Self::Spelling { .. }
            | Self::VatForm { .. }
            | Self::SpanishLength { .. }
            | Self::CheckKind { .. } => true,
        }
    }

    /// The name of the rule.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Country { .. } | Self::Kosovo => "country",
            Self::Currency { .. } | Self::ReplacedCurrency { .. } | Self::NoInvoiceCurrency => {
                "currency"
            }
            Self::SpanishForm | Self::SpanishStart(_) | Self::CheckCharacter(_) => "tax_number",
            Self::OnlyZeros
            | Self::VatPrefix { .. }
            | Self::Character(_)
            | Self::Spelling { .. }
            | Self::VatForm { .. }
            | Self::SpanishLength { .. }
            | Self::CheckKind { .. } => "tax_number_form",
            Self::NotAbove(_) => "above",
            Self::NotOneOf(_) => "one_of",
        }
    }

    /// The remedy, in English.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Country {
                intended: Some(code),
            }
            | Self::Currency {
                intended: Some(code),
            } => format!("write {code}"),
            Self::Country { intended: None } => "write two capital letters such as ES".to_owned(),
            Self::Currency { intended: None } => {
                "write three capital letters such as EUR".to_owned()
            }
            Self::Kosovo => "ask the insurer for its code".to_owned(),
            Self::ReplacedCurrency { successor } => format!("write the amount in {successor}"),
            Self::NoInvoiceCurrency => "write the currency of the invoices".to_owned(),
            Self::OnlyZeros => "write the number of the debtor".to_owned(),
            Self::VatPrefix { number, .. }
            | Self::Spelling { number }
            | Self::SpanishLength { number } => format!("write {number}"),
            Self::Character(_) => "write letters and digits".to_owned(),
            Self::VatForm { forms, .. } => format!(
                "a VAT number there is {} (9 a digit, A a letter, X either); leave it if it is another tax number",
                forms.join(" or ")
            ),
            Self::SpanishForm => {
                "write 9 characters: B85905495 for a company, 12345678Z or X1234567L for a person"
                    .to_owned()
            }
            Self::SpanishStart(_) | Self::CheckKind { .. } => {
                "compare it with a document of the debtor".to_owned()
            }
            Self::CheckCharacter(_) => {
                "compare it with a document of the debtor: one of its characters is wrong"
                    .to_owned()
            }
            Self::NotAbove(bound) => format!("write a value above {bound}"),
            Self::NotOneOf(values) => format!("write one of {}", values.join(", ")),
        }
    }
}

impl fmt::Display for ContentProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country { .. } => f.write_str("is not a country of ISO 3166-1"),
            Self::Kosovo => f.write_str("is used for Kosovo and is not a code of ISO 3166-1"),
            Self::Currency { .. } => f.write_str("is not a currency of ISO 4217"),
            Self::ReplacedCurrency { successor } => {
                write!(f, "is a currency that {successor} has replaced")
            }
            Self::NoInvoiceCurrency => f.write_str("is not a currency that invoices use"),
            Self::OnlyZeros => f.write_str("has no digit other than 0"),
            Self::VatPrefix { prefix, .. } => {
                write!(f, "begins with {prefix}, the prefix of VAT numbers")
            }
            Self::Character(character) => write!(f, "has the character {character:?}"),
            Self::Spelling { .. } => f.write_str("has spaces, signs or small letters"),
            Self::VatForm { country, .. } => {
                write!(f, "does not have the form of a VAT number of {country}")
            }
            Self::SpanishForm => f.write_str("does not have the form of a Spanish tax number"),
            Self::SpanishStart(first) => write!(
                f,
                "begins with {first}, with which no Spanish tax number begins"
            ),
            Self::SpanishLength { .. } => {
                f.write_str("does not have the 9 characters of a Spanish tax number")
            }
            Self::CheckKind { is_digit: true } => f.write_str(
                "has a digit as its check character, where numbers of this kind have a letter",
            ),
            Self::CheckKind { is_digit: false } => f.write_str(
                "has a letter as its check character, where numbers of this kind have a digit",
            ),
            Self::CheckCharacter(last) => write!(
                f,
                "has the check character {last}, which does not fit the others"
            ),
            Self::NotAbove(bound) => write!(f, "is not more than {bound}"),
            Self::NotOneOf(_) => f.write_str("is not one of the values that are accepted"),
        }
    }
}
