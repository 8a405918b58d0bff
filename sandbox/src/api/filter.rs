//! The filters of a query.

use serde::de::DeserializeOwned;
use url::form_urlencoded;

use super::body::is_capitals;
use crate::Classification;

/// What a query asks for; everything that is given must match.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    number: Option<i64>,
    customer_reference: Option<String>,
    tax_id: Option<String>,
    country: Option<String>,
    status_codes: Option<Vec<i32>>,
}

impl Filter {
    /// Reads the query part of a URL; filters in the document's order, others are ignored.
    pub(super) fn read(query: &str) -> Result<Self, String> {
        let number = one(query, "endorsementNo")?
            .map(|text| {
                integer(&text).ok_or_else(|| "query: endorsementNo must be an integer".to_owned())
            })
            .transpose()?;
        let customer_reference = one(query, "customerReference")?;
        let tax_id = one(query, "taxId")?;
        let country = one(query, "country")?;
        if country.as_deref().is_some_and(|text| !is_capitals(text, 2)) {
            return Err("query: country must match ^[A-Z]{2}$".to_owned());
        }
        let status_codes = one(query, "statusCode")?
            .map(|text| {
                let codes: Option<_> = text.split(',').map(integer).collect();
                codes.ok_or_else(|| {
                    "query: statusCode must be a list of integers, separated by commas".to_owned()
                })
            })
            .transpose()?;
        Ok(Self {
            number,
            customer_reference,
            tax_id,
            country,
            status_codes,
        })
    }

    /// Whether the query names a debtor, so that it can name one that was never classified.
    pub(crate) fn names_debtor(&self) -> bool {
        self.customer_reference.is_some() || self.tax_id.is_some()
    }

    /// Whether a classification is for the debtor that the query describes.
    pub(crate) fn admits_debtor(&self, classification: &Classification) -> bool {
        let debtor = &classification.debtor;
        let same = |asked: &Option<String>, is: Option<&String>| match asked {
            None => true,
            Some(asked) => is == Some(asked),
        };
        same(
            &self.customer_reference,
            classification.customer_reference.as_ref(),
        ) && same(&self.tax_id, Some(&debtor.tax_id))
            && same(&self.country, Some(&debtor.country))
    }

    /// Whether a classification matches all of the query.
    pub(crate) fn admits(&self, classification: &Classification) -> bool {
        let codes = self.status_codes.as_ref();
        self.admits_debtor(classification)
            && self.number.is_none_or(|n| n == classification.request_no)
            && codes.is_none_or(|codes| codes.contains(&classification.status_code))
    }
}

/// An integer as JSON would have it: no plus sign, no zeros before it.
fn integer<T: DeserializeOwned>(text: &str) -> Option<T> {
    let digits = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    digits.then(|| serde_json::from_str(text).ok()).flatten()
}

/// The value of a filter that may be given once.
fn one(query: &str, name: &str) -> Result<Option<String>, String> {
    let mut values = form_urlencoded::parse(query.as_bytes())
        .filter(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned());
    let first = values.next();
    if values.next().is_some() {
        return Err(format!("query: {name} is given more than once"));
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read() {
        let filter =
            Filter::read("statusCode=2%2C3&taxId=a+b&unknown=1&endorsementNo=7&country=ES");
        let expected = Filter {
            number: Some(7),
            customer_reference: None,
            tax_id: Some("a b".to_owned()),
            country: Some("ES".to_owned()),
            status_codes: Some(vec![2, 3]),
        };
        assert_eq!(filter, Ok(expected));
        assert_eq!(Filter::read(""), Ok(Filter::default()));
    }

    #[test]
    fn what_is_wrong_is_named_in_the_documents_order() {
        for (query, reason) in [
            (
                "country=es&endorsementNo=x",
                "query: endorsementNo must be an integer",
            ),
            (
                "endorsementNo=%2B5",
                "query: endorsementNo must be an integer",
            ),
            ("endorsementNo=", "query: endorsementNo must be an integer"),
            ("country=ESP", "query: country must match ^[A-Z]{2}$"),
            (
                "statusCode=2,,3",
                "query: statusCode must be a list of integers, separated by commas",
            ),
            (
                "statusCode=2&statusCode=3",
                "query: statusCode is given more than once",
            ),
        ] {
            assert_eq!(
                Filter::read(query).err().as_deref(),
                Some(reason),
                "{query}"
            );
        }
    }
}
