// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

///Switches the cover of a granted classification off or on.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ActivationRequest {
    ///Number of the classification.
    #[serde(rename = "endorsementNo")]
    pub endorsement_no: i64,
    ///What to do.
    pub action: crate::generated::types::ActivationAction,
}
impl ActivationRequest {
    pub fn builder() -> builder::ActivationRequest {
        Default::default()
    }
}
///Ends a classification for good.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CancellationRequest {
    ///Number of the classification, or of the request while it is in process.
    #[serde(rename = "endorsementNo")]
    pub endorsement_no: i64,
    ///Why, in your own words. The answer does not repeat it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub reason: ::std::option::Option<::std::string::String>,
}
impl CancellationRequest {
    pub fn builder() -> builder::CancellationRequest {
        Default::default()
    }
}
/**A classification of a debtor under a contract: the request, and what became of it. Properties
that are not required are absent while there is nothing to say, never null.*/
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Classification {
    ///Number of the request. Always present, and never changes.
    #[serde(rename = "requestNo")]
    pub request_no: i64,
    /**Number of the endorsement (*suplemento*) of the policy: the number of the request, present
from the moment the request is granted, also in part, and afterwards.*/
    #[serde(
        rename = "endorsementNo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub endorsement_no: ::std::option::Option<i64>,
    ///The debtor's code in your own system (ERP), as you gave it.
    #[serde(
        rename = "customerReference",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub customer_reference: ::std::option::Option<::std::string::String>,
    ///The company that owes you.
    pub debtor: Debtor,
    ///The limit you asked for, in `currency`.
    #[serde(rename = "requestedLimit")]
    pub requested_limit: crate::Amount,
    /**The limit that the insurer granted, in `currency`. Absent when nothing was granted; stays
when a granted classification is annulled.*/
    #[serde(
        rename = "grantedLimit",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub granted_limit: ::std::option::Option<crate::Amount>,
    ///Currency of both limits.
    pub currency: CurrencyCode,
    ///Days you give the debtor to pay.
    #[serde(rename = "paymentTermDays")]
    pub payment_term_days: i32,
    ///Where the classification stands.
    #[serde(rename = "statusCode")]
    pub status_code: StatusCode,
    ///The status in words, for people.
    #[serde(rename = "statusDescription")]
    pub status_description: ::std::string::String,
    ///Whether it covers new sales. Only a granted classification can be active.
    pub active: bool,
    ///The premium that the insurer asked for. Absent when it asked for none.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub premium: ::std::option::Option<Premium>,
    ///Day of the request.
    #[serde(rename = "requestDate")]
    pub request_date: ::chrono::naive::NaiveDate,
    ///First day of cover. Absent when nothing was granted.
    #[serde(
        rename = "effectiveDate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub effective_date: ::std::option::Option<::chrono::naive::NaiveDate>,
    ///Day on which it falls due for renewal. Absent when nothing was granted.
    #[serde(
        rename = "expiryDate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub expiry_date: ::std::option::Option<::chrono::naive::NaiveDate>,
    ///Day on which it was annulled or withdrawn. Absent before.
    #[serde(
        rename = "cancelDate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub cancel_date: ::std::option::Option<::chrono::naive::NaiveDate>,
}
impl Classification {
    pub fn builder() -> builder::Classification {
        Default::default()
    }
}
///The classifications that match a query.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationList {
    ///By `requestNo`, ascending. All of them, as there is no pagination.
    pub classifications: ::std::vec::Vec<Classification>,
}
impl ClassificationList {
    pub fn builder() -> builder::ClassificationList {
        Default::default()
    }
}
///What you tell the insurer to have a debtor classified.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequest {
    ///The debtor's code in your own system (ERP). It comes back with each answer.
    #[serde(
        rename = "customerReference",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub customer_reference: ::std::option::Option<::std::string::String>,
    ///The company that is to be classified.
    pub debtor: Debtor,
    ///The most that the debtor will owe you at a time, in `currency`. More than 0.
    #[serde(rename = "requestedLimit")]
    pub requested_limit: crate::Amount,
    ///Currency of the limit.
    pub currency: CurrencyCode,
    ///Days you give the debtor to pay.
    #[serde(rename = "paymentTermDays")]
    pub payment_term_days: i32,
}
impl ClassificationRequest {
    pub fn builder() -> builder::ClassificationRequest {
        Default::default()
    }
}
/**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ContractNo(::std::string::String);
impl ::std::ops::Deref for ContractNo {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ContractNo> for ::std::string::String {
    fn from(value: ContractNo) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ContractNo {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() < 1usize {
            return Err("shorter than 1 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ContractNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ContractNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ContractNo {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}
///A country (ISO 3166-1 alpha-2).
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CountryCode(::std::string::String);
impl ::std::ops::Deref for CountryCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<CountryCode> for ::std::string::String {
    fn from(value: CountryCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for CountryCode {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
        { ::regress::Regex::new("^[A-Z]{2}$").unwrap() });
        if PATTERN.find(value).is_none() {
            return Err("doesn't match pattern \"^[A-Z]{2}$\"".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for CountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for CountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for CountryCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}
///A currency (ISO 4217).
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CurrencyCode(::std::string::String);
impl ::std::ops::Deref for CurrencyCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<CurrencyCode> for ::std::string::String {
    fn from(value: CurrencyCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for CurrencyCode {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
        { ::regress::Regex::new("^[A-Z]{3}$").unwrap() });
        if PATTERN.find(value).is_none() {
            return Err("doesn't match pattern \"^[A-Z]{3}$\"".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for CurrencyCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for CurrencyCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for CurrencyCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}
///A company to which you sell on credit.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Debtor {
    ///Tax number of the debtor in its country.
    #[serde(rename = "taxId")]
    pub tax_id: DebtorTaxId,
    ///Country of the debtor.
    pub country: CountryCode,
    ///Registered name of the debtor.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub name: ::std::option::Option<::std::string::String>,
}
impl Debtor {
    pub fn builder() -> builder::Debtor {
        Default::default()
    }
}
///Tax number of the debtor in its country.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct DebtorTaxId(::std::string::String);
impl ::std::ops::Deref for DebtorTaxId {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<DebtorTaxId> for ::std::string::String {
    fn from(value: DebtorTaxId) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for DebtorTaxId {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() < 1usize {
            return Err("shorter than 1 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for DebtorTaxId {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for DebtorTaxId {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for DebtorTaxId {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}
/**An error as the gateway writes it. Nothing in it is certain: errors of what is behind the
gateway, or of a proxy before it, can lack any property or be no JSON at all. Go by the HTTP
status.*/
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct GatewayError {
    ///The HTTP status. A string, not a number.
    #[serde(rename = "httpCode", skip_serializing_if = "::std::option::Option::is_none")]
    pub http_code: ::std::option::Option<::std::string::String>,
    ///The status in words.
    #[serde(
        rename = "httpMessage",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub http_message: ::std::option::Option<::std::string::String>,
    ///What was wrong, for people.
    #[serde(
        rename = "moreInformation",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub more_information: ::std::option::Option<::std::string::String>,
}
impl GatewayError {
    pub fn builder() -> builder::GatewayError {
        Default::default()
    }
}
///The insurer's offer to cover a debtor at a premium, and your answer to it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Premium {
    ///Premium in percent of the insured sales.
    pub rate: crate::Percentage,
    ///Your answer. Absent while you owe it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub accepted: ::std::option::Option<bool>,
}
impl Premium {
    pub fn builder() -> builder::Premium {
        Default::default()
    }
}
///Your answer to the insurer's offer of cover at a premium.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PremiumDecisionRequest {
    ///Number of the request that awaits your answer.
    #[serde(rename = "endorsementNo")]
    pub endorsement_no: i64,
    ///Your answer.
    pub decision: crate::generated::types::PremiumDecision,
}
impl PremiumDecisionRequest {
    pub fn builder() -> builder::PremiumDecisionRequest {
        Default::default()
    }
}
/**Where a classification stands. The list is open: the known values are below, and a client has
to live with others.*/
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
#[derive(Copy, Eq, Hash, Ord, PartialOrd)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct StatusCode(pub i32);
impl ::std::ops::Deref for StatusCode {
    type Target = i32;
    fn deref(&self) -> &i32 {
        &self.0
    }
}
impl ::std::convert::From<StatusCode> for i32 {
    fn from(value: StatusCode) -> Self {
        value.0
    }
}
impl ::std::convert::From<i32> for StatusCode {
    fn from(value: i32) -> Self {
        Self(value)
    }
}
impl ::std::fmt::Display for StatusCode {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        self.0.fmt(f)
    }
}
impl ::std::str::FromStr for StatusCode {
    type Err = <i32 as ::std::str::FromStr>::Err;
    fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
        Ok(Self(value.parse()?))
    }
}
impl ::std::convert::TryFrom<&str> for StatusCode {
    type Error = <i32 as ::std::str::FromStr>::Err;
    fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<String> for StatusCode {
    type Error = <i32 as ::std::str::FromStr>::Err;
    fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
        value.parse()
    }
}
/// Types for composing complex structures.
pub mod builder {
    ///`ActivationRequest`.
    #[derive(Clone, Debug)]
    pub struct ActivationRequest {
        ///What to do.
        action: ::std::result::Result<
            crate::generated::types::ActivationAction,
            ::std::string::String,
        >,
        ///`endorsement_no`.
        endorsement_no: ::std::result::Result<i64, ::std::string::String>,
    }
    impl ::std::default::Default for ActivationRequest {
        fn default() -> Self {
            Self {
                action: Err("no value supplied for action".to_string()),
                endorsement_no: Err("no value supplied for endorsement_no".to_string()),
            }
        }
    }
    impl ActivationRequest {
        pub fn action<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<crate::generated::types::ActivationAction>,
            T::Error: ::std::fmt::Display,
        {
            self.action = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for action: {e}"));
            self
        }
        pub fn endorsement_no<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<i64>,
            T::Error: ::std::fmt::Display,
        {
            self.endorsement_no = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for endorsement_no: {e}")
                });
            self
        }
    }
    impl ::std::convert::TryFrom<ActivationRequest> for super::ActivationRequest {
        type Error = super::error::ConversionError;
        fn try_from(
            value: ActivationRequest,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[value.action.as_ref().err(), value.endorsement_no.as_ref().err()],
            )?;
            Ok(Self {
                action: value.action?,
                endorsement_no: value.endorsement_no?,
            })
        }
    }
    impl ::std::convert::From<super::ActivationRequest> for ActivationRequest {
        fn from(value: super::ActivationRequest) -> Self {
            Self {
                action: Ok(value.action),
                endorsement_no: Ok(value.endorsement_no),
            }
        }
    }
    ///`CancellationRequest`.
    #[derive(Clone, Debug)]
    pub struct CancellationRequest {
        ///`endorsement_no`.
        endorsement_no: ::std::result::Result<i64, ::std::string::String>,
        ///Why, in your own words. The answer does not repeat it.
        reason: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for CancellationRequest {
        fn default() -> Self {
            Self {
                endorsement_no: Err("no value supplied for endorsement_no".to_string()),
                reason: Ok(Default::default()),
            }
        }
    }
    impl CancellationRequest {
        pub fn endorsement_no<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<i64>,
            T::Error: ::std::fmt::Display,
        {
            self.endorsement_no = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for endorsement_no: {e}")
                });
            self
        }
        pub fn reason<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.reason = ::progenitor_client::optional("reason", value);
            self
        }
    }
    impl ::std::convert::TryFrom<CancellationRequest> for super::CancellationRequest {
        type Error = super::error::ConversionError;
        fn try_from(
            value: CancellationRequest,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[value.endorsement_no.as_ref().err(), value.reason.as_ref().err()],
            )?;
            Ok(Self {
                endorsement_no: value.endorsement_no?,
                reason: value.reason?,
            })
        }
    }
    impl ::std::convert::From<super::CancellationRequest> for CancellationRequest {
        fn from(value: super::CancellationRequest) -> Self {
            Self {
                endorsement_no: Ok(value.endorsement_no),
                reason: Ok(value.reason),
            }
        }
    }
    ///`Classification`.
    #[derive(Clone, Debug)]
    pub struct Classification {
        ///Whether it covers new sales. Only a granted classification can be active.
        active: ::std::result::Result<bool, ::std::string::String>,
        ///`cancel_date`.
        cancel_date: ::std::result::Result<
            ::std::option::Option<::chrono::naive::NaiveDate>,
            ::std::string::String,
        >,
        ///Currency of both limits.
        currency: ::std::result::Result<super::CurrencyCode, ::std::string::String>,
        ///`customer_reference`.
        customer_reference: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///The company that owes you.
        debtor: ::std::result::Result<super::Debtor, ::std::string::String>,
        ///`effective_date`.
        effective_date: ::std::result::Result<
            ::std::option::Option<::chrono::naive::NaiveDate>,
            ::std::string::String,
        >,
        ///`endorsement_no`.
        endorsement_no: ::std::result::Result<
            ::std::option::Option<i64>,
            ::std::string::String,
        >,
        ///`expiry_date`.
        expiry_date: ::std::result::Result<
            ::std::option::Option<::chrono::naive::NaiveDate>,
            ::std::string::String,
        >,
        ///`granted_limit`.
        granted_limit: ::std::result::Result<
            ::std::option::Option<crate::Amount>,
            ::std::string::String,
        >,
        ///`payment_term_days`.
        payment_term_days: ::std::result::Result<i32, ::std::string::String>,
        ///The premium that the insurer asked for. Absent when it asked for none.
        premium: ::std::result::Result<
            ::std::option::Option<super::Premium>,
            ::std::string::String,
        >,
        ///`request_date`.
        request_date: ::std::result::Result<
            ::chrono::naive::NaiveDate,
            ::std::string::String,
        >,
        ///`request_no`.
        request_no: ::std::result::Result<i64, ::std::string::String>,
        ///`requested_limit`.
        requested_limit: ::std::result::Result<crate::Amount, ::std::string::String>,
        ///`status_code`.
        status_code: ::std::result::Result<super::StatusCode, ::std::string::String>,
        ///`status_description`.
        status_description: ::std::result::Result<
            ::std::string::String,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for Classification {
        fn default() -> Self {
            Self {
                active: Err("no value supplied for active".to_string()),
                cancel_date: Ok(Default::default()),
                currency: Err("no value supplied for currency".to_string()),
                customer_reference: Ok(Default::default()),
                debtor: Err("no value supplied for debtor".to_string()),
                effective_date: Ok(Default::default()),
                endorsement_no: Ok(Default::default()),
                expiry_date: Ok(Default::default()),
                granted_limit: Ok(Default::default()),
                payment_term_days: Err(
                    "no value supplied for payment_term_days".to_string(),
                ),
                premium: Ok(Default::default()),
                request_date: Err("no value supplied for request_date".to_string()),
                request_no: Err("no value supplied for request_no".to_string()),
                requested_limit: Err(
                    "no value supplied for requested_limit".to_string(),
                ),
                status_code: Err("no value supplied for status_code".to_string()),
                status_description: Err(
                    "no value supplied for status_description".to_string(),
                ),
            }
        }
    }
    impl Classification {
        pub fn active<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<bool>,
            T::Error: ::std::fmt::Display,
        {
            self.active = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for active: {e}"));
            self
        }
        pub fn cancel_date<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::chrono::naive::NaiveDate, Kind>,
        {
            self.cancel_date = ::progenitor_client::optional("cancel_date", value);
            self
        }
        pub fn currency<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::CurrencyCode>,
            T::Error: ::std::fmt::Display,
        {
            self.currency = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for currency: {e}")
                });
            self
        }
        pub fn customer_reference<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.customer_reference = ::progenitor_client::optional(
                "customer_reference",
                value,
            );
            self
        }
        pub fn debtor<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::Debtor>,
            T::Error: ::std::fmt::Display,
        {
            self.debtor = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for debtor: {e}"));
            self
        }
        pub fn effective_date<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::chrono::naive::NaiveDate, Kind>,
        {
            self.effective_date = ::progenitor_client::optional("effective_date", value);
            self
        }
        pub fn endorsement_no<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<i64, Kind>,
        {
            self.endorsement_no = ::progenitor_client::optional("endorsement_no", value);
            self
        }
        pub fn expiry_date<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::chrono::naive::NaiveDate, Kind>,
        {
            self.expiry_date = ::progenitor_client::optional("expiry_date", value);
            self
        }
        pub fn granted_limit<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<crate::Amount, Kind>,
        {
            self.granted_limit = ::progenitor_client::optional("granted_limit", value);
            self
        }
        pub fn payment_term_days<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<i32>,
            T::Error: ::std::fmt::Display,
        {
            self.payment_term_days = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for payment_term_days: {e}")
                });
            self
        }
        pub fn premium<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::Premium, Kind>,
        {
            self.premium = ::progenitor_client::optional("premium", value);
            self
        }
        pub fn request_date<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<::chrono::naive::NaiveDate>,
            T::Error: ::std::fmt::Display,
        {
            self.request_date = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for request_date: {e}")
                });
            self
        }
        pub fn request_no<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<i64>,
            T::Error: ::std::fmt::Display,
        {
            self.request_no = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for request_no: {e}")
                });
            self
        }
        pub fn requested_limit<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<crate::Amount>,
            T::Error: ::std::fmt::Display,
        {
            self.requested_limit = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for requested_limit: {e}")
                });
            self
        }
        pub fn status_code<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::StatusCode>,
            T::Error: ::std::fmt::Display,
        {
            self.status_code = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for status_code: {e}")
                });
            self
        }
        pub fn status_description<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<::std::string::String>,
            T::Error: ::std::fmt::Display,
        {
            self.status_description = value
                .try_into()
                .map_err(|e| {
                    format!(
                        "error converting supplied value for status_description: {e}"
                    )
                });
            self
        }
    }
    impl ::std::convert::TryFrom<Classification> for super::Classification {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Classification,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.active.as_ref().err(),
                    value.cancel_date.as_ref().err(),
                    value.currency.as_ref().err(),
                    value.customer_reference.as_ref().err(),
                    value.debtor.as_ref().err(),
                    value.effective_date.as_ref().err(),
                    value.endorsement_no.as_ref().err(),
                    value.expiry_date.as_ref().err(),
                    value.granted_limit.as_ref().err(),
                    value.payment_term_days.as_ref().err(),
                    value.premium.as_ref().err(),
                    value.request_date.as_ref().err(),
                    value.request_no.as_ref().err(),
                    value.requested_limit.as_ref().err(),
                    value.status_code.as_ref().err(),
                    value.status_description.as_ref().err(),
                ],
            )?;
            Ok(Self {
                active: value.active?,
                cancel_date: value.cancel_date?,
                currency: value.currency?,
                customer_reference: value.customer_reference?,
                debtor: value.debtor?,
                effective_date: value.effective_date?,
                endorsement_no: value.endorsement_no?,
                expiry_date: value.expiry_date?,
                granted_limit: value.granted_limit?,
                payment_term_days: value.payment_term_days?,
                premium: value.premium?,
                request_date: value.request_date?,
                request_no: value.request_no?,
                requested_limit: value.requested_limit?,
                status_code: value.status_code?,
                status_description: value.status_description?,
            })
        }
    }
    impl ::std::convert::From<super::Classification> for Classification {
        fn from(value: super::Classification) -> Self {
            Self {
                active: Ok(value.active),
                cancel_date: Ok(value.cancel_date),
                currency: Ok(value.currency),
                customer_reference: Ok(value.customer_reference),
                debtor: Ok(value.debtor),
                effective_date: Ok(value.effective_date),
                endorsement_no: Ok(value.endorsement_no),
                expiry_date: Ok(value.expiry_date),
                granted_limit: Ok(value.granted_limit),
                payment_term_days: Ok(value.payment_term_days),
                premium: Ok(value.premium),
                request_date: Ok(value.request_date),
                request_no: Ok(value.request_no),
                requested_limit: Ok(value.requested_limit),
                status_code: Ok(value.status_code),
                status_description: Ok(value.status_description),
            }
        }
    }
    ///`ClassificationList`.
    #[derive(Clone, Debug)]
    pub struct ClassificationList {
        ///By `requestNo`, ascending. All of them, as there is no pagination.
        classifications: ::std::result::Result<
            ::std::vec::Vec<super::Classification>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for ClassificationList {
        fn default() -> Self {
            Self {
                classifications: Err("no value supplied for classifications".to_string()),
            }
        }
    }
    impl ClassificationList {
        pub fn classifications<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<::std::vec::Vec<super::Classification>>,
            T::Error: ::std::fmt::Display,
        {
            self.classifications = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for classifications: {e}")
                });
            self
        }
    }
    impl ::std::convert::TryFrom<ClassificationList> for super::ClassificationList {
        type Error = super::error::ConversionError;
        fn try_from(
            value: ClassificationList,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            Ok(Self {
                classifications: value.classifications?,
            })
        }
    }
    impl ::std::convert::From<super::ClassificationList> for ClassificationList {
        fn from(value: super::ClassificationList) -> Self {
            Self {
                classifications: Ok(value.classifications),
            }
        }
    }
    ///`ClassificationRequest`.
    #[derive(Clone, Debug)]
    pub struct ClassificationRequest {
        ///Currency of the limit.
        currency: ::std::result::Result<super::CurrencyCode, ::std::string::String>,
        ///`customer_reference`.
        customer_reference: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///The company that is to be classified.
        debtor: ::std::result::Result<super::Debtor, ::std::string::String>,
        ///`payment_term_days`.
        payment_term_days: ::std::result::Result<i32, ::std::string::String>,
        ///`requested_limit`.
        requested_limit: ::std::result::Result<crate::Amount, ::std::string::String>,
    }
    impl ::std::default::Default for ClassificationRequest {
        fn default() -> Self {
            Self {
                currency: Err("no value supplied for currency".to_string()),
                customer_reference: Ok(Default::default()),
                debtor: Err("no value supplied for debtor".to_string()),
                payment_term_days: Err(
                    "no value supplied for payment_term_days".to_string(),
                ),
                requested_limit: Err("no value supplied for requested_limit".to_string()),
            }
        }
    }
    impl ClassificationRequest {
        pub fn currency<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::CurrencyCode>,
            T::Error: ::std::fmt::Display,
        {
            self.currency = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for currency: {e}")
                });
            self
        }
        pub fn customer_reference<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.customer_reference = ::progenitor_client::optional(
                "customer_reference",
                value,
            );
            self
        }
        pub fn debtor<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::Debtor>,
            T::Error: ::std::fmt::Display,
        {
            self.debtor = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for debtor: {e}"));
            self
        }
        pub fn payment_term_days<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<i32>,
            T::Error: ::std::fmt::Display,
        {
            self.payment_term_days = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for payment_term_days: {e}")
                });
            self
        }
        pub fn requested_limit<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<crate::Amount>,
            T::Error: ::std::fmt::Display,
        {
            self.requested_limit = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for requested_limit: {e}")
                });
            self
        }
    }
    impl ::std::convert::TryFrom<ClassificationRequest>
    for super::ClassificationRequest {
        type Error = super::error::ConversionError;
        fn try_from(
            value: ClassificationRequest,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.currency.as_ref().err(),
                    value.customer_reference.as_ref().err(),
                    value.debtor.as_ref().err(),
                    value.payment_term_days.as_ref().err(),
                    value.requested_limit.as_ref().err(),
                ],
            )?;
            Ok(Self {
                currency: value.currency?,
                customer_reference: value.customer_reference?,
                debtor: value.debtor?,
                payment_term_days: value.payment_term_days?,
                requested_limit: value.requested_limit?,
            })
        }
    }
    impl ::std::convert::From<super::ClassificationRequest> for ClassificationRequest {
        fn from(value: super::ClassificationRequest) -> Self {
            Self {
                currency: Ok(value.currency),
                customer_reference: Ok(value.customer_reference),
                debtor: Ok(value.debtor),
                payment_term_days: Ok(value.payment_term_days),
                requested_limit: Ok(value.requested_limit),
            }
        }
    }
    ///`Debtor`.
    #[derive(Clone, Debug)]
    pub struct Debtor {
        ///Country of the debtor.
        country: ::std::result::Result<super::CountryCode, ::std::string::String>,
        ///Registered name of the debtor.
        name: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`tax_id`.
        tax_id: ::std::result::Result<super::DebtorTaxId, ::std::string::String>,
    }
    impl ::std::default::Default for Debtor {
        fn default() -> Self {
            Self {
                country: Err("no value supplied for country".to_string()),
                name: Ok(Default::default()),
                tax_id: Err("no value supplied for tax_id".to_string()),
            }
        }
    }
    impl Debtor {
        pub fn country<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::CountryCode>,
            T::Error: ::std::fmt::Display,
        {
            self.country = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for country: {e}")
                });
            self
        }
        pub fn name<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.name = ::progenitor_client::optional("name", value);
            self
        }
        pub fn tax_id<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::DebtorTaxId>,
            T::Error: ::std::fmt::Display,
        {
            self.tax_id = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for tax_id: {e}"));
            self
        }
    }
    impl ::std::convert::TryFrom<Debtor> for super::Debtor {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Debtor,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.country.as_ref().err(),
                    value.name.as_ref().err(),
                    value.tax_id.as_ref().err(),
                ],
            )?;
            Ok(Self {
                country: value.country?,
                name: value.name?,
                tax_id: value.tax_id?,
            })
        }
    }
    impl ::std::convert::From<super::Debtor> for Debtor {
        fn from(value: super::Debtor) -> Self {
            Self {
                country: Ok(value.country),
                name: Ok(value.name),
                tax_id: Ok(value.tax_id),
            }
        }
    }
    ///`GatewayError`.
    #[derive(Clone, Debug)]
    pub struct GatewayError {
        ///`http_code`.
        http_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`http_message`.
        http_message: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`more_information`.
        more_information: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for GatewayError {
        fn default() -> Self {
            Self {
                http_code: Ok(Default::default()),
                http_message: Ok(Default::default()),
                more_information: Ok(Default::default()),
            }
        }
    }
    impl GatewayError {
        pub fn http_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.http_code = ::progenitor_client::optional("http_code", value);
            self
        }
        pub fn http_message<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.http_message = ::progenitor_client::optional("http_message", value);
            self
        }
        pub fn more_information<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.more_information = ::progenitor_client::optional(
                "more_information",
                value,
            );
            self
        }
    }
    impl ::std::convert::TryFrom<GatewayError> for super::GatewayError {
        type Error = super::error::ConversionError;
        fn try_from(
            value: GatewayError,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.http_code.as_ref().err(),
                    value.http_message.as_ref().err(),
                    value.more_information.as_ref().err(),
                ],
            )?;
            Ok(Self {
                http_code: value.http_code?,
                http_message: value.http_message?,
                more_information: value.more_information?,
            })
        }
    }
    impl ::std::convert::From<super::GatewayError> for GatewayError {
        fn from(value: super::GatewayError) -> Self {
            Self {
                http_code: Ok(value.http_code),
                http_message: Ok(value.http_message),
                more_information: Ok(value.more_information),
            }
        }
    }
    ///`Premium`.
    #[derive(Clone, Debug)]
    pub struct Premium {
        ///Your answer. Absent while you owe it.
        accepted: ::std::result::Result<
            ::std::option::Option<bool>,
            ::std::string::String,
        >,
        ///Premium in percent of the insured sales.
        rate: ::std::result::Result<crate::Percentage, ::std::string::String>,
    }
    impl ::std::default::Default for Premium {
        fn default() -> Self {
            Self {
                accepted: Ok(Default::default()),
                rate: Err("no value supplied for rate".to_string()),
            }
        }
    }
    impl Premium {
        pub fn accepted<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<bool, Kind>,
        {
            self.accepted = ::progenitor_client::optional("accepted", value);
            self
        }
        pub fn rate<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<crate::Percentage>,
            T::Error: ::std::fmt::Display,
        {
            self.rate = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for rate: {e}"));
            self
        }
    }
    impl ::std::convert::TryFrom<Premium> for super::Premium {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Premium,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[value.accepted.as_ref().err(), value.rate.as_ref().err()],
            )?;
            Ok(Self {
                accepted: value.accepted?,
                rate: value.rate?,
            })
        }
    }
    impl ::std::convert::From<super::Premium> for Premium {
        fn from(value: super::Premium) -> Self {
            Self {
                accepted: Ok(value.accepted),
                rate: Ok(value.rate),
            }
        }
    }
    ///`PremiumDecisionRequest`.
    #[derive(Clone, Debug)]
    pub struct PremiumDecisionRequest {
        ///Your answer.
        decision: ::std::result::Result<
            crate::generated::types::PremiumDecision,
            ::std::string::String,
        >,
        ///`endorsement_no`.
        endorsement_no: ::std::result::Result<i64, ::std::string::String>,
    }
    impl ::std::default::Default for PremiumDecisionRequest {
        fn default() -> Self {
            Self {
                decision: Err("no value supplied for decision".to_string()),
                endorsement_no: Err("no value supplied for endorsement_no".to_string()),
            }
        }
    }
    impl PremiumDecisionRequest {
        pub fn decision<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<crate::generated::types::PremiumDecision>,
            T::Error: ::std::fmt::Display,
        {
            self.decision = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for decision: {e}")
                });
            self
        }
        pub fn endorsement_no<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<i64>,
            T::Error: ::std::fmt::Display,
        {
            self.endorsement_no = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for endorsement_no: {e}")
                });
            self
        }
    }
    impl ::std::convert::TryFrom<PremiumDecisionRequest>
    for super::PremiumDecisionRequest {
        type Error = super::error::ConversionError;
        fn try_from(
            value: PremiumDecisionRequest,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[value.decision.as_ref().err(), value.endorsement_no.as_ref().err()],
            )?;
            Ok(Self {
                decision: value.decision?,
                endorsement_no: value.endorsement_no?,
            })
        }
    }
    impl ::std::convert::From<super::PremiumDecisionRequest> for PremiumDecisionRequest {
        fn from(value: super::PremiumDecisionRequest) -> Self {
            Self {
                decision: Ok(value.decision),
                endorsement_no: Ok(value.endorsement_no),
            }
        }
    }
}
/// Error types.
pub mod error {
    ///Error from a `TryFrom` or `FromStr` implementation.
    pub struct ConversionError(::std::borrow::Cow<'static, str>);
    impl ::std::error::Error for ConversionError {}
    impl ::std::fmt::Display for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::fmt::Debug for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Debug::fmt(&self.0, f)
        }
    }
    impl From<&'static str> for ConversionError {
        fn from(value: &'static str) -> Self {
            Self(value.into())
        }
    }
    impl From<String> for ConversionError {
        fn from(value: String) -> Self {
            Self(value.into())
        }
    }
}
impl StatusCode {
    ///1: in process
    pub const IN_PROCESS: Self = Self(1);
    ///2: granted
    pub const GRANTED: Self = Self(2);
    ///3: granted in part
    pub const GRANTED_IN_PART: Self = Self(3);
    ///4: denied
    pub const DENIED: Self = Self(4);
    ///5: awaiting the answer on the premium
    pub const AWAITING_PREMIUM_DECISION: Self = Self(5);
    ///6: annulled
    pub const ANNULLED: Self = Self(6);
    ///7: withdrawn
    pub const WITHDRAWN: Self = Self(7);
    /// The values that the document knows; a server may send others.
    pub const KNOWN: &'static [Self] = &[
        Self::IN_PROCESS,
        Self::GRANTED,
        Self::GRANTED_IN_PART,
        Self::DENIED,
        Self::AWAITING_PREMIUM_DECISION,
        Self::ANNULLED,
        Self::WITHDRAWN,
    ];
    /// Whether the document knows the value.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(self.0, 1 | 2 | 3 | 4 | 5 | 6 | 7)
    }
    /// What a known value means, in a language (`en`, `es-ES`) if the document has it, else in English.
    #[must_use]
    pub fn description(&self, language: &str) -> ::std::option::Option<&'static str> {
        let texts: &[(&str, &str)] = match self.0 {
            1 => &[("", "in process")],
            2 => &[("", "granted")],
            3 => &[("", "granted in part")],
            4 => &[("", "denied")],
            5 => &[("", "awaiting the answer on the premium")],
            6 => &[("", "annulled")],
            7 => &[("", "withdrawn")],
            _ => &[],
        };
        ::progenitor_client::meaning::in_language(texts, language)
    }
}
///`ACTIVATE` switches the cover on, `DEACTIVATE` off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ActivationAction {
    ///`ACTIVATE`.
    Activate,
    ///`DEACTIVATE`.
    Deactivate,
}
impl ActivationAction {
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Activate => "ACTIVATE",
            Self::Deactivate => "DEACTIVATE",
        }
    }
}
impl ::std::fmt::Display for ActivationAction {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl ::serde::Serialize for ActivationAction {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl ::std::str::FromStr for ActivationAction {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "ACTIVATE" => ::std::result::Result::Ok(Self::Activate),
            "DEACTIVATE" => ::std::result::Result::Ok(Self::Deactivate),
            _ => ::std::result::Result::Err("invalid value".into()),
        }
    }
}
impl ::std::convert::TryFrom<&str> for ActivationAction {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ActivationAction {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ActivationAction {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e)
            })
    }
}
#[cfg(feature = "schemars")]
impl ::schemars::JsonSchema for ActivationAction {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "ActivationAction".into()
    }
    fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
        ::schemars::json_schema!(
            { "type" : "string", "enum" : ["ACTIVATE", "DEACTIVATE"] }
        )
    }
}
///`ACCEPT` takes the cover at the premium, `DENY` withdraws the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PremiumDecision {
    ///`ACCEPT`.
    Accept,
    ///`DENY`.
    Deny,
}
impl PremiumDecision {
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Accept => "ACCEPT",
            Self::Deny => "DENY",
        }
    }
}
impl ::std::fmt::Display for PremiumDecision {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl ::serde::Serialize for PremiumDecision {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl ::std::str::FromStr for PremiumDecision {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "ACCEPT" => ::std::result::Result::Ok(Self::Accept),
            "DENY" => ::std::result::Result::Ok(Self::Deny),
            _ => ::std::result::Result::Err("invalid value".into()),
        }
    }
}
impl ::std::convert::TryFrom<&str> for PremiumDecision {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for PremiumDecision {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for PremiumDecision {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e)
            })
    }
}
#[cfg(feature = "schemars")]
impl ::schemars::JsonSchema for PremiumDecision {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "PremiumDecision".into()
    }
    fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
        ::schemars::json_schema!({ "type" : "string", "enum" : ["ACCEPT", "DENY"] })
    }
}
