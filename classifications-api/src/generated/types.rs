// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

///Responses of `acceptDenyPremium` on failure.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum AcceptDenyPremiumErrorByStatus {
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
///Responses of `activateDeactivateClassification` on failure.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum ActivateDeactivateClassificationErrorByStatus {
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
///`ActivationRequest`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ActivationRequest {
    ///Number of the endorsement.
    #[serde(
        rename = "endorsementNo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub endorsement_no: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
    >,
    ///The debtor's code, in place of the number.
    #[serde(
        rename = "customerReference",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub customer_reference: ::std::option::Option<ActivationRequestCustomerReference>,
    ///Country of the debtor, with `taxCode` in place of the number.
    #[serde(
        rename = "countryCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub country_code: ::std::option::Option<ActivationRequestCountryCode>,
    ///Tax number of the debtor, with `countryCode` in place of the number.
    #[serde(rename = "taxCode", skip_serializing_if = "::std::option::Option::is_none")]
    pub tax_code: ::std::option::Option<ActivationRequestTaxCode>,
    ///S activates, N deactivates.
    #[serde(rename = "activationInd")]
    pub activation_ind: ::progenitor_client::meaning::Text<
        ::progenitor_client::meaning::Flag<crate::generated::types::flags::SOrN>,
    >,
}
impl ActivationRequest {
    pub fn builder() -> builder::ActivationRequest {
        Default::default()
    }
}
///Country of the debtor, with `taxCode` in place of the number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ActivationRequestCountryCode(::std::string::String);
impl ::std::ops::Deref for ActivationRequestCountryCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ActivationRequestCountryCode> for ::std::string::String {
    fn from(value: ActivationRequestCountryCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ActivationRequestCountryCode {
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
impl ::std::convert::TryFrom<&str> for ActivationRequestCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ActivationRequestCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ActivationRequestCountryCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///The debtor's code, in place of the number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ActivationRequestCustomerReference(::std::string::String);
impl ::std::ops::Deref for ActivationRequestCustomerReference {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ActivationRequestCustomerReference> for ::std::string::String {
    fn from(value: ActivationRequestCustomerReference) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ActivationRequestCustomerReference {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ActivationRequestCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String>
for ActivationRequestCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ActivationRequestCustomerReference {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Tax number of the debtor, with `countryCode` in place of the number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ActivationRequestTaxCode(::std::string::String);
impl ::std::ops::Deref for ActivationRequestTaxCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ActivationRequestTaxCode> for ::std::string::String {
    fn from(value: ActivationRequestTaxCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ActivationRequestTaxCode {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ActivationRequestTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ActivationRequestTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ActivationRequestTaxCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Either `error`, or what the gateway says of a request that it refuses.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
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
///Responses of `cancelClassification` on failure.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum CancelClassificationErrorByStatus {
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
///`CancellationRequest`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CancellationRequest {
    ///Number of the endorsement, or of the request.
    #[serde(
        rename = "endorsementNo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub endorsement_no: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
    >,
    ///The debtor's code, in place of the number.
    #[serde(
        rename = "customerReference",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub customer_reference: ::std::option::Option<CancellationRequestCustomerReference>,
    ///Country of the debtor, with `taxCode` in place of the number.
    #[serde(
        rename = "countryCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub country_code: ::std::option::Option<CancellationRequestCountryCode>,
    ///Tax number of the debtor, with `countryCode` in place of the number.
    #[serde(rename = "taxCode", skip_serializing_if = "::std::option::Option::is_none")]
    pub tax_code: ::std::option::Option<CancellationRequestTaxCode>,
}
impl CancellationRequest {
    pub fn builder() -> builder::CancellationRequest {
        Default::default()
    }
}
///Country of the debtor, with `taxCode` in place of the number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CancellationRequestCountryCode(::std::string::String);
impl ::std::ops::Deref for CancellationRequestCountryCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<CancellationRequestCountryCode> for ::std::string::String {
    fn from(value: CancellationRequestCountryCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for CancellationRequestCountryCode {
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
impl ::std::convert::TryFrom<&str> for CancellationRequestCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for CancellationRequestCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for CancellationRequestCountryCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///The debtor's code, in place of the number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CancellationRequestCustomerReference(::std::string::String);
impl ::std::ops::Deref for CancellationRequestCustomerReference {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<CancellationRequestCustomerReference>
for ::std::string::String {
    fn from(value: CancellationRequestCustomerReference) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for CancellationRequestCustomerReference {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for CancellationRequestCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String>
for CancellationRequestCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for CancellationRequestCustomerReference {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Tax number of the debtor, with `countryCode` in place of the number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CancellationRequestTaxCode(::std::string::String);
impl ::std::ops::Deref for CancellationRequestTaxCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<CancellationRequestTaxCode> for ::std::string::String {
    fn from(value: CancellationRequestTaxCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for CancellationRequestTaxCode {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for CancellationRequestTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for CancellationRequestTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for CancellationRequestTaxCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///`ClassificationRequest`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequest {
    ///Country of the debtor (ISO 3166-1 alpha-2).
    #[serde(rename = "countryCode")]
    pub country_code: ClassificationRequestCountryCode,
    ///Tax number of the debtor. Required in Spain; elsewhere the company name can stand for it.
    #[serde(rename = "taxCode", skip_serializing_if = "::std::option::Option::is_none")]
    pub tax_code: ::std::option::Option<ClassificationRequestTaxCode>,
    ///Registered name of the debtor.
    #[serde(
        rename = "companyName",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub company_name: ::std::option::Option<ClassificationRequestCompanyName>,
    ///Street and number.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub address: ::std::option::Option<ClassificationRequestAddress>,
    ///City.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub city: ::std::option::Option<ClassificationRequestCity>,
    ///Province or state.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub state: ::std::option::Option<ClassificationRequestState>,
    ///Postal code.
    #[serde(
        rename = "postalCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub postal_code: ::std::option::Option<ClassificationRequestPostalCode>,
    ///Telephone.
    #[serde(rename = "phoneNo", skip_serializing_if = "::std::option::Option::is_none")]
    pub phone_no: ::std::option::Option<ClassificationRequestPhoneNo>,
    ///E-mail.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub email: ::std::option::Option<ClassificationRequestEmail>,
    ///The debtor's code in the customer's own system.
    #[serde(
        rename = "customerReference",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub customer_reference: ::std::option::Option<
        ClassificationRequestCustomerReference,
    >,
    ///The limit that is asked for, with a decimal comma.
    #[serde(rename = "creditLimitRequested")]
    pub credit_limit_requested: ::progenitor_client::meaning::Text<
        ::progenitor_client::meaning::AmountComma<crate::Amount>,
    >,
    ///Currency of the limit (ISO 4217).
    #[serde(rename = "currencyCode")]
    pub currency_code: ClassificationRequestCurrencyCode,
    ///Payment term in days: 30, 60, 90, 120, 150 or 180.
    #[serde(rename = "paymentTermsRequested")]
    pub payment_terms_requested: ::progenitor_client::meaning::Text<
        ::progenitor_client::meaning::Whole,
    >,
    ///Means of payment.
    #[serde(
        rename = "paymentMethodRequestedCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub payment_method_requested_code: ::std::option::Option<
        ClassificationRequestPaymentMethodRequestedCode,
    >,
}
impl ClassificationRequest {
    pub fn builder() -> builder::ClassificationRequest {
        Default::default()
    }
}
///Street and number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestAddress(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestAddress {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestAddress> for ::std::string::String {
    fn from(value: ClassificationRequestAddress) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestAddress {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 60usize {
            return Err("longer than 60 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ClassificationRequestAddress {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ClassificationRequestAddress {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestAddress {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///City.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestCity(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestCity {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestCity> for ::std::string::String {
    fn from(value: ClassificationRequestCity) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestCity {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 40usize {
            return Err("longer than 40 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ClassificationRequestCity {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ClassificationRequestCity {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestCity {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Registered name of the debtor.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestCompanyName(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestCompanyName {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestCompanyName> for ::std::string::String {
    fn from(value: ClassificationRequestCompanyName) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestCompanyName {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 60usize {
            return Err("longer than 60 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ClassificationRequestCompanyName {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String>
for ClassificationRequestCompanyName {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestCompanyName {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Country of the debtor (ISO 3166-1 alpha-2).
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestCountryCode(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestCountryCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestCountryCode> for ::std::string::String {
    fn from(value: ClassificationRequestCountryCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestCountryCode {
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
impl ::std::convert::TryFrom<&str> for ClassificationRequestCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String>
for ClassificationRequestCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestCountryCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Currency of the limit (ISO 4217).
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestCurrencyCode(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestCurrencyCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestCurrencyCode> for ::std::string::String {
    fn from(value: ClassificationRequestCurrencyCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestCurrencyCode {
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
impl ::std::convert::TryFrom<&str> for ClassificationRequestCurrencyCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String>
for ClassificationRequestCurrencyCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestCurrencyCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///The debtor's code in the customer's own system.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestCustomerReference(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestCustomerReference {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestCustomerReference>
for ::std::string::String {
    fn from(value: ClassificationRequestCustomerReference) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestCustomerReference {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ClassificationRequestCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String>
for ClassificationRequestCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestCustomerReference {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///E-mail.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestEmail(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestEmail {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestEmail> for ::std::string::String {
    fn from(value: ClassificationRequestEmail) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestEmail {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 80usize {
            return Err("longer than 80 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ClassificationRequestEmail {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ClassificationRequestEmail {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestEmail {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Means of payment.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestPaymentMethodRequestedCode(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestPaymentMethodRequestedCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestPaymentMethodRequestedCode>
for ::std::string::String {
    fn from(value: ClassificationRequestPaymentMethodRequestedCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestPaymentMethodRequestedCode {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 2usize {
            return Err("longer than 2 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ClassificationRequestPaymentMethodRequestedCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String>
for ClassificationRequestPaymentMethodRequestedCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestPaymentMethodRequestedCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Telephone.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestPhoneNo(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestPhoneNo {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestPhoneNo> for ::std::string::String {
    fn from(value: ClassificationRequestPhoneNo) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestPhoneNo {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ClassificationRequestPhoneNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ClassificationRequestPhoneNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestPhoneNo {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Postal code.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestPostalCode(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestPostalCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestPostalCode> for ::std::string::String {
    fn from(value: ClassificationRequestPostalCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestPostalCode {
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
impl ::std::convert::TryFrom<&str> for ClassificationRequestPostalCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ClassificationRequestPostalCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestPostalCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Province or state.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestState(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestState {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestState> for ::std::string::String {
    fn from(value: ClassificationRequestState) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestState {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 40usize {
            return Err("longer than 40 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ClassificationRequestState {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ClassificationRequestState {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestState {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Tax number of the debtor. Required in Spain; elsewhere the company name can stand for it.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationRequestTaxCode(::std::string::String);
impl ::std::ops::Deref for ClassificationRequestTaxCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<ClassificationRequestTaxCode> for ::std::string::String {
    fn from(value: ClassificationRequestTaxCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for ClassificationRequestTaxCode {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for ClassificationRequestTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for ClassificationRequestTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for ClassificationRequestTaxCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///`ClassificationsResponse`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ClassificationsResponse {
    ///`error`.
    pub error: Error,
    ///`client`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub client: ::std::option::Option<Client>,
    ///The classifications; null or absent where there is none.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub debtor: ::std::option::Option<::std::vec::Vec<Debtor>>,
}
impl ClassificationsResponse {
    pub fn builder() -> builder::ClassificationsResponse {
        Default::default()
    }
}
///`Client`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Client {
    ///Contract number: modality and policy.
    #[serde(
        rename = "contractNo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub contract_no: ::std::option::Option<::std::string::String>,
}
impl Client {
    pub fn builder() -> builder::Client {
        Default::default()
    }
}
///Contract number: modality (3 characters) and policy (8).
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
        if value.chars().count() > 11usize {
            return Err("longer than 11 characters".into());
        }
        if value.chars().count() < 11usize {
            return Err("shorter than 11 characters".into());
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
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Responses of `createClassification` on failure.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum CreateClassificationErrorByStatus {
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
///A classification with its debtor.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
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
            ::progenitor_client::meaning::AmountComma<crate::Amount>,
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
            ::progenitor_client::meaning::AmountComma<crate::Amount>,
        >,
    >,
    ///Cover of the commercial risk, in percent.
    #[serde(
        rename = "commercialRiskCoverPct",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub commercial_risk_cover_pct: ::std::option::Option<
        ::progenitor_client::meaning::Text<
            ::progenitor_client::meaning::PercentageComma<crate::Percentage>,
        >,
    >,
    ///Cover of the political risk, in percent.
    #[serde(
        rename = "politicalRiskCoverPct",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub political_risk_cover_pct: ::std::option::Option<
        ::progenitor_client::meaning::Text<
            ::progenitor_client::meaning::PercentageComma<crate::Percentage>,
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
    ///The premium that the customer is to accept, in percent.
    #[serde(
        rename = "premiumPct",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub premium_pct: ::std::option::Option<
        ::progenitor_client::meaning::Text<
            ::progenitor_client::meaning::PercentageComma<crate::Percentage>,
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
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
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
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
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
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Error {
    /**`0`: carried out. SCU001 wrong user or password; SCU002 password expired; SCU003 user blocked; SCU004 user not
valid for the client; CCC001 contract not found; CCC002 contract and client do not match; RSC003 tax code;
RSC004, RSC005 postal code; RSC006 telephone; RSC007 e-mail; RSC008 amount zero; RSC009 currency; RSC010 payment
term; RSC014 a required field is missing; RSC015 country; RAD0001 classification or company not found; RAD0002
country with tax number, endorsement or reference required; RAD0003 not possible in this situation.*/
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
valid for the client; CCC001 contract not found; CCC002 contract and client do not match; RSC003 tax code;
RSC004, RSC005 postal code; RSC006 telephone; RSC007 e-mail; RSC008 amount zero; RSC009 currency; RSC010 payment
term; RSC014 a required field is missing; RSC015 country; RAD0001 classification or company not found; RAD0002
country with tax number, endorsement or reference required; RAD0003 not possible in this situation.*/
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
#[derive(Eq, Hash, Ord, PartialOrd)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
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
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
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
///Language of the descriptions.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct LanguageCode(::std::string::String);
impl ::std::ops::Deref for LanguageCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<LanguageCode> for ::std::string::String {
    fn from(value: LanguageCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for LanguageCode {
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
impl ::std::convert::TryFrom<&str> for LanguageCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for LanguageCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for LanguageCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///`PremiumRequest`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
#[derive(Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PremiumRequest {
    ///Number of the request.
    #[serde(
        rename = "endorsementNo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub endorsement_no: ::std::option::Option<
        ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
    >,
    ///The debtor's code, in place of the number.
    #[serde(
        rename = "customerReference",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub customer_reference: ::std::option::Option<PremiumRequestCustomerReference>,
    ///Country of the debtor, with `taxCode` in place of the number.
    #[serde(
        rename = "countryCode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub country_code: ::std::option::Option<PremiumRequestCountryCode>,
    ///Tax number of the debtor, with `countryCode` in place of the number.
    #[serde(rename = "taxCode", skip_serializing_if = "::std::option::Option::is_none")]
    pub tax_code: ::std::option::Option<PremiumRequestTaxCode>,
    ///S accepts the premium, N denies it.
    #[serde(rename = "acceptanceInd")]
    pub acceptance_ind: ::progenitor_client::meaning::Text<
        ::progenitor_client::meaning::Flag<crate::generated::types::flags::SOrN>,
    >,
}
impl PremiumRequest {
    pub fn builder() -> builder::PremiumRequest {
        Default::default()
    }
}
///Country of the debtor, with `taxCode` in place of the number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PremiumRequestCountryCode(::std::string::String);
impl ::std::ops::Deref for PremiumRequestCountryCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<PremiumRequestCountryCode> for ::std::string::String {
    fn from(value: PremiumRequestCountryCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for PremiumRequestCountryCode {
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
impl ::std::convert::TryFrom<&str> for PremiumRequestCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for PremiumRequestCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for PremiumRequestCountryCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///The debtor's code, in place of the number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PremiumRequestCustomerReference(::std::string::String);
impl ::std::ops::Deref for PremiumRequestCustomerReference {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<PremiumRequestCustomerReference> for ::std::string::String {
    fn from(value: PremiumRequestCustomerReference) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for PremiumRequestCustomerReference {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for PremiumRequestCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for PremiumRequestCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for PremiumRequestCustomerReference {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Tax number of the debtor, with `countryCode` in place of the number.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PremiumRequestTaxCode(::std::string::String);
impl ::std::ops::Deref for PremiumRequestTaxCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<PremiumRequestTaxCode> for ::std::string::String {
    fn from(value: PremiumRequestTaxCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for PremiumRequestTaxCode {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for PremiumRequestTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for PremiumRequestTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for PremiumRequestTaxCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///`QueryClassificationsCountryCode`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QueryClassificationsCountryCode(::std::string::String);
impl ::std::ops::Deref for QueryClassificationsCountryCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<QueryClassificationsCountryCode> for ::std::string::String {
    fn from(value: QueryClassificationsCountryCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for QueryClassificationsCountryCode {
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
impl ::std::convert::TryFrom<&str> for QueryClassificationsCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for QueryClassificationsCountryCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for QueryClassificationsCountryCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///`QueryClassificationsCustomerReference`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QueryClassificationsCustomerReference(::std::string::String);
impl ::std::ops::Deref for QueryClassificationsCustomerReference {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<QueryClassificationsCustomerReference>
for ::std::string::String {
    fn from(value: QueryClassificationsCustomerReference) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for QueryClassificationsCustomerReference {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for QueryClassificationsCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String>
for QueryClassificationsCustomerReference {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for QueryClassificationsCustomerReference {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///`QueryClassificationsEndorsementNo`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QueryClassificationsEndorsementNo(::std::string::String);
impl ::std::ops::Deref for QueryClassificationsEndorsementNo {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<QueryClassificationsEndorsementNo> for ::std::string::String {
    fn from(value: QueryClassificationsEndorsementNo) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for QueryClassificationsEndorsementNo {
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
impl ::std::convert::TryFrom<&str> for QueryClassificationsEndorsementNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String>
for QueryClassificationsEndorsementNo {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for QueryClassificationsEndorsementNo {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
///Responses of `queryClassifications` on failure.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum QueryClassificationsErrorByStatus {
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
///`QueryClassificationsTaxCode`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QueryClassificationsTaxCode(::std::string::String);
impl ::std::ops::Deref for QueryClassificationsTaxCode {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<QueryClassificationsTaxCode> for ::std::string::String {
    fn from(value: QueryClassificationsTaxCode) -> Self {
        value.0
    }
}
impl ::std::str::FromStr for QueryClassificationsTaxCode {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }
        Ok(Self(value.to_string()))
    }
}
impl ::std::convert::TryFrom<&str> for QueryClassificationsTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for QueryClassificationsTaxCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for QueryClassificationsTaxCode {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::progenitor_client::limited(deserializer, Self)
    }
}
/// Types for composing complex structures.
pub mod builder {
    ///`ActivationRequest`.
    #[derive(Clone, Debug)]
    pub struct ActivationRequest {
        ///`activation_ind`.
        activation_ind: ::std::result::Result<
            ::progenitor_client::meaning::Text<
                ::progenitor_client::meaning::Flag<crate::generated::types::flags::SOrN>,
            >,
            ::std::string::String,
        >,
        ///`country_code`.
        country_code: ::std::result::Result<
            ::std::option::Option<super::ActivationRequestCountryCode>,
            ::std::string::String,
        >,
        ///`customer_reference`.
        customer_reference: ::std::result::Result<
            ::std::option::Option<super::ActivationRequestCustomerReference>,
            ::std::string::String,
        >,
        ///`endorsement_no`.
        endorsement_no: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            >,
            ::std::string::String,
        >,
        ///`tax_code`.
        tax_code: ::std::result::Result<
            ::std::option::Option<super::ActivationRequestTaxCode>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for ActivationRequest {
        fn default() -> Self {
            Self {
                activation_ind: Err("no value supplied for activation_ind".to_string()),
                country_code: Ok(Default::default()),
                customer_reference: Ok(Default::default()),
                endorsement_no: Ok(Default::default()),
                tax_code: Ok(Default::default()),
            }
        }
    }
    impl ActivationRequest {
        pub fn activation_ind<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::Flag<
                        crate::generated::types::flags::SOrN,
                    >,
                >,
            >,
            T::Error: ::std::fmt::Display,
        {
            self.activation_ind = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for activation_ind: {e}")
                });
            self
        }
        pub fn country_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ActivationRequestCountryCode,
                Kind,
            >,
        {
            self.country_code = ::progenitor_client::optional("country_code", value);
            self
        }
        pub fn customer_reference<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ActivationRequestCustomerReference,
                Kind,
            >,
        {
            self.customer_reference = ::progenitor_client::optional(
                "customer_reference",
                value,
            );
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
        pub fn tax_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::ActivationRequestTaxCode, Kind>,
        {
            self.tax_code = ::progenitor_client::optional("tax_code", value);
            self
        }
    }
    impl ::std::convert::TryFrom<ActivationRequest> for super::ActivationRequest {
        type Error = super::error::ConversionError;
        fn try_from(
            value: ActivationRequest,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.activation_ind.as_ref().err(),
                    value.country_code.as_ref().err(),
                    value.customer_reference.as_ref().err(),
                    value.endorsement_no.as_ref().err(),
                    value.tax_code.as_ref().err(),
                ],
            )?;
            Ok(Self {
                activation_ind: value.activation_ind?,
                country_code: value.country_code?,
                customer_reference: value.customer_reference?,
                endorsement_no: value.endorsement_no?,
                tax_code: value.tax_code?,
            })
        }
    }
    impl ::std::convert::From<super::ActivationRequest> for ActivationRequest {
        fn from(value: super::ActivationRequest) -> Self {
            Self {
                activation_ind: Ok(value.activation_ind),
                country_code: Ok(value.country_code),
                customer_reference: Ok(value.customer_reference),
                endorsement_no: Ok(value.endorsement_no),
                tax_code: Ok(value.tax_code),
            }
        }
    }
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
    ///`CancellationRequest`.
    #[derive(Clone, Debug)]
    pub struct CancellationRequest {
        ///`country_code`.
        country_code: ::std::result::Result<
            ::std::option::Option<super::CancellationRequestCountryCode>,
            ::std::string::String,
        >,
        ///`customer_reference`.
        customer_reference: ::std::result::Result<
            ::std::option::Option<super::CancellationRequestCustomerReference>,
            ::std::string::String,
        >,
        ///`endorsement_no`.
        endorsement_no: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            >,
            ::std::string::String,
        >,
        ///`tax_code`.
        tax_code: ::std::result::Result<
            ::std::option::Option<super::CancellationRequestTaxCode>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for CancellationRequest {
        fn default() -> Self {
            Self {
                country_code: Ok(Default::default()),
                customer_reference: Ok(Default::default()),
                endorsement_no: Ok(Default::default()),
                tax_code: Ok(Default::default()),
            }
        }
    }
    impl CancellationRequest {
        pub fn country_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::CancellationRequestCountryCode,
                Kind,
            >,
        {
            self.country_code = ::progenitor_client::optional("country_code", value);
            self
        }
        pub fn customer_reference<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::CancellationRequestCustomerReference,
                Kind,
            >,
        {
            self.customer_reference = ::progenitor_client::optional(
                "customer_reference",
                value,
            );
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
        pub fn tax_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::CancellationRequestTaxCode,
                Kind,
            >,
        {
            self.tax_code = ::progenitor_client::optional("tax_code", value);
            self
        }
    }
    impl ::std::convert::TryFrom<CancellationRequest> for super::CancellationRequest {
        type Error = super::error::ConversionError;
        fn try_from(
            value: CancellationRequest,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.country_code.as_ref().err(),
                    value.customer_reference.as_ref().err(),
                    value.endorsement_no.as_ref().err(),
                    value.tax_code.as_ref().err(),
                ],
            )?;
            Ok(Self {
                country_code: value.country_code?,
                customer_reference: value.customer_reference?,
                endorsement_no: value.endorsement_no?,
                tax_code: value.tax_code?,
            })
        }
    }
    impl ::std::convert::From<super::CancellationRequest> for CancellationRequest {
        fn from(value: super::CancellationRequest) -> Self {
            Self {
                country_code: Ok(value.country_code),
                customer_reference: Ok(value.customer_reference),
                endorsement_no: Ok(value.endorsement_no),
                tax_code: Ok(value.tax_code),
            }
        }
    }
    ///`ClassificationRequest`.
    #[derive(Clone, Debug)]
    pub struct ClassificationRequest {
        ///Street and number.
        address: ::std::result::Result<
            ::std::option::Option<super::ClassificationRequestAddress>,
            ::std::string::String,
        >,
        ///City.
        city: ::std::result::Result<
            ::std::option::Option<super::ClassificationRequestCity>,
            ::std::string::String,
        >,
        ///`company_name`.
        company_name: ::std::result::Result<
            ::std::option::Option<super::ClassificationRequestCompanyName>,
            ::std::string::String,
        >,
        ///`country_code`.
        country_code: ::std::result::Result<
            super::ClassificationRequestCountryCode,
            ::std::string::String,
        >,
        ///`credit_limit_requested`.
        credit_limit_requested: ::std::result::Result<
            ::progenitor_client::meaning::Text<
                ::progenitor_client::meaning::AmountComma<crate::Amount>,
            >,
            ::std::string::String,
        >,
        ///`currency_code`.
        currency_code: ::std::result::Result<
            super::ClassificationRequestCurrencyCode,
            ::std::string::String,
        >,
        ///`customer_reference`.
        customer_reference: ::std::result::Result<
            ::std::option::Option<super::ClassificationRequestCustomerReference>,
            ::std::string::String,
        >,
        ///E-mail.
        email: ::std::result::Result<
            ::std::option::Option<super::ClassificationRequestEmail>,
            ::std::string::String,
        >,
        ///`payment_method_requested_code`.
        payment_method_requested_code: ::std::result::Result<
            ::std::option::Option<
                super::ClassificationRequestPaymentMethodRequestedCode,
            >,
            ::std::string::String,
        >,
        ///`payment_terms_requested`.
        payment_terms_requested: ::std::result::Result<
            ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            ::std::string::String,
        >,
        ///`phone_no`.
        phone_no: ::std::result::Result<
            ::std::option::Option<super::ClassificationRequestPhoneNo>,
            ::std::string::String,
        >,
        ///`postal_code`.
        postal_code: ::std::result::Result<
            ::std::option::Option<super::ClassificationRequestPostalCode>,
            ::std::string::String,
        >,
        ///Province or state.
        state: ::std::result::Result<
            ::std::option::Option<super::ClassificationRequestState>,
            ::std::string::String,
        >,
        ///`tax_code`.
        tax_code: ::std::result::Result<
            ::std::option::Option<super::ClassificationRequestTaxCode>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for ClassificationRequest {
        fn default() -> Self {
            Self {
                address: Ok(Default::default()),
                city: Ok(Default::default()),
                company_name: Ok(Default::default()),
                country_code: Err("no value supplied for country_code".to_string()),
                credit_limit_requested: Err(
                    "no value supplied for credit_limit_requested".to_string(),
                ),
                currency_code: Err("no value supplied for currency_code".to_string()),
                customer_reference: Ok(Default::default()),
                email: Ok(Default::default()),
                payment_method_requested_code: Ok(Default::default()),
                payment_terms_requested: Err(
                    "no value supplied for payment_terms_requested".to_string(),
                ),
                phone_no: Ok(Default::default()),
                postal_code: Ok(Default::default()),
                state: Ok(Default::default()),
                tax_code: Ok(Default::default()),
            }
        }
    }
    impl ClassificationRequest {
        pub fn address<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ClassificationRequestAddress,
                Kind,
            >,
        {
            self.address = ::progenitor_client::optional("address", value);
            self
        }
        pub fn city<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::ClassificationRequestCity, Kind>,
        {
            self.city = ::progenitor_client::optional("city", value);
            self
        }
        pub fn company_name<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ClassificationRequestCompanyName,
                Kind,
            >,
        {
            self.company_name = ::progenitor_client::optional("company_name", value);
            self
        }
        pub fn country_code<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::ClassificationRequestCountryCode>,
            T::Error: ::std::fmt::Display,
        {
            self.country_code = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for country_code: {e}")
                });
            self
        }
        pub fn credit_limit_requested<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::AmountComma<crate::Amount>,
                >,
            >,
            T::Error: ::std::fmt::Display,
        {
            self.credit_limit_requested = value
                .try_into()
                .map_err(|e| {
                    format!(
                        "error converting supplied value for credit_limit_requested: {e}"
                    )
                });
            self
        }
        pub fn currency_code<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<super::ClassificationRequestCurrencyCode>,
            T::Error: ::std::fmt::Display,
        {
            self.currency_code = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for currency_code: {e}")
                });
            self
        }
        pub fn customer_reference<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ClassificationRequestCustomerReference,
                Kind,
            >,
        {
            self.customer_reference = ::progenitor_client::optional(
                "customer_reference",
                value,
            );
            self
        }
        pub fn email<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ClassificationRequestEmail,
                Kind,
            >,
        {
            self.email = ::progenitor_client::optional("email", value);
            self
        }
        pub fn payment_method_requested_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ClassificationRequestPaymentMethodRequestedCode,
                Kind,
            >,
        {
            self.payment_method_requested_code = ::progenitor_client::optional(
                "payment_method_requested_code",
                value,
            );
            self
        }
        pub fn payment_terms_requested<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            >,
            T::Error: ::std::fmt::Display,
        {
            self.payment_terms_requested = value
                .try_into()
                .map_err(|e| {
                    format!(
                        "error converting supplied value for payment_terms_requested: {e}"
                    )
                });
            self
        }
        pub fn phone_no<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ClassificationRequestPhoneNo,
                Kind,
            >,
        {
            self.phone_no = ::progenitor_client::optional("phone_no", value);
            self
        }
        pub fn postal_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ClassificationRequestPostalCode,
                Kind,
            >,
        {
            self.postal_code = ::progenitor_client::optional("postal_code", value);
            self
        }
        pub fn state<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ClassificationRequestState,
                Kind,
            >,
        {
            self.state = ::progenitor_client::optional("state", value);
            self
        }
        pub fn tax_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::ClassificationRequestTaxCode,
                Kind,
            >,
        {
            self.tax_code = ::progenitor_client::optional("tax_code", value);
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
                    value.address.as_ref().err(),
                    value.city.as_ref().err(),
                    value.company_name.as_ref().err(),
                    value.country_code.as_ref().err(),
                    value.credit_limit_requested.as_ref().err(),
                    value.currency_code.as_ref().err(),
                    value.customer_reference.as_ref().err(),
                    value.email.as_ref().err(),
                    value.payment_method_requested_code.as_ref().err(),
                    value.payment_terms_requested.as_ref().err(),
                    value.phone_no.as_ref().err(),
                    value.postal_code.as_ref().err(),
                    value.state.as_ref().err(),
                    value.tax_code.as_ref().err(),
                ],
            )?;
            Ok(Self {
                address: value.address?,
                city: value.city?,
                company_name: value.company_name?,
                country_code: value.country_code?,
                credit_limit_requested: value.credit_limit_requested?,
                currency_code: value.currency_code?,
                customer_reference: value.customer_reference?,
                email: value.email?,
                payment_method_requested_code: value.payment_method_requested_code?,
                payment_terms_requested: value.payment_terms_requested?,
                phone_no: value.phone_no?,
                postal_code: value.postal_code?,
                state: value.state?,
                tax_code: value.tax_code?,
            })
        }
    }
    impl ::std::convert::From<super::ClassificationRequest> for ClassificationRequest {
        fn from(value: super::ClassificationRequest) -> Self {
            Self {
                address: Ok(value.address),
                city: Ok(value.city),
                company_name: Ok(value.company_name),
                country_code: Ok(value.country_code),
                credit_limit_requested: Ok(value.credit_limit_requested),
                currency_code: Ok(value.currency_code),
                customer_reference: Ok(value.customer_reference),
                email: Ok(value.email),
                payment_method_requested_code: Ok(value.payment_method_requested_code),
                payment_terms_requested: Ok(value.payment_terms_requested),
                phone_no: Ok(value.phone_no),
                postal_code: Ok(value.postal_code),
                state: Ok(value.state),
                tax_code: Ok(value.tax_code),
            }
        }
    }
    ///`ClassificationsResponse`.
    #[derive(Clone, Debug)]
    pub struct ClassificationsResponse {
        ///`client`.
        client: ::std::result::Result<
            ::std::option::Option<super::Client>,
            ::std::string::String,
        >,
        ///The classifications; null or absent where there is none.
        debtor: ::std::result::Result<
            ::std::option::Option<::std::vec::Vec<super::Debtor>>,
            ::std::string::String,
        >,
        ///`error`.
        error: ::std::result::Result<super::Error, ::std::string::String>,
    }
    impl ::std::default::Default for ClassificationsResponse {
        fn default() -> Self {
            Self {
                client: Ok(Default::default()),
                debtor: Ok(Default::default()),
                error: Err("no value supplied for error".to_string()),
            }
        }
    }
    impl ClassificationsResponse {
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
    impl ::std::convert::TryFrom<ClassificationsResponse>
    for super::ClassificationsResponse {
        type Error = super::error::ConversionError;
        fn try_from(
            value: ClassificationsResponse,
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
    impl ::std::convert::From<super::ClassificationsResponse>
    for ClassificationsResponse {
        fn from(value: super::ClassificationsResponse) -> Self {
            Self {
                client: Ok(value.client),
                debtor: Ok(value.debtor),
                error: Ok(value.error),
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
    }
    impl ::std::default::Default for Client {
        fn default() -> Self {
            Self {
                contract_no: Ok(Default::default()),
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
    }
    impl ::std::convert::TryFrom<Client> for super::Client {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Client,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            Ok(Self {
                contract_no: value.contract_no?,
            })
        }
    }
    impl ::std::convert::From<super::Client> for Client {
        fn from(value: super::Client) -> Self {
            Self {
                contract_no: Ok(value.contract_no),
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
                    ::progenitor_client::meaning::PercentageComma<crate::Percentage>,
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
                    ::progenitor_client::meaning::AmountComma<crate::Amount>,
                >,
            >,
            ::std::string::String,
        >,
        ///`credit_limit_requested`.
        credit_limit_requested: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::AmountComma<crate::Amount>,
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
                    ::progenitor_client::meaning::PercentageComma<crate::Percentage>,
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
        ///`premium_pct`.
        premium_pct: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::PercentageComma<crate::Percentage>,
                >,
            >,
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
                premium_pct: Ok(Default::default()),
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
                    ::progenitor_client::meaning::PercentageComma<crate::Percentage>,
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
                    ::progenitor_client::meaning::AmountComma<crate::Amount>,
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
                    ::progenitor_client::meaning::AmountComma<crate::Amount>,
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
                    ::progenitor_client::meaning::PercentageComma<crate::Percentage>,
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
        pub fn premium_pct<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::PercentageComma<crate::Percentage>,
                >,
                Kind,
            >,
        {
            self.premium_pct = ::progenitor_client::optional("premium_pct", value);
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
                    value.premium_pct.as_ref().err(),
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
                premium_pct: value.premium_pct?,
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
                premium_pct: Ok(value.premium_pct),
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
    ///`PremiumRequest`.
    #[derive(Clone, Debug)]
    pub struct PremiumRequest {
        ///`acceptance_ind`.
        acceptance_ind: ::std::result::Result<
            ::progenitor_client::meaning::Text<
                ::progenitor_client::meaning::Flag<crate::generated::types::flags::SOrN>,
            >,
            ::std::string::String,
        >,
        ///`country_code`.
        country_code: ::std::result::Result<
            ::std::option::Option<super::PremiumRequestCountryCode>,
            ::std::string::String,
        >,
        ///`customer_reference`.
        customer_reference: ::std::result::Result<
            ::std::option::Option<super::PremiumRequestCustomerReference>,
            ::std::string::String,
        >,
        ///`endorsement_no`.
        endorsement_no: ::std::result::Result<
            ::std::option::Option<
                ::progenitor_client::meaning::Text<::progenitor_client::meaning::Whole>,
            >,
            ::std::string::String,
        >,
        ///`tax_code`.
        tax_code: ::std::result::Result<
            ::std::option::Option<super::PremiumRequestTaxCode>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for PremiumRequest {
        fn default() -> Self {
            Self {
                acceptance_ind: Err("no value supplied for acceptance_ind".to_string()),
                country_code: Ok(Default::default()),
                customer_reference: Ok(Default::default()),
                endorsement_no: Ok(Default::default()),
                tax_code: Ok(Default::default()),
            }
        }
    }
    impl PremiumRequest {
        pub fn acceptance_ind<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<
                ::progenitor_client::meaning::Text<
                    ::progenitor_client::meaning::Flag<
                        crate::generated::types::flags::SOrN,
                    >,
                >,
            >,
            T::Error: ::std::fmt::Display,
        {
            self.acceptance_ind = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for acceptance_ind: {e}")
                });
            self
        }
        pub fn country_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::PremiumRequestCountryCode, Kind>,
        {
            self.country_code = ::progenitor_client::optional("country_code", value);
            self
        }
        pub fn customer_reference<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                super::PremiumRequestCustomerReference,
                Kind,
            >,
        {
            self.customer_reference = ::progenitor_client::optional(
                "customer_reference",
                value,
            );
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
        pub fn tax_code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::PremiumRequestTaxCode, Kind>,
        {
            self.tax_code = ::progenitor_client::optional("tax_code", value);
            self
        }
    }
    impl ::std::convert::TryFrom<PremiumRequest> for super::PremiumRequest {
        type Error = super::error::ConversionError;
        fn try_from(
            value: PremiumRequest,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.acceptance_ind.as_ref().err(),
                    value.country_code.as_ref().err(),
                    value.customer_reference.as_ref().err(),
                    value.endorsement_no.as_ref().err(),
                    value.tax_code.as_ref().err(),
                ],
            )?;
            Ok(Self {
                acceptance_ind: value.acceptance_ind?,
                country_code: value.country_code?,
                customer_reference: value.customer_reference?,
                endorsement_no: value.endorsement_no?,
                tax_code: value.tax_code?,
            })
        }
    }
    impl ::std::convert::From<super::PremiumRequest> for PremiumRequest {
        fn from(value: super::PremiumRequest) -> Self {
            Self {
                acceptance_ind: Ok(value.acceptance_ind),
                country_code: Ok(value.country_code),
                customer_reference: Ok(value.customer_reference),
                endorsement_no: Ok(value.endorsement_no),
                tax_code: Ok(value.tax_code),
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
impl ::progenitor_client::FromResponse for QueryClassificationsErrorByStatus {
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
impl ::progenitor_client::FromResponse for CreateClassificationErrorByStatus {
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
impl ::progenitor_client::FromResponse
for ActivateDeactivateClassificationErrorByStatus {
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
impl ::progenitor_client::FromResponse for CancelClassificationErrorByStatus {
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
impl ::progenitor_client::FromResponse for AcceptDenyPremiumErrorByStatus {
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
    ///RSC003: invalid tax code
    pub const TAX_CODE: Self = Self(::progenitor_client::meaning::Code::known("RSC003"));
    ///RSC004: invalid postal code
    pub const POSTAL_CODE: Self = Self(
        ::progenitor_client::meaning::Code::known("RSC004"),
    );
    ///RSC005: invalid postal code
    pub const POSTAL_CODE_PROVINCE: Self = Self(
        ::progenitor_client::meaning::Code::known("RSC005"),
    );
    ///RSC006: invalid telephone
    pub const TELEPHONE: Self = Self(
        ::progenitor_client::meaning::Code::known("RSC006"),
    );
    ///RSC007: invalid e-mail
    pub const EMAIL: Self = Self(::progenitor_client::meaning::Code::known("RSC007"));
    ///RSC008: amount is zero
    pub const AMOUNT_ZERO: Self = Self(
        ::progenitor_client::meaning::Code::known("RSC008"),
    );
    ///RSC009: invalid currency
    pub const CURRENCY: Self = Self(::progenitor_client::meaning::Code::known("RSC009"));
    ///RSC010: invalid payment term
    pub const PAYMENT_TERM: Self = Self(
        ::progenitor_client::meaning::Code::known("RSC010"),
    );
    ///RSC014: a required field is missing
    pub const FIELD_MISSING: Self = Self(
        ::progenitor_client::meaning::Code::known("RSC014"),
    );
    ///RSC015: invalid country
    pub const COUNTRY: Self = Self(::progenitor_client::meaning::Code::known("RSC015"));
    ///RAD0001: classification or company not found
    pub const NOT_FOUND: Self = Self(
        ::progenitor_client::meaning::Code::known("RAD0001"),
    );
    ///RAD0002: country with tax number, endorsement or reference required
    pub const NOT_IDENTIFIED: Self = Self(
        ::progenitor_client::meaning::Code::known("RAD0002"),
    );
    ///RAD0003: not possible in this situation
    pub const NOT_POSSIBLE: Self = Self(
        ::progenitor_client::meaning::Code::known("RAD0003"),
    );
    /// The values that the document lists; a server may send others.
    pub const KNOWN: &'static [Self] = &[
        Self::WRONG_PASSWORD,
        Self::PASSWORD_EXPIRED,
        Self::USER_BLOCKED,
        Self::USER_NOT_VALID,
        Self::CONTRACT_NOT_FOUND,
        Self::CONTRACT_OF_ANOTHER,
        Self::TAX_CODE,
        Self::POSTAL_CODE,
        Self::POSTAL_CODE_PROVINCE,
        Self::TELEPHONE,
        Self::EMAIL,
        Self::AMOUNT_ZERO,
        Self::CURRENCY,
        Self::PAYMENT_TERM,
        Self::FIELD_MISSING,
        Self::COUNTRY,
        Self::NOT_FOUND,
        Self::NOT_IDENTIFIED,
        Self::NOT_POSSIBLE,
    ];
    /// Whether the document lists the value.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(
            self.0.as_str(), "SCU001" | "SCU002" | "SCU003" | "SCU004" | "CCC001" |
            "CCC002" | "RSC003" | "RSC004" | "RSC005" | "RSC006" | "RSC007" | "RSC008" |
            "RSC009" | "RSC010" | "RSC014" | "RSC015" | "RAD0001" | "RAD0002" | "RAD0003"
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
            "RSC003" => {
                &[("en", "invalid tax code"), ("es", "código fiscal no válido")]
            }
            "RSC004" => {
                &[("en", "invalid postal code"), ("es", "código postal no válido")]
            }
            "RSC005" => {
                &[("en", "invalid postal code"), ("es", "código postal no válido")]
            }
            "RSC006" => &[("en", "invalid telephone"), ("es", "teléfono no válido")],
            "RSC007" => {
                &[("en", "invalid e-mail"), ("es", "correo electrónico no válido")]
            }
            "RSC008" => &[("en", "amount is zero"), ("es", "importe cero")],
            "RSC009" => &[("en", "invalid currency"), ("es", "divisa no válida")],
            "RSC010" => {
                &[("en", "invalid payment term"), ("es", "plazo de pago no válido")]
            }
            "RSC014" => {
                &[
                    ("en", "a required field is missing"),
                    ("es", "falta un campo obligatorio"),
                ]
            }
            "RSC015" => &[("en", "invalid country"), ("es", "país no válido")],
            "RAD0001" => {
                &[
                    ("en", "classification or company not found"),
                    ("es", "clasificación o empresa no encontrada"),
                ]
            }
            "RAD0002" => {
                &[
                    ("en", "country with tax number, endorsement or reference required"),
                    (
                        "es",
                        "se requiere país con número fiscal, suplemento o referencia",
                    ),
                ]
            }
            "RAD0003" => {
                &[
                    ("en", "not possible in this situation"),
                    ("es", "no es posible en esta situación"),
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
            "RSC003" => {
                &[
                    ("en", "check the tax number and its country"),
                    ("es", "revise el número fiscal y su país"),
                ]
            }
            "RSC004" => {
                &[
                    ("en", "give five digits for Spain"),
                    ("es", "indique cinco cifras para España"),
                ]
            }
            "RSC005" => {
                &[
                    ("en", "check the postal code's province"),
                    ("es", "revise la provincia del código postal"),
                ]
            }
            "RSC008" => {
                &[
                    ("en", "request a limit above zero"),
                    ("es", "solicite un límite mayor que cero"),
                ]
            }
            "RSC010" => {
                &[
                    ("en", "give 30, 60, 90, 120, 150 or 180"),
                    ("es", "indique 30, 60, 90, 120, 150 o 180"),
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
            "RAD0002" => {
                &[
                    ("en", "give the endorsement number"),
                    ("es", "indique el número de suplemento"),
                ]
            }
            "RAD0003" => {
                &[
                    ("en", "query the classification for its situation"),
                    ("es", "consulte la situación de la clasificación"),
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
