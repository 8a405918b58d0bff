// Made by `cargo xtask generate --spec portfolio-movements.oas2.yaml --out ..`. Do not edit.

///Either `error`, or what the gateway says of a request that it refuses.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BadRequestResponse {
    ///`error`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub error: ::std::option::Option<Error>,
    ///`client`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub client: ::std::option::Option<Client>,
    ///`httpCode`.
    #[serde(rename = "httpCode", skip_serializing_if = "::std::option::Option::is_none")]
    pub http_code: ::std::option::Option<::std::string::String>,
    ///`httpMessage`.
    #[serde(
        rename = "httpMessage",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub http_message: ::std::option::Option<::std::string::String>,
    ///`moreInformation`.
    #[serde(
        rename = "moreInformation",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub more_information: ::std::option::Option<::std::string::String>,
}
impl BadRequestResponse {
    pub fn builder() -> builder::BadRequestResponse {
        Default::default()
    }
}
///`Client`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Client {
    ///Contract number: modality and policy.
    #[serde(
        rename = "contractNo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub contract_no: ::std::option::Option<::std::string::String>,
    ///The parameter of the next page; 0 where there is none.
    #[serde(
        rename = "nextEndorsementNo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub next_endorsement_no: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
    >,
}
impl Client {
    pub fn builder() -> builder::Client {
        Default::default()
    }
}
///An endorsement that moved, with its debtor.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Debtor {
    ///Country of the debtor (ISO 3166-1 alpha-2).
    #[serde(
        rename = "countryCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub country_code: ::std::option::Option<::std::string::String>,
    ///Tax number of the debtor in its country.
    #[serde(rename = "taxCode", skip_serializing_if = "::std::option::Option::is_none")]
    pub tax_code: ::std::option::Option<::std::string::String>,
    ///Number of the endorsement. A request that is not granted has its number here.
    #[serde(
        rename = "endorsementNo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub endorsement_no: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
    >,
    ///The debtor's code in the customer's own system.
    #[serde(
        rename = "customerReference",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub customer_reference: ::std::option::Option<::std::string::String>,
    ///Registered name of the debtor.
    #[serde(
        rename = "companyName",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub company_name: ::std::option::Option<::std::string::String>,
    ///Street and number.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub address: ::std::option::Option<::std::string::String>,
    ///City.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub city: ::std::option::Option<::std::string::String>,
    ///Province or state.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub state: ::std::option::Option<::std::string::String>,
    ///Postal code.
    #[serde(
        rename = "postalCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub postal_code: ::std::option::Option<::std::string::String>,
    ///Telephone.
    #[serde(rename = "phoneNo", skip_serializing_if = "::std::option::Option::is_none")]
    pub phone_no: ::std::option::Option<::std::string::String>,
    ///E-mail.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub email: ::std::option::Option<::std::string::String>,
    ///The limit that was asked for.
    #[serde(
        rename = "creditLimitRequested",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub credit_limit_requested: ::std::option::Option<
        ::progenitor_client::meaning::Text<
            ::progenitor_client::meaning::AmountComma<::progenitor_client::Decimal>,
        >,
    >,
    ///Means of payment that was asked for.
    #[serde(
        rename = "paymentMethodRequestedCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub payment_method_requested_code: ::std::option::Option<::std::string::String>,
    ///Payment term in days that was asked for.
    #[serde(
        rename = "paymentTermsRequested",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub payment_terms_requested: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
    >,
    ///Currency of the limits (ISO 4217).
    #[serde(
        rename = "currencyCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub currency_code: ::std::option::Option<::std::string::String>,
    ///The limit that was granted.
    #[serde(
        rename = "creditLimitGranted",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub credit_limit_granted: ::std::option::Option<
        ::progenitor_client::meaning::Text<
            ::progenitor_client::meaning::AmountComma<::progenitor_client::Decimal>,
        >,
    >,
    ///Cover of the commercial risk, in percent.
    #[serde(
        rename = "commercialRiskCoverPct",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub commercial_risk_cover_pct: ::std::option::Option<
        ::progenitor_client::meaning::Text<
            ::progenitor_client::meaning::PercentageComma<::progenitor_client::Decimal>,
        >,
    >,
    ///Cover of the political risk, in percent.
    #[serde(
        rename = "politicalRiskCoverPct",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub political_risk_cover_pct: ::std::option::Option<
        ::progenitor_client::meaning::Text<
            ::progenitor_client::meaning::PercentageComma<::progenitor_client::Decimal>,
        >,
    >,
    ///Means of payment that was granted.
    #[serde(
        rename = "paymentMethodGrantedCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub payment_method_granted_code: ::std::option::Option<::std::string::String>,
    ///Payment term in days that was granted.
    #[serde(
        rename = "paymentTermsGranted",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub payment_terms_granted: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
    >,
    ///Group of the commercial risk.
    #[serde(
        rename = "commercialRiskGroupCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub commercial_risk_group_code: ::std::option::Option<::std::string::String>,
    ///Group of the political risk.
    #[serde(
        rename = "politicalRiskGroupCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub political_risk_group_code: ::std::option::Option<::std::string::String>,
    ///Situation: T, P, PC, C, N, PA, PN. The letters are those of the file interface; that they stand in this property is assumed.
    #[serde(
        rename = "classificationDecisionCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub classification_decision_code: ::std::option::Option<
        DebtorClassificationDecisionCode,
    >,
    ///Status as a number. 1 is in process; 2, 10 and 66 have been seen, and what they mean is not known.
    #[serde(
        rename = "statusCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub status_code: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
    >,
    ///The insurer's code of the company.
    #[serde(
        rename = "cesceCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub cesce_code: ::std::option::Option<::std::string::String>,
    ///Day of the request.
    #[serde(
        rename = "requestEntryDate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub request_entry_date: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::CompactDate>,
    >,
    ///First day of cover.
    #[serde(
        rename = "effectiveDate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub effective_date: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::CompactDate>,
    >,
    ///Day on which it was annulled.
    #[serde(
        rename = "cancellationDate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub cancellation_date: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::CompactDate>,
    >,
    ///Last day of cover.
    #[serde(
        rename = "validityDate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub validity_date: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::CompactDate>,
    >,
    ///Day of the decision.
    #[serde(
        rename = "classificationDate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub classification_date: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::CompactDate>,
    >,
    ///Reason of the decision, as a number.
    #[serde(
        rename = "validityReasonCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub validity_reason_code: ::std::option::Option<DebtorValidityReasonCode>,
    ///Whether there are comments: S or N.
    #[serde(
        rename = "commentsInd",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub comments_ind: ::std::option::Option<
        ::progenitor_client::meaning::Text<
            ::progenitor_client::meaning::Flag<crate::generated::types::flags::SOrN>,
        >,
    >,
}
impl Debtor {
    pub fn builder() -> builder::Debtor {
        Default::default()
    }
}
///Situation: T, P, PC, C, N, PA, PN. The letters are those of the file interface; that they stand in this property is assumed.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
#[derive(Eq, Hash, Ord, PartialOrd)]
pub struct DebtorClassificationDecisionCode(pub ::progenitor_client::meaning::Code);
impl ::std::ops::Deref for DebtorClassificationDecisionCode {
    type Target = ::progenitor_client::meaning::Code;
    fn deref(&self) -> &::progenitor_client::meaning::Code {
        &self.0
    }
}
impl ::std::convert::From<DebtorClassificationDecisionCode>
for ::progenitor_client::meaning::Code {
    fn from(value: DebtorClassificationDecisionCode) -> Self {
        value.0
    }
}
impl ::std::convert::From<::progenitor_client::meaning::Code>
for DebtorClassificationDecisionCode {
    fn from(value: ::progenitor_client::meaning::Code) -> Self {
        Self(value)
    }
}
impl ::std::fmt::Display for DebtorClassificationDecisionCode {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        self.0.fmt(f)
    }
}
impl ::std::str::FromStr for DebtorClassificationDecisionCode {
    type Err = <::progenitor_client::meaning::Code as ::std::str::FromStr>::Err;
    fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
        Ok(Self(value.parse()?))
    }
}
impl ::std::convert::TryFrom<&str> for DebtorClassificationDecisionCode {
    type Error = <::progenitor_client::meaning::Code as ::std::str::FromStr>::Err;
    fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<String> for DebtorClassificationDecisionCode {
    type Error = <::progenitor_client::meaning::Code as ::std::str::FromStr>::Err;
    fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
        value.parse()
    }
}
///Reason of the decision, as a number.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
#[derive(Eq, Hash, Ord, PartialOrd)]
pub struct DebtorValidityReasonCode(pub ::progenitor_client::meaning::Code);
impl ::std::ops::Deref for DebtorValidityReasonCode {
    type Target = ::progenitor_client::meaning::Code;
    fn deref(&self) -> &::progenitor_client::meaning::Code {
        &self.0
    }
}
impl ::std::convert::From<DebtorValidityReasonCode>
for ::progenitor_client::meaning::Code {
    fn from(value: DebtorValidityReasonCode) -> Self {
        value.0
    }
}
impl ::std::convert::From<::progenitor_client::meaning::Code>
for DebtorValidityReasonCode {
    fn from(value: ::progenitor_client::meaning::Code) -> Self {
        Self(value)
    }
}
impl ::std::fmt::Display for DebtorValidityReasonCode {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        self.0.fmt(f)
    }
}
impl ::std::str::FromStr for DebtorValidityReasonCode {
    type Err = <::progenitor_client::meaning::Code as ::std::str::FromStr>::Err;
    fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
        Ok(Self(value.parse()?))
    }
}
impl ::std::convert::TryFrom<&str> for DebtorValidityReasonCode {
    type Error = <::progenitor_client::meaning::Code as ::std::str::FromStr>::Err;
    fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<String> for DebtorValidityReasonCode {
    type Error = <::progenitor_client::meaning::Code as ::std::str::FromStr>::Err;
    fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
        value.parse()
    }
}
///`Error`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Error {
    /**`0`: carried out. SCU001 wrong user or password; SCU002 password expired; SCU003 user blocked; SCU004 user not
valid for the client; CCC001 contract not found; CCC002 contract and client do not match; RAD0001 classification
or company not found.*/
    #[serde(rename = "errorCode")]
    pub error_code: ErrorErrorCode,
    ///The error in words.
    #[serde(
        rename = "errorDescription",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub error_description: ::std::option::Option<::std::string::String>,
}
impl Error {
    pub fn builder() -> builder::Error {
        Default::default()
    }
}
/**`0`: carried out. SCU001 wrong user or password; SCU002 password expired; SCU003 user blocked; SCU004 user not
valid for the client; CCC001 contract not found; CCC002 contract and client do not match; RAD0001 classification
or company not found.*/
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
#[derive(Eq, Hash, Ord, PartialOrd)]
pub struct ErrorErrorCode(pub ::progenitor_client::meaning::Code);
impl ::std::ops::Deref for ErrorErrorCode {
    type Target = ::progenitor_client::meaning::Code;
    fn deref(&self) -> &::progenitor_client::meaning::Code {
        &self.0
    }
}
impl ::std::convert::From<ErrorErrorCode> for ::progenitor_client::meaning::Code {
    fn from(value: ErrorErrorCode) -> Self {
        value.0
    }
}
impl ::std::convert::From<::progenitor_client::meaning::Code> for ErrorErrorCode {
    fn from(value: ::progenitor_client::meaning::Code) -> Self {
        Self(value)
    }
}
impl ::std::fmt::Display for ErrorErrorCode {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        self.0.fmt(f)
    }
}
impl ::std::str::FromStr for ErrorErrorCode {
    type Err = <::progenitor_client::meaning::Code as ::std::str::FromStr>::Err;
    fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
        Ok(Self(value.parse()?))
    }
}
impl ::std::convert::TryFrom<&str> for ErrorErrorCode {
    type Error = <::progenitor_client::meaning::Code as ::std::str::FromStr>::Err;
    fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<String> for ErrorErrorCode {
    type Error = <::progenitor_client::meaning::Code as ::std::str::FromStr>::Err;
    fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
        value.parse()
    }
}
///An error of the gateway. Any property can be missing, and the body can be no JSON at all.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GatewayError {
    ///The HTTP status, as a string.
    #[serde(rename = "httpCode", skip_serializing_if = "::std::option::Option::is_none")]
    pub http_code: ::std::option::Option<::std::string::String>,
    ///`httpMessage`.
    #[serde(
        rename = "httpMessage",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub http_message: ::std::option::Option<::std::string::String>,
    ///What was wrong.
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
///`MovementsResponse`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MovementsResponse {
    ///`error`.
    pub error: Error,
    ///`client`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub client: ::std::option::Option<Client>,
    ///The movements; null on the last page.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub debtor: ::std::option::Option<::std::vec::Vec<Debtor>>,
}
impl MovementsResponse {
    pub fn builder() -> builder::MovementsResponse {
        Default::default()
    }
}
///`QueryMovementsContractNo`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct QueryMovementsContractNo(::std::string::String);
impl ::std::ops::Deref for QueryMovementsContractNo {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<QueryMovementsContractNo> for ::std::string::String {
    fn from(value: QueryMovementsContractNo) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for QueryMovementsContractNo {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 11usize {
            return Err("longer than 11 characters".into());
        }
        if value.chars().count() < 11usize {
            return Err("shorter than 11 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for QueryMovementsContractNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for QueryMovementsContractNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for QueryMovementsContractNo {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Responses of `queryMovements` on failure.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum QueryMovementsErrorByStatus {
    ///400: A business error with `error`, or a request that the gateway refuses. A contract number that is wrong or incomplete is refused with this status.
    BadRequest(BadRequestResponse),
    ///401: There is no token, or it has expired or is not known.
    Unauthorized(GatewayError),
    ///403: The application is not subscribed to the API, or the token lacks the scope.
    Forbidden(GatewayError),
    ///404: The path is not known.
    NotFound(GatewayError),
    ///405: The path does not have this method.
    MethodNotAllowed(GatewayError),
    ///429: The rate limit of the plan is exceeded.
    TooManyRequests(GatewayError),
    ///500: The gateway or the API failed. A POST may have been carried out.
    InternalServerError(GatewayError),
}
///`QueryMovementsLanguageCode`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct QueryMovementsLanguageCode(::std::string::String);
impl ::std::ops::Deref for QueryMovementsLanguageCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<QueryMovementsLanguageCode> for ::std::string::String {
    fn from(value: QueryMovementsLanguageCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for QueryMovementsLanguageCode {
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
impl ::std::convert::TryFrom<&str> for QueryMovementsLanguageCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for QueryMovementsLanguageCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for QueryMovementsLanguageCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///`QueryMovementsNextEndorsementNo`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct QueryMovementsNextEndorsementNo(::std::string::String);
impl ::std::ops::Deref for QueryMovementsNextEndorsementNo {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<QueryMovementsNextEndorsementNo> for ::std::string::String {
    fn from(value: QueryMovementsNextEndorsementNo) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for QueryMovementsNextEndorsementNo {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 10usize {
            return Err("longer than 10 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for QueryMovementsNextEndorsementNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for QueryMovementsNextEndorsementNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for QueryMovementsNextEndorsementNo {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
/// Types for composing complex structures.
pub mod builder {
    ///`BadRequestResponse`.
    #[derive(Clone, Debug)]
    pub struct BadRequestResponse {
        ///`client`.
        client: ::std::result::Result<
            ::std::option::Option<super::Client>,
            ::std::string::String,
        >,
        ///`error`.
        error: ::std::result::Result<
            ::std::option::Option<super::Error>,
            ::std::string::String,
        >,
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
    impl ::std::default::Default for BadRequestResponse {
        fn default() -> Self {
            Self {
                client: Ok(Default::default()),
                error: Ok(Default::default()),
                http_code: Ok(Default::default()),
                http_message: Ok(Default::default()),
                more_information: Ok(Default::default()),
            }
        }
    }
    impl BadRequestResponse {
        pub fn client<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::Client, Kind>,
        {
            self.client = ::progenitor_client::optional("client", value);
            self
        }
        pub fn error<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::Error, Kind>,
        {
            self.error = ::progenitor_client::optional("error", value);
            self
        }
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
    impl ::std::convert::TryFrom<BadRequestResponse> for super::BadRequestResponse {
        type Error = super::error::ConversionError;
        fn try_from(
            value: BadRequestResponse,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.client.as_ref().err(),
                    value.error.as_ref().err(),
                    value.http_code.as_ref().err(),
                    value.http_message.as_ref().err(),
                    value.more_information.as_ref().err(),
                ],
            )?;
            Ok(Self {
                client: value.client?,
                error: value.error?,
                http_code: value.http_code?,
                http_message: value.http_message?,
                more_information: value.more_information?,
            })
        }
    }
    impl ::std::convert::From<super::BadRequestResponse> for BadRequestResponse {
        fn from(value: super::BadRequestResponse) -> Self {
            Self {
                client: Ok(value.client),
                error: Ok(value.error),
                http_code: Ok(value.http_code),
                http_message: Ok(value.http_message),
                more_information: Ok(value.more_information),
            }
        }
    }
    ///`Client`.
    #[derive(Clone, Debug)]
    pub struct Client {
        ///`contract_no`.
        contract_no: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`next_endorsement_no`.
        next_endorsement_no: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            >,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for Client {
        fn default() -> Self {
            Self {
                contract_no: Ok(Default::default()),
                next_endorsement_no: Ok(Default::default()),
            }
        }
    }
    impl Client {
        pub fn contract_no<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.contract_no = ::progenitor_client::optional("contract_no", value);
            self
        }
        pub fn next_endorsement_no<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
                Kind,
            >,
        {
            self.next_endorsement_no = ::progenitor_client::optional(
                "next_endorsement_no",
                value,
            );
            self
        }
    }
    impl ::std::convert::TryFrom<Client> for super::Client {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Client,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.contract_no.as_ref().err(),
                    value.next_endorsement_no.as_ref().err(),
                ],
            )?;
            Ok(Self {
                contract_no: value.contract_no?,
                next_endorsement_no: value.next_endorsement_no?,
            })
        }
    }
    impl ::std::convert::From<super::Client> for Client {
        fn from(value: super::Client) -> Self {
            Self {
                contract_no: Ok(value.contract_no),
                next_endorsement_no: Ok(value.next_endorsement_no),
            }
        }
    }
    ///`Debtor`.
    #[derive(Clone, Debug)]
    pub struct Debtor {
        ///Street and number.
        address: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`cancellation_date`.
        cancellation_date: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
            >,
            ::std::string::String,
        >,
        ///`cesce_code`.
        cesce_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///City.
        city: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`classification_date`.
        classification_date: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
            >,
            ::std::string::String,
        >,
        ///`classification_decision_code`.
        classification_decision_code: ::std::result::Result<
            ::std::option::Option<super::DebtorClassificationDecisionCode>,
            ::std::string::String,
        >,
        ///`comments_ind`.
        comments_ind: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::Flag<
                        crate::generated::types::flags::SOrN,
                    >,
                >,
            >,
            ::std::string::String,
        >,
        ///`commercial_risk_cover_pct`.
        commercial_risk_cover_pct: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::PercentageComma<
                        ::progenitor_client::Decimal,
                    >,
                >,
            >,
            ::std::string::String,
        >,
        ///`commercial_risk_group_code`.
        commercial_risk_group_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`company_name`.
        company_name: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`country_code`.
        country_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`credit_limit_granted`.
        credit_limit_granted: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::AmountComma<
                        ::progenitor_client::Decimal,
                    >,
                >,
            >,
            ::std::string::String,
        >,
        ///`credit_limit_requested`.
        credit_limit_requested: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::AmountComma<
                        ::progenitor_client::Decimal,
                    >,
                >,
            >,
            ::std::string::String,
        >,
        ///`currency_code`.
        currency_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`customer_reference`.
        customer_reference: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`effective_date`.
        effective_date: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
            >,
            ::std::string::String,
        >,
        ///E-mail.
        email: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`endorsement_no`.
        endorsement_no: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            >,
            ::std::string::String,
        >,
        ///`payment_method_granted_code`.
        payment_method_granted_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`payment_method_requested_code`.
        payment_method_requested_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`payment_terms_granted`.
        payment_terms_granted: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            >,
            ::std::string::String,
        >,
        ///`payment_terms_requested`.
        payment_terms_requested: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            >,
            ::std::string::String,
        >,
        ///`phone_no`.
        phone_no: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`political_risk_cover_pct`.
        political_risk_cover_pct: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::PercentageComma<
                        ::progenitor_client::Decimal,
                    >,
                >,
            >,
            ::std::string::String,
        >,
        ///`political_risk_group_code`.
        political_risk_group_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`postal_code`.
        postal_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`request_entry_date`.
        request_entry_date: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
            >,
            ::std::string::String,
        >,
        ///Province or state.
        state: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`status_code`.
        status_code: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            >,
            ::std::string::String,
        >,
        ///`tax_code`.
        tax_code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`validity_date`.
        validity_date: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
            >,
            ::std::string::String,
        >,
        ///`validity_reason_code`.
        validity_reason_code: ::std::result::Result<
            ::std::option::Option<super::DebtorValidityReasonCode>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for Debtor {
        fn default() -> Self {
            Self {
                address: Ok(Default::default()),
                cancellation_date: Ok(Default::default()),
                cesce_code: Ok(Default::default()),
                city: Ok(Default::default()),
                classification_date: Ok(Default::default()),
                classification_decision_code: Ok(Default::default()),
                comments_ind: Ok(Default::default()),
                commercial_risk_cover_pct: Ok(Default::default()),
                commercial_risk_group_code: Ok(Default::default()),
                company_name: Ok(Default::default()),
                country_code: Ok(Default::default()),
                credit_limit_granted: Ok(Default::default()),
                credit_limit_requested: Ok(Default::default()),
                currency_code: Ok(Default::default()),
                customer_reference: Ok(Default::default()),
                effective_date: Ok(Default::default()),
                email: Ok(Default::default()),
                endorsement_no: Ok(Default::default()),
                payment_method_granted_code: Ok(Default::default()),
                payment_method_requested_code: Ok(Default::default()),
                payment_terms_granted: Ok(Default::default()),
                payment_terms_requested: Ok(Default::default()),
                phone_no: Ok(Default::default()),
                political_risk_cover_pct: Ok(Default::default()),
                political_risk_group_code: Ok(Default::default()),
                postal_code: Ok(Default::default()),
                request_entry_date: Ok(Default::default()),
                state: Ok(Default::default()),
                status_code: Ok(Default::default()),
                tax_code: Ok(Default::default()),
                validity_date: Ok(Default::default()),
                validity_reason_code: Ok(Default::default()),
            }
        }
    }
    impl Debtor {
        pub fn address<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.address = ::progenitor_client::optional("address", value);
            self
        }
        pub fn cancellation_date<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
                Kind,
            >,
        {
            self.cancellation_date = ::progenitor_client::optional(
                "cancellation_date",
                value,
            );
            self
        }
        pub fn cesce_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.cesce_code = ::progenitor_client::optional("cesce_code", value);
            self
        }
        pub fn city<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.city = ::progenitor_client::optional("city", value);
            self
        }
        pub fn classification_date<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
                Kind,
            >,
        {
            self.classification_date = ::progenitor_client::optional(
                "classification_date",
                value,
            );
            self
        }
        pub fn classification_decision_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::DebtorClassificationDecisionCode,
                Kind,
            >,
        {
            self.classification_decision_code = ::progenitor_client::optional(
                "classification_decision_code",
                value,
            );
            self
        }
        pub fn comments_ind<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::Flag<
                        crate::generated::types::flags::SOrN,
                    >,
                >,
                Kind,
            >,
        {
            self.comments_ind = ::progenitor_client::optional("comments_ind", value);
            self
        }
        pub fn commercial_risk_cover_pct<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::PercentageComma<
                        ::progenitor_client::Decimal,
                    >,
                >,
                Kind,
            >,
        {
            self.commercial_risk_cover_pct = ::progenitor_client::optional(
                "commercial_risk_cover_pct",
                value,
            );
            self
        }
        pub fn commercial_risk_group_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.commercial_risk_group_code = ::progenitor_client::optional(
                "commercial_risk_group_code",
                value,
            );
            self
        }
        pub fn company_name<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.company_name = ::progenitor_client::optional("company_name", value);
            self
        }
        pub fn country_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.country_code = ::progenitor_client::optional("country_code", value);
            self
        }
        pub fn credit_limit_granted<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::AmountComma<
                        ::progenitor_client::Decimal,
                    >,
                >,
                Kind,
            >,
        {
            self.credit_limit_granted = ::progenitor_client::optional(
                "credit_limit_granted",
                value,
            );
            self
        }
        pub fn credit_limit_requested<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::AmountComma<
                        ::progenitor_client::Decimal,
                    >,
                >,
                Kind,
            >,
        {
            self.credit_limit_requested = ::progenitor_client::optional(
                "credit_limit_requested",
                value,
            );
            self
        }
        pub fn currency_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.currency_code = ::progenitor_client::optional("currency_code", value);
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
        pub fn effective_date<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
                Kind,
            >,
        {
            self.effective_date = ::progenitor_client::optional("effective_date", value);
            self
        }
        pub fn email<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.email = ::progenitor_client::optional("email", value);
            self
        }
        pub fn endorsement_no<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
                Kind,
            >,
        {
            self.endorsement_no = ::progenitor_client::optional("endorsement_no", value);
            self
        }
        pub fn payment_method_granted_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.payment_method_granted_code = ::progenitor_client::optional(
                "payment_method_granted_code",
                value,
            );
            self
        }
        pub fn payment_method_requested_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.payment_method_requested_code = ::progenitor_client::optional(
                "payment_method_requested_code",
                value,
            );
            self
        }
        pub fn payment_terms_granted<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
                Kind,
            >,
        {
            self.payment_terms_granted = ::progenitor_client::optional(
                "payment_terms_granted",
                value,
            );
            self
        }
        pub fn payment_terms_requested<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
                Kind,
            >,
        {
            self.payment_terms_requested = ::progenitor_client::optional(
                "payment_terms_requested",
                value,
            );
            self
        }
        pub fn phone_no<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.phone_no = ::progenitor_client::optional("phone_no", value);
            self
        }
        pub fn political_risk_cover_pct<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::PercentageComma<
                        ::progenitor_client::Decimal,
                    >,
                >,
                Kind,
            >,
        {
            self.political_risk_cover_pct = ::progenitor_client::optional(
                "political_risk_cover_pct",
                value,
            );
            self
        }
        pub fn political_risk_group_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.political_risk_group_code = ::progenitor_client::optional(
                "political_risk_group_code",
                value,
            );
            self
        }
        pub fn postal_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.postal_code = ::progenitor_client::optional("postal_code", value);
            self
        }
        pub fn request_entry_date<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
                Kind,
            >,
        {
            self.request_entry_date = ::progenitor_client::optional(
                "request_entry_date",
                value,
            );
            self
        }
        pub fn state<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.state = ::progenitor_client::optional("state", value);
            self
        }
        pub fn status_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
                Kind,
            >,
        {
            self.status_code = ::progenitor_client::optional("status_code", value);
            self
        }
        pub fn tax_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.tax_code = ::progenitor_client::optional("tax_code", value);
            self
        }
        pub fn validity_date<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::CompactDate,
                >,
                Kind,
            >,
        {
            self.validity_date = ::progenitor_client::optional("validity_date", value);
            self
        }
        pub fn validity_reason_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::DebtorValidityReasonCode, Kind>,
        {
            self.validity_reason_code = ::progenitor_client::optional(
                "validity_reason_code",
                value,
            );
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
                    value.address.as_ref().err(),
                    value.cancellation_date.as_ref().err(),
                    value.cesce_code.as_ref().err(),
                    value.city.as_ref().err(),
                    value.classification_date.as_ref().err(),
                    value.classification_decision_code.as_ref().err(),
                    value.comments_ind.as_ref().err(),
                    value.commercial_risk_cover_pct.as_ref().err(),
                    value.commercial_risk_group_code.as_ref().err(),
                    value.company_name.as_ref().err(),
                    value.country_code.as_ref().err(),
                    value.credit_limit_granted.as_ref().err(),
                    value.credit_limit_requested.as_ref().err(),
                    value.currency_code.as_ref().err(),
                    value.customer_reference.as_ref().err(),
                    value.effective_date.as_ref().err(),
                    value.email.as_ref().err(),
                    value.endorsement_no.as_ref().err(),
                    value.payment_method_granted_code.as_ref().err(),
                    value.payment_method_requested_code.as_ref().err(),
                    value.payment_terms_granted.as_ref().err(),
                    value.payment_terms_requested.as_ref().err(),
                    value.phone_no.as_ref().err(),
                    value.political_risk_cover_pct.as_ref().err(),
                    value.political_risk_group_code.as_ref().err(),
                    value.postal_code.as_ref().err(),
                    value.request_entry_date.as_ref().err(),
                    value.state.as_ref().err(),
                    value.status_code.as_ref().err(),
                    value.tax_code.as_ref().err(),
                    value.validity_date.as_ref().err(),
                    value.validity_reason_code.as_ref().err(),
                ],
            )?;
            Ok(Self {
                address: value.address?,
                cancellation_date: value.cancellation_date?,
                cesce_code: value.cesce_code?,
                city: value.city?,
                classification_date: value.classification_date?,
                classification_decision_code: value.classification_decision_code?,
                comments_ind: value.comments_ind?,
                commercial_risk_cover_pct: value.commercial_risk_cover_pct?,
                commercial_risk_group_code: value.commercial_risk_group_code?,
                company_name: value.company_name?,
                country_code: value.country_code?,
                credit_limit_granted: value.credit_limit_granted?,
                credit_limit_requested: value.credit_limit_requested?,
                currency_code: value.currency_code?,
                customer_reference: value.customer_reference?,
                effective_date: value.effective_date?,
                email: value.email?,
                endorsement_no: value.endorsement_no?,
                payment_method_granted_code: value.payment_method_granted_code?,
                payment_method_requested_code: value.payment_method_requested_code?,
                payment_terms_granted: value.payment_terms_granted?,
                payment_terms_requested: value.payment_terms_requested?,
                phone_no: value.phone_no?,
                political_risk_cover_pct: value.political_risk_cover_pct?,
                political_risk_group_code: value.political_risk_group_code?,
                postal_code: value.postal_code?,
                request_entry_date: value.request_entry_date?,
                state: value.state?,
                status_code: value.status_code?,
                tax_code: value.tax_code?,
                validity_date: value.validity_date?,
                validity_reason_code: value.validity_reason_code?,
            })
        }
    }
    impl ::std::convert::From<super::Debtor> for Debtor {
        fn from(value: super::Debtor) -> Self {
            Self {
                address: Ok(value.address),
                cancellation_date: Ok(value.cancellation_date),
                cesce_code: Ok(value.cesce_code),
                city: Ok(value.city),
                classification_date: Ok(value.classification_date),
                classification_decision_code: Ok(value.classification_decision_code),
                comments_ind: Ok(value.comments_ind),
                commercial_risk_cover_pct: Ok(value.commercial_risk_cover_pct),
                commercial_risk_group_code: Ok(value.commercial_risk_group_code),
                company_name: Ok(value.company_name),
                country_code: Ok(value.country_code),
                credit_limit_granted: Ok(value.credit_limit_granted),
                credit_limit_requested: Ok(value.credit_limit_requested),
                currency_code: Ok(value.currency_code),
                customer_reference: Ok(value.customer_reference),
                effective_date: Ok(value.effective_date),
                email: Ok(value.email),
                endorsement_no: Ok(value.endorsement_no),
                payment_method_granted_code: Ok(value.payment_method_granted_code),
                payment_method_requested_code: Ok(value.payment_method_requested_code),
                payment_terms_granted: Ok(value.payment_terms_granted),
                payment_terms_requested: Ok(value.payment_terms_requested),
                phone_no: Ok(value.phone_no),
                political_risk_cover_pct: Ok(value.political_risk_cover_pct),
                political_risk_group_code: Ok(value.political_risk_group_code),
                postal_code: Ok(value.postal_code),
                request_entry_date: Ok(value.request_entry_date),
                state: Ok(value.state),
                status_code: Ok(value.status_code),
                tax_code: Ok(value.tax_code),
                validity_date: Ok(value.validity_date),
                validity_reason_code: Ok(value.validity_reason_code),
            }
        }
    }
    ///`Error`.
    #[derive(Clone, Debug)]
    pub struct Error {
        ///`error_code`.
        error_code: ::std::result::Result<super::ErrorErrorCode, ::std::string::String>,
        ///`error_description`.
        error_description: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for Error {
        fn default() -> Self {
            Self {
                error_code: Err("no value supplied for error_code".to_string()),
                error_description: Ok(Default::default()),
            }
        }
    }
    impl Error {
        pub fn error_code<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::ErrorErrorCode>,
            T::Error: ::std::fmt::Display,
        {
            self.error_code = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for error_code: {e}")
                });
            self
        }
        pub fn error_description<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.error_description = ::progenitor_client::optional(
                "error_description",
                value,
            );
            self
        }
    }
    impl ::std::convert::TryFrom<Error> for super::Error {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Error,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.error_code.as_ref().err(),
                    value.error_description.as_ref().err(),
                ],
            )?;
            Ok(Self {
                error_code: value.error_code?,
                error_description: value.error_description?,
            })
        }
    }
    impl ::std::convert::From<super::Error> for Error {
        fn from(value: super::Error) -> Self {
            Self {
                error_code: Ok(value.error_code),
                error_description: Ok(value.error_description),
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
    ///`MovementsResponse`.
    #[derive(Clone, Debug)]
    pub struct MovementsResponse {
        ///`client`.
        client: ::std::result::Result<
            ::std::option::Option<super::Client>,
            ::std::string::String,
        >,
        ///The movements; null on the last page.
        debtor: ::std::result::Result<
            ::std::option::Option<::std::vec::Vec<super::Debtor>>,
            ::std::string::String,
        >,
        ///`error`.
        error: ::std::result::Result<super::Error, ::std::string::String>,
    }
    impl ::std::default::Default for MovementsResponse {
        fn default() -> Self {
            Self {
                client: Ok(Default::default()),
                debtor: Ok(Default::default()),
                error: Err("no value supplied for error".to_string()),
            }
        }
    }
    impl MovementsResponse {
        pub fn client<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::Client, Kind>,
        {
            self.client = ::progenitor_client::optional("client", value);
            self
        }
        pub fn debtor<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::vec::Vec<super::Debtor>, Kind>,
        {
            self.debtor = ::progenitor_client::optional("debtor", value);
            self
        }
        pub fn error<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::Error>,
            T::Error: ::std::fmt::Display,
        {
            self.error = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for error: {e}"));
            self
        }
    }
    impl ::std::convert::TryFrom<MovementsResponse> for super::MovementsResponse {
        type Error = super::error::ConversionError;
        fn try_from(
            value: MovementsResponse,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.client.as_ref().err(),
                    value.debtor.as_ref().err(),
                    value.error.as_ref().err(),
                ],
            )?;
            Ok(Self {
                client: value.client?,
                debtor: value.debtor?,
                error: value.error?,
            })
        }
    }
    impl ::std::convert::From<super::MovementsResponse> for MovementsResponse {
        fn from(value: super::MovementsResponse) -> Self {
            Self {
                client: Ok(value.client),
                debtor: Ok(value.debtor),
                error: Ok(value.error),
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
impl ::progenitor_client::FromResponse for QueryMovementsErrorByStatus {
    const STATUSES: &'static [u16] = &[];
    fn from_response(
        status: u16,
        received: ::progenitor_client::Received<'_>,
    ) -> ::std::result::Result<Self, ::progenitor_client::Undecoded> {
        Ok(
            match status {
                400u16 => {
                    Self::BadRequest(
                        ::progenitor_client::FromResponse::from_response(
                            status,
                            received,
                        )?,
                    )
                }
                401u16 => {
                    Self::Unauthorized(
                        ::progenitor_client::FromResponse::from_response(
                            status,
                            received,
                        )?,
                    )
                }
                403u16 => {
                    Self::Forbidden(
                        ::progenitor_client::FromResponse::from_response(
                            status,
                            received,
                        )?,
                    )
                }
                404u16 => {
                    Self::NotFound(
                        ::progenitor_client::FromResponse::from_response(
                            status,
                            received,
                        )?,
                    )
                }
                405u16 => {
                    Self::MethodNotAllowed(
                        ::progenitor_client::FromResponse::from_response(
                            status,
                            received,
                        )?,
                    )
                }
                429u16 => {
                    Self::TooManyRequests(
                        ::progenitor_client::FromResponse::from_response(
                            status,
                            received,
                        )?,
                    )
                }
                500u16 => {
                    Self::InternalServerError(
                        ::progenitor_client::FromResponse::from_response(
                            status,
                            received,
                        )?,
                    )
                }
                _ => return ::progenitor_client::FromResponse::undocumented(),
            },
        )
    }
}
impl ErrorErrorCode {
    ///SCU001: wrong user or password
    pub const WRONG_PASSWORD: Self = Self(
        ::progenitor_client::meaning::Code::known("SCU001"),
    );
    ///SCU002: password expired
    pub const PASSWORD_EXPIRED: Self = Self(
        ::progenitor_client::meaning::Code::known("SCU002"),
    );
    ///SCU003: user blocked
    pub const USER_BLOCKED: Self = Self(
        ::progenitor_client::meaning::Code::known("SCU003"),
    );
    ///SCU004: user not valid for the client
    pub const USER_NOT_VALID: Self = Self(
        ::progenitor_client::meaning::Code::known("SCU004"),
    );
    ///CCC001: contract not found
    pub const CONTRACT_NOT_FOUND: Self = Self(
        ::progenitor_client::meaning::Code::known("CCC001"),
    );
    ///CCC002: contract and client do not match
    pub const CONTRACT_OF_ANOTHER: Self = Self(
        ::progenitor_client::meaning::Code::known("CCC002"),
    );
    ///RAD0001: classification or company not found
    pub const NOT_FOUND: Self = Self(
        ::progenitor_client::meaning::Code::known("RAD0001"),
    );
    /// The values that the document lists; a server may send others.
    pub const KNOWN: &'static [Self] = &[
        Self::WRONG_PASSWORD,
        Self::PASSWORD_EXPIRED,
        Self::USER_BLOCKED,
        Self::USER_NOT_VALID,
        Self::CONTRACT_NOT_FOUND,
        Self::CONTRACT_OF_ANOTHER,
        Self::NOT_FOUND,
    ];
    /// Whether the document lists the value.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(
            self.0.as_str(), "SCU001" | "SCU002" | "SCU003" | "SCU004" | "CCC001" |
            "CCC002" | "RAD0001"
        )
    }
    /// The meaning of a known value, in a language (`en`, `es-ES`) if the document has it, else in English.
    #[must_use]
    pub fn description(&self, language: &str) -> ::std::option::Option<&'static str> {
        let texts: &[(&str, &str)] = match self.0.as_str() {
            "SCU001" => {
                &[
                    ("en", "wrong user or password"),
                    ("es", "usuario o contraseña incorrectos"),
                ]
            }
            "SCU002" => &[("en", "password expired"), ("es", "contraseña caducada")],
            "SCU003" => &[("en", "user blocked"), ("es", "usuario bloqueado")],
            "SCU004" => {
                &[
                    ("en", "user not valid for the client"),
                    ("es", "usuario no válido para el cliente"),
                ]
            }
            "CCC001" => &[("en", "contract not found"), ("es", "contrato no encontrado")],
            "CCC002" => {
                &[
                    ("en", "contract and client do not match"),
                    ("es", "el contrato no corresponde al cliente"),
                ]
            }
            "RAD0001" => {
                &[
                    ("en", "classification or company not found"),
                    ("es", "clasificación o empresa no encontrada"),
                ]
            }
            _ => &[],
        };
        ::progenitor_client::meaning::in_language(texts, language)
    }
    /// The remedy for a known value, in a language as for [`Self::description`].
    #[must_use]
    pub fn advice(&self, language: &str) -> ::std::option::Option<&'static str> {
        let texts: &[(&str, &str)] = match self.0.as_str() {
            "SCU001" => {
                &[
                    ("en", "do not try again: check the password, as the account locks"),
                    (
                        "es",
                        "no reintente: revise la contraseña, pues la cuenta se bloquea",
                    ),
                ]
            }
            "SCU002" => {
                &[
                    ("en", "set a new password at the insurer's site"),
                    ("es", "cambie la contraseña en la web de la compañía"),
                ]
            }
            "SCU003" => {
                &[
                    ("en", "ask the insurer to unblock the user"),
                    ("es", "pida a la compañía que desbloquee el usuario"),
                ]
            }
            "SCU004" => {
                &[
                    ("en", "use the user of this client"),
                    ("es", "use el usuario de este cliente"),
                ]
            }
            "CCC001" => {
                &[
                    ("en", "give all 11 characters: modality (3) and policy (8)"),
                    ("es", "indique los 11 caracteres: modalidad (3) y póliza (8)"),
                ]
            }
            "CCC002" => {
                &[
                    ("en", "check the contract number and the user"),
                    ("es", "revise el número de contrato y el usuario"),
                ]
            }
            "RAD0001" => {
                &[
                    (
                        "en",
                        "request the classification first, as an earlier request may not have been recorded",
                    ),
                    (
                        "es",
                        "solicite antes la clasificación, pues una petición anterior pudo no registrarse",
                    ),
                ]
            }
            _ => &[],
        };
        ::progenitor_client::meaning::in_language(texts, language)
    }
}
impl DebtorClassificationDecisionCode {
    ///T: pre-study
    pub const PRE_STUDY: Self = Self(::progenitor_client::meaning::Code::known("T"));
    ///P: pending study
    pub const PENDING_STUDY: Self = Self(::progenitor_client::meaning::Code::known("P"));
    ///PC: classified, awaiting the customer's acceptance
    pub const AWAITING_ACCEPTANCE: Self = Self(
        ::progenitor_client::meaning::Code::known("PC"),
    );
    ///C: classified and covered
    pub const COVERED: Self = Self(::progenitor_client::meaning::Code::known("C"));
    ///N: classified, not covered (annulled)
    pub const NOT_COVERED: Self = Self(::progenitor_client::meaning::Code::known("N"));
    ///PA: awaiting activation (PPC contracts)
    pub const AWAITING_ACTIVATION: Self = Self(
        ::progenitor_client::meaning::Code::known("PA"),
    );
    ///PN: classified, not insured (PPC contracts)
    pub const NOT_INSURED: Self = Self(::progenitor_client::meaning::Code::known("PN"));
    /// The values that the document lists; a server may send others.
    pub const KNOWN: &'static [Self] = &[
        Self::PRE_STUDY,
        Self::PENDING_STUDY,
        Self::AWAITING_ACCEPTANCE,
        Self::COVERED,
        Self::NOT_COVERED,
        Self::AWAITING_ACTIVATION,
        Self::NOT_INSURED,
    ];
    /// Whether the document lists the value.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(self.0.as_str(), "T" | "P" | "PC" | "C" | "N" | "PA" | "PN")
    }
    /// The meaning of a known value, in a language (`en`, `es-ES`) if the document has it, else in English.
    #[must_use]
    pub fn description(&self, language: &str) -> ::std::option::Option<&'static str> {
        let texts: &[(&str, &str)] = match self.0.as_str() {
            "T" => &[("en", "pre-study"), ("es", "preestudio")],
            "P" => &[("en", "pending study"), ("es", "pendiente de estudio")],
            "PC" => {
                &[
                    ("en", "classified, awaiting the customer's acceptance"),
                    ("es", "clasificado, pendiente de aceptación del cliente"),
                ]
            }
            "C" => &[("en", "classified and covered"), ("es", "clasificado y cubierto")],
            "N" => {
                &[
                    ("en", "classified, not covered (annulled)"),
                    ("es", "clasificado, no cubierto (anulado)"),
                ]
            }
            "PA" => {
                &[
                    ("en", "awaiting activation (PPC contracts)"),
                    ("es", "pendiente de activación (contratos PPC)"),
                ]
            }
            "PN" => {
                &[
                    ("en", "classified, not insured (PPC contracts)"),
                    ("es", "clasificado, no asegurado (contratos PPC)"),
                ]
            }
            _ => &[],
        };
        ::progenitor_client::meaning::in_language(texts, language)
    }
    /// The remedy for a known value, in a language as for [`Self::description`].
    #[must_use]
    pub fn advice(&self, language: &str) -> ::std::option::Option<&'static str> {
        let texts: &[(&str, &str)] = match self.0.as_str() {
            "T" => {
                &[
                    ("en", "wait for a run of decisions"),
                    ("es", "espere a un proceso de decisión"),
                ]
            }
            "P" => {
                &[
                    (
                        "en",
                        "wait for a run of decisions (08:15, 14:15, 17:15, 21:00), or cancel",
                    ),
                    (
                        "es",
                        "espere a un proceso de decisión (08:15, 14:15, 17:15, 21:00), o anule",
                    ),
                ]
            }
            "PC" => {
                &[
                    ("en", "accept or deny the premium"),
                    ("es", "acepte o rechace la prima"),
                ]
            }
            "N" => {
                &[
                    ("en", "sell without cover at your own risk, or ask again"),
                    ("es", "venda sin cobertura por su cuenta, o solicite de nuevo"),
                ]
            }
            "PA" => {
                &[
                    ("en", "activate it before you sell"),
                    ("es", "actívelo antes de vender"),
                ]
            }
            "PN" => {
                &[
                    ("en", "activate it to cover it again"),
                    ("es", "actívelo para volver a cubrirlo"),
                ]
            }
            _ => &[],
        };
        ::progenitor_client::meaning::in_language(texts, language)
    }
}
impl DebtorValidityReasonCode {
    ///1: insufficient data to identify
    pub const NOT_IDENTIFIED: Self = Self(
        ::progenitor_client::meaning::Code::known("1"),
    );
    ///3: no activity
    pub const NO_ACTIVITY: Self = Self(::progenitor_client::meaning::Code::known("3"));
    ///4: not started
    pub const NOT_STARTED: Self = Self(::progenitor_client::meaning::Code::known("4"));
    ///5: ceased
    pub const CEASED: Self = Self(::progenitor_client::meaning::Code::known("5"));
    ///6: dissolved
    pub const DISSOLVED: Self = Self(::progenitor_client::meaning::Code::known("6"));
    ///8: in liquidation
    pub const IN_LIQUIDATION: Self = Self(
        ::progenitor_client::meaning::Code::known("8"),
    );
    ///9: insolvency proceedings
    pub const INSOLVENCY: Self = Self(::progenitor_client::meaning::Code::known("9"));
    ///12: insufficient data
    pub const INSUFFICIENT_DATA: Self = Self(
        ::progenitor_client::meaning::Code::known("12"),
    );
    ///21: payment incidents
    pub const PAYMENT_INCIDENTS: Self = Self(
        ::progenitor_client::meaning::Code::known("21"),
    );
    ///23: insurer's decision
    pub const INSURERS_DECISION: Self = Self(
        ::progenitor_client::meaning::Code::known("23"),
    );
    ///29: negative equity
    pub const NEGATIVE_EQUITY: Self = Self(
        ::progenitor_client::meaning::Code::known("29"),
    );
    ///31: adequate size
    pub const ADEQUATE_SIZE: Self = Self(
        ::progenitor_client::meaning::Code::known("31"),
    );
    ///32: small size
    pub const SMALL_SIZE: Self = Self(::progenitor_client::meaning::Code::known("32"));
    ///33: no financial data
    pub const NO_FINANCIAL_DATA: Self = Self(
        ::progenitor_client::meaning::Code::known("33"),
    );
    ///35: negative results
    pub const NEGATIVE_RESULTS: Self = Self(
        ::progenitor_client::meaning::Code::known("35"),
    );
    ///37: falling sales
    pub const FALLING_SALES: Self = Self(
        ::progenitor_client::meaning::Code::known("37"),
    );
    ///46: asked by the insured
    pub const ASKED_BY_INSURED: Self = Self(
        ::progenitor_client::meaning::Code::known("46"),
    );
    ///53: country closed
    pub const COUNTRY_CLOSED: Self = Self(
        ::progenitor_client::meaning::Code::known("53"),
    );
    ///66: risk review
    pub const RISK_REVIEW: Self = Self(::progenitor_client::meaning::Code::known("66"));
    ///79: rising sales
    pub const RISING_SALES: Self = Self(::progenitor_client::meaning::Code::known("79"));
    ///80: sector
    pub const SECTOR: Self = Self(::progenitor_client::meaning::Code::known("80"));
    ///81: restricted country
    pub const RESTRICTED_COUNTRY: Self = Self(
        ::progenitor_client::meaning::Code::known("81"),
    );
    /// The values that the document lists; a server may send others.
    pub const KNOWN: &'static [Self] = &[
        Self::NOT_IDENTIFIED,
        Self::NO_ACTIVITY,
        Self::NOT_STARTED,
        Self::CEASED,
        Self::DISSOLVED,
        Self::IN_LIQUIDATION,
        Self::INSOLVENCY,
        Self::INSUFFICIENT_DATA,
        Self::PAYMENT_INCIDENTS,
        Self::INSURERS_DECISION,
        Self::NEGATIVE_EQUITY,
        Self::ADEQUATE_SIZE,
        Self::SMALL_SIZE,
        Self::NO_FINANCIAL_DATA,
        Self::NEGATIVE_RESULTS,
        Self::FALLING_SALES,
        Self::ASKED_BY_INSURED,
        Self::COUNTRY_CLOSED,
        Self::RISK_REVIEW,
        Self::RISING_SALES,
        Self::SECTOR,
        Self::RESTRICTED_COUNTRY,
    ];
    /// Whether the document lists the value.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(
            self.0.as_str(), "1" | "3" | "4" | "5" | "6" | "8" | "9" | "12" | "21" | "23"
            | "29" | "31" | "32" | "33" | "35" | "37" | "46" | "53" | "66" | "79" | "80"
            | "81"
        )
    }
    /// The meaning of a known value, in a language (`en`, `es-ES`) if the document has it, else in English.
    #[must_use]
    pub fn description(&self, language: &str) -> ::std::option::Option<&'static str> {
        let texts: &[(&str, &str)] = match self.0.as_str() {
            "1" => {
                &[
                    ("en", "insufficient data to identify"),
                    ("es", "datos insuficientes para identificar"),
                ]
            }
            "3" => &[("en", "no activity"), ("es", "sin actividad")],
            "4" => &[("en", "not started"), ("es", "actividad no iniciada")],
            "5" => &[("en", "ceased"), ("es", "cese de actividad")],
            "6" => &[("en", "dissolved"), ("es", "disuelta")],
            "8" => &[("en", "in liquidation"), ("es", "en liquidación")],
            "9" => &[("en", "insolvency proceedings"), ("es", "concurso de acreedores")],
            "12" => &[("en", "insufficient data"), ("es", "datos insuficientes")],
            "21" => &[("en", "payment incidents"), ("es", "incidencias de pago")],
            "23" => &[("en", "insurer's decision"), ("es", "decisión de la compañía")],
            "29" => &[("en", "negative equity"), ("es", "fondos propios negativos")],
            "31" => &[("en", "adequate size"), ("es", "dimensión adecuada")],
            "32" => &[("en", "small size"), ("es", "dimensión reducida")],
            "33" => &[("en", "no financial data"), ("es", "sin datos económicos")],
            "35" => &[("en", "negative results"), ("es", "resultados negativos")],
            "37" => &[("en", "falling sales"), ("es", "descenso de ventas")],
            "46" => {
                &[("en", "asked by the insured"), ("es", "a petición del asegurado")]
            }
            "53" => &[("en", "country closed"), ("es", "país cerrado")],
            "66" => &[("en", "risk review"), ("es", "revisión del riesgo")],
            "79" => &[("en", "rising sales"), ("es", "aumento de ventas")],
            "80" => &[("en", "sector"), ("es", "sector de actividad")],
            "81" => &[("en", "restricted country"), ("es", "país restringido")],
            _ => &[],
        };
        ::progenitor_client::meaning::in_language(texts, language)
    }
    /// The remedy for a known value, in a language as for [`Self::description`].
    #[must_use]
    pub fn advice(&self, language: &str) -> ::std::option::Option<&'static str> {
        let texts: &[(&str, &str)] = match self.0.as_str() {
            "1" => {
                &[
                    ("en", "give the tax number and the address"),
                    ("es", "indique el número fiscal y la dirección"),
                ]
            }
            _ => &[],
        };
        ::progenitor_client::meaning::in_language(texts, language)
    }
}
/// The texts of flags.
pub mod flags {
    ///`S` is true, `N` is false.
    #[derive(Debug, Clone, Copy)]
    pub struct SOrN;
    impl ::progenitor_client::meaning::FlagTexts for SOrN {
        const TRUE: &'static str = "S";
        const FALSE: &'static str = "N";
    }
}
