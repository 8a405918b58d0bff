// Made by `cargo xtask generate --spec sales.oas2.yaml --out ..`. Do not edit.

///`Conflict`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Conflict {
    ///`earlierSaleNo`.
    #[serde(rename = "earlierSaleNo")]
    pub earlier_sale_no: i64,
}
impl Conflict {
    pub fn builder() -> builder::Conflict {
        Default::default()
    }
}
///`ContractNo`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
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
        ::progenitor_client::limited(deserializer, Self)
    }
}
///`Correction`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Correction {
    ///`amount`.
    pub amount: f64,
}
impl Correction {
    pub fn builder() -> builder::Correction {
        Default::default()
    }
}
///`Envelope`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Envelope {
    ///`error`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub error: ::std::option::Option<EnvelopeError>,
}
impl Envelope {
    pub fn builder() -> builder::Envelope {
        Default::default()
    }
}
///`EnvelopeError`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EnvelopeError {
    ///`code`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub code: ::std::option::Option<::std::string::String>,
    ///`text`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub text: ::std::option::Option<::std::string::String>,
}
impl EnvelopeError {
    pub fn builder() -> builder::EnvelopeError {
        Default::default()
    }
}
///`GatewayError`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GatewayError {
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
impl GatewayError {
    pub fn builder() -> builder::GatewayError {
        Default::default()
    }
}
///Responses of `moveSale` on success.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum MoveSaleSuccessByStatus {
    ///200: The movement, or an error.
    Ok(MovementList),
    ///201: The movement was recorded; nothing is said of it.
    Created,
}
///`Movement`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Movement {
    ///`saleNo`.
    #[serde(rename = "saleNo")]
    pub sale_no: i64,
    ///`amount`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub amount: ::std::option::Option<f64>,
}
impl Movement {
    pub fn builder() -> builder::Movement {
        Default::default()
    }
}
///`MovementList`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MovementList {
    ///`error`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub error: ::std::option::Option<MovementListError>,
    ///`page`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub page: ::std::option::Option<MovementListPage>,
    ///`sales`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub sales: ::std::option::Option<::std::vec::Vec<Movement>>,
}
impl MovementList {
    pub fn builder() -> builder::MovementList {
        Default::default()
    }
}
///`MovementListError`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MovementListError {
    ///`code`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub code: ::std::option::Option<::std::string::String>,
    ///`text`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub text: ::std::option::Option<::std::string::String>,
}
impl MovementListError {
    pub fn builder() -> builder::MovementListError {
        Default::default()
    }
}
///`MovementListPage`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MovementListPage {
    ///`nextSaleNo`.
    #[serde(
        rename = "nextSaleNo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub next_sale_no: ::std::option::Option<::std::string::String>,
}
impl MovementListPage {
    pub fn builder() -> builder::MovementListPage {
        Default::default()
    }
}
///Responses of `notifySale` on failure.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum NotifySaleErrorByStatus {
    ///400: The sale makes no sense.
    BadRequest(GatewayError),
    ///409: The sale was notified before.
    Conflict(Conflict),
}
///Responses of `notifySale` on success.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum NotifySaleSuccessByStatus {
    ///201: The sale was recorded.
    Created(RecordedSale),
    ///202: The sale waits for the classification of its client.
    Accepted(Receipt),
}
///`Receipt`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Receipt {
    ///`receiptNo`.
    #[serde(rename = "receiptNo")]
    pub receipt_no: ::std::string::String,
}
impl Receipt {
    pub fn builder() -> builder::Receipt {
        Default::default()
    }
}
///`RecordedSale`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RecordedSale {
    ///`client`.
    pub client: ::std::string::String,
    ///`saleDate`.
    #[serde(rename = "saleDate")]
    pub sale_date: ::chrono::naive::NaiveDate,
    ///`amount`.
    pub amount: f64,
    ///`currency`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub currency: ::std::option::Option<crate::generated::types::RecordedSaleCurrency>,
    ///`remarks`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub remarks: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    ///`saleNo`.
    #[serde(rename = "saleNo")]
    pub sale_no: i64,
}
impl RecordedSale {
    pub fn builder() -> builder::RecordedSale {
        Default::default()
    }
}
///`Sale`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sale {
    ///`client`.
    pub client: ::std::string::String,
    ///`saleDate`.
    #[serde(rename = "saleDate")]
    pub sale_date: ::chrono::naive::NaiveDate,
    ///`amount`.
    pub amount: f64,
    ///`currency`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub currency: ::std::option::Option<crate::generated::types::SaleCurrency>,
    ///`remarks`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub remarks: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
}
impl Sale {
    pub fn builder() -> builder::Sale {
        Default::default()
    }
}
///`SaleList`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SaleList {
    ///`sales`.
    pub sales: ::std::vec::Vec<RecordedSale>,
}
impl SaleList {
    pub fn builder() -> builder::SaleList {
        Default::default()
    }
}
/// Types for composing complex structures.
pub mod builder {
    ///`Conflict`.
    #[derive(Clone, Debug)]
    pub struct Conflict {
        ///`earlier_sale_no`.
        earlier_sale_no: ::std::result::Result<i64, ::std::string::String>,
    }
    impl ::std::default::Default for Conflict {
        fn default() -> Self {
            Self {
                earlier_sale_no: Err("no value supplied for earlier_sale_no".to_string()),
            }
        }
    }
    impl Conflict {
        pub fn earlier_sale_no<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<i64>,
            T::Error: ::std::fmt::Display,
        {
            self.earlier_sale_no = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for earlier_sale_no: {e}")
                });
            self
        }
    }
    impl ::std::convert::TryFrom<Conflict> for super::Conflict {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Conflict,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            Ok(Self {
                earlier_sale_no: value.earlier_sale_no?,
            })
        }
    }
    impl ::std::convert::From<super::Conflict> for Conflict {
        fn from(value: super::Conflict) -> Self {
            Self {
                earlier_sale_no: Ok(value.earlier_sale_no),
            }
        }
    }
    ///`Correction`.
    #[derive(Clone, Debug)]
    pub struct Correction {
        ///`amount`.
        amount: ::std::result::Result<f64, ::std::string::String>,
    }
    impl ::std::default::Default for Correction {
        fn default() -> Self {
            Self {
                amount: Err("no value supplied for amount".to_string()),
            }
        }
    }
    impl Correction {
        pub fn amount<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<f64>,
            T::Error: ::std::fmt::Display,
        {
            self.amount = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for amount: {e}"));
            self
        }
    }
    impl ::std::convert::TryFrom<Correction> for super::Correction {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Correction,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            Ok(Self { amount: value.amount? })
        }
    }
    impl ::std::convert::From<super::Correction> for Correction {
        fn from(value: super::Correction) -> Self {
            Self { amount: Ok(value.amount) }
        }
    }
    ///`Envelope`.
    #[derive(Clone, Debug)]
    pub struct Envelope {
        ///`error`.
        error: ::std::result::Result<
            ::std::option::Option<super::EnvelopeError>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for Envelope {
        fn default() -> Self {
            Self {
                error: Ok(Default::default()),
            }
        }
    }
    impl Envelope {
        pub fn error<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::EnvelopeError, Kind>,
        {
            self.error = ::progenitor_client::optional("error", value);
            self
        }
    }
    impl ::std::convert::TryFrom<Envelope> for super::Envelope {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Envelope,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            Ok(Self { error: value.error? })
        }
    }
    impl ::std::convert::From<super::Envelope> for Envelope {
        fn from(value: super::Envelope) -> Self {
            Self { error: Ok(value.error) }
        }
    }
    ///`EnvelopeError`.
    #[derive(Clone, Debug)]
    pub struct EnvelopeError {
        ///`code`.
        code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`text`.
        text: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for EnvelopeError {
        fn default() -> Self {
            Self {
                code: Ok(Default::default()),
                text: Ok(Default::default()),
            }
        }
    }
    impl EnvelopeError {
        pub fn code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.code = ::progenitor_client::optional("code", value);
            self
        }
        pub fn text<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.text = ::progenitor_client::optional("text", value);
            self
        }
    }
    impl ::std::convert::TryFrom<EnvelopeError> for super::EnvelopeError {
        type Error = super::error::ConversionError;
        fn try_from(
            value: EnvelopeError,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[value.code.as_ref().err(), value.text.as_ref().err()],
            )?;
            Ok(Self {
                code: value.code?,
                text: value.text?,
            })
        }
    }
    impl ::std::convert::From<super::EnvelopeError> for EnvelopeError {
        fn from(value: super::EnvelopeError) -> Self {
            Self {
                code: Ok(value.code),
                text: Ok(value.text),
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
    ///`Movement`.
    #[derive(Clone, Debug)]
    pub struct Movement {
        ///`amount`.
        amount: ::std::result::Result<::std::option::Option<f64>, ::std::string::String>,
        ///`sale_no`.
        sale_no: ::std::result::Result<i64, ::std::string::String>,
    }
    impl ::std::default::Default for Movement {
        fn default() -> Self {
            Self {
                amount: Ok(Default::default()),
                sale_no: Err("no value supplied for sale_no".to_string()),
            }
        }
    }
    impl Movement {
        pub fn amount<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<f64, Kind>,
        {
            self.amount = ::progenitor_client::optional("amount", value);
            self
        }
        pub fn sale_no<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<i64>,
            T::Error: ::std::fmt::Display,
        {
            self.sale_no = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for sale_no: {e}")
                });
            self
        }
    }
    impl ::std::convert::TryFrom<Movement> for super::Movement {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Movement,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[value.amount.as_ref().err(), value.sale_no.as_ref().err()],
            )?;
            Ok(Self {
                amount: value.amount?,
                sale_no: value.sale_no?,
            })
        }
    }
    impl ::std::convert::From<super::Movement> for Movement {
        fn from(value: super::Movement) -> Self {
            Self {
                amount: Ok(value.amount),
                sale_no: Ok(value.sale_no),
            }
        }
    }
    ///`MovementList`.
    #[derive(Clone, Debug)]
    pub struct MovementList {
        ///`error`.
        error: ::std::result::Result<
            ::std::option::Option<super::MovementListError>,
            ::std::string::String,
        >,
        ///`page`.
        page: ::std::result::Result<
            ::std::option::Option<super::MovementListPage>,
            ::std::string::String,
        >,
        ///`sales`.
        sales: ::std::result::Result<
            ::std::option::Option<::std::vec::Vec<super::Movement>>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for MovementList {
        fn default() -> Self {
            Self {
                error: Ok(Default::default()),
                page: Ok(Default::default()),
                sales: Ok(Default::default()),
            }
        }
    }
    impl MovementList {
        pub fn error<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::MovementListError, Kind>,
        {
            self.error = ::progenitor_client::optional("error", value);
            self
        }
        pub fn page<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<super::MovementListPage, Kind>,
        {
            self.page = ::progenitor_client::optional("page", value);
            self
        }
        pub fn sales<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::vec::Vec<super::Movement>, Kind>,
        {
            self.sales = ::progenitor_client::optional("sales", value);
            self
        }
    }
    impl ::std::convert::TryFrom<MovementList> for super::MovementList {
        type Error = super::error::ConversionError;
        fn try_from(
            value: MovementList,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.error.as_ref().err(),
                    value.page.as_ref().err(),
                    value.sales.as_ref().err(),
                ],
            )?;
            Ok(Self {
                error: value.error?,
                page: value.page?,
                sales: value.sales?,
            })
        }
    }
    impl ::std::convert::From<super::MovementList> for MovementList {
        fn from(value: super::MovementList) -> Self {
            Self {
                error: Ok(value.error),
                page: Ok(value.page),
                sales: Ok(value.sales),
            }
        }
    }
    ///`MovementListError`.
    #[derive(Clone, Debug)]
    pub struct MovementListError {
        ///`code`.
        code: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
        ///`text`.
        text: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for MovementListError {
        fn default() -> Self {
            Self {
                code: Ok(Default::default()),
                text: Ok(Default::default()),
            }
        }
    }
    impl MovementListError {
        pub fn code<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.code = ::progenitor_client::optional("code", value);
            self
        }
        pub fn text<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.text = ::progenitor_client::optional("text", value);
            self
        }
    }
    impl ::std::convert::TryFrom<MovementListError> for super::MovementListError {
        type Error = super::error::ConversionError;
        fn try_from(
            value: MovementListError,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[value.code.as_ref().err(), value.text.as_ref().err()],
            )?;
            Ok(Self {
                code: value.code?,
                text: value.text?,
            })
        }
    }
    impl ::std::convert::From<super::MovementListError> for MovementListError {
        fn from(value: super::MovementListError) -> Self {
            Self {
                code: Ok(value.code),
                text: Ok(value.text),
            }
        }
    }
    ///`MovementListPage`.
    #[derive(Clone, Debug)]
    pub struct MovementListPage {
        ///`next_sale_no`.
        next_sale_no: ::std::result::Result<
            ::std::option::Option<::std::string::String>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for MovementListPage {
        fn default() -> Self {
            Self {
                next_sale_no: Ok(Default::default()),
            }
        }
    }
    impl MovementListPage {
        pub fn next_sale_no<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<::std::string::String, Kind>,
        {
            self.next_sale_no = ::progenitor_client::optional("next_sale_no", value);
            self
        }
    }
    impl ::std::convert::TryFrom<MovementListPage> for super::MovementListPage {
        type Error = super::error::ConversionError;
        fn try_from(
            value: MovementListPage,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            Ok(Self {
                next_sale_no: value.next_sale_no?,
            })
        }
    }
    impl ::std::convert::From<super::MovementListPage> for MovementListPage {
        fn from(value: super::MovementListPage) -> Self {
            Self {
                next_sale_no: Ok(value.next_sale_no),
            }
        }
    }
    ///`Receipt`.
    #[derive(Clone, Debug)]
    pub struct Receipt {
        ///`receipt_no`.
        receipt_no: ::std::result::Result<::std::string::String, ::std::string::String>,
    }
    impl ::std::default::Default for Receipt {
        fn default() -> Self {
            Self {
                receipt_no: Err("no value supplied for receipt_no".to_string()),
            }
        }
    }
    impl Receipt {
        pub fn receipt_no<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<::std::string::String>,
            T::Error: ::std::fmt::Display,
        {
            self.receipt_no = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for receipt_no: {e}")
                });
            self
        }
    }
    impl ::std::convert::TryFrom<Receipt> for super::Receipt {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Receipt,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            Ok(Self {
                receipt_no: value.receipt_no?,
            })
        }
    }
    impl ::std::convert::From<super::Receipt> for Receipt {
        fn from(value: super::Receipt) -> Self {
            Self {
                receipt_no: Ok(value.receipt_no),
            }
        }
    }
    ///`RecordedSale`.
    #[derive(Clone, Debug)]
    pub struct RecordedSale {
        ///`amount`.
        amount: ::std::result::Result<f64, ::std::string::String>,
        ///`client`.
        client: ::std::result::Result<::std::string::String, ::std::string::String>,
        ///`currency`.
        currency: ::std::result::Result<
            ::std::option::Option<crate::generated::types::RecordedSaleCurrency>,
            ::std::string::String,
        >,
        ///`remarks`.
        remarks: ::std::result::Result<
            ::std::option::Option<::std::vec::Vec<::std::string::String>>,
            ::std::string::String,
        >,
        ///`sale_date`.
        sale_date: ::std::result::Result<
            ::chrono::naive::NaiveDate,
            ::std::string::String,
        >,
        ///`sale_no`.
        sale_no: ::std::result::Result<i64, ::std::string::String>,
    }
    impl ::std::default::Default for RecordedSale {
        fn default() -> Self {
            Self {
                amount: Err("no value supplied for amount".to_string()),
                client: Err("no value supplied for client".to_string()),
                currency: Ok(Default::default()),
                remarks: Ok(Default::default()),
                sale_date: Err("no value supplied for sale_date".to_string()),
                sale_no: Err("no value supplied for sale_no".to_string()),
            }
        }
    }
    impl RecordedSale {
        pub fn amount<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<f64>,
            T::Error: ::std::fmt::Display,
        {
            self.amount = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for amount: {e}"));
            self
        }
        pub fn client<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<::std::string::String>,
            T::Error: ::std::fmt::Display,
        {
            self.client = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for client: {e}"));
            self
        }
        pub fn currency<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                crate::generated::types::RecordedSaleCurrency,
                Kind,
            >,
        {
            self.currency = ::progenitor_client::optional("currency", value);
            self
        }
        pub fn remarks<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::std::vec::Vec<::std::string::String>,
                Kind,
            >,
        {
            self.remarks = ::progenitor_client::optional("remarks", value);
            self
        }
        pub fn sale_date<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<::chrono::naive::NaiveDate>,
            T::Error: ::std::fmt::Display,
        {
            self.sale_date = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for sale_date: {e}")
                });
            self
        }
        pub fn sale_no<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<i64>,
            T::Error: ::std::fmt::Display,
        {
            self.sale_no = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for sale_no: {e}")
                });
            self
        }
    }
    impl ::std::convert::TryFrom<RecordedSale> for super::RecordedSale {
        type Error = super::error::ConversionError;
        fn try_from(
            value: RecordedSale,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.amount.as_ref().err(),
                    value.client.as_ref().err(),
                    value.currency.as_ref().err(),
                    value.remarks.as_ref().err(),
                    value.sale_date.as_ref().err(),
                    value.sale_no.as_ref().err(),
                ],
            )?;
            Ok(Self {
                amount: value.amount?,
                client: value.client?,
                currency: value.currency?,
                remarks: value.remarks?,
                sale_date: value.sale_date?,
                sale_no: value.sale_no?,
            })
        }
    }
    impl ::std::convert::From<super::RecordedSale> for RecordedSale {
        fn from(value: super::RecordedSale) -> Self {
            Self {
                amount: Ok(value.amount),
                client: Ok(value.client),
                currency: Ok(value.currency),
                remarks: Ok(value.remarks),
                sale_date: Ok(value.sale_date),
                sale_no: Ok(value.sale_no),
            }
        }
    }
    ///`Sale`.
    #[derive(Clone, Debug)]
    pub struct Sale {
        ///`amount`.
        amount: ::std::result::Result<f64, ::std::string::String>,
        ///`client`.
        client: ::std::result::Result<::std::string::String, ::std::string::String>,
        ///`currency`.
        currency: ::std::result::Result<
            ::std::option::Option<crate::generated::types::SaleCurrency>,
            ::std::string::String,
        >,
        ///`remarks`.
        remarks: ::std::result::Result<
            ::std::option::Option<::std::vec::Vec<::std::string::String>>,
            ::std::string::String,
        >,
        ///`sale_date`.
        sale_date: ::std::result::Result<
            ::chrono::naive::NaiveDate,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for Sale {
        fn default() -> Self {
            Self {
                amount: Err("no value supplied for amount".to_string()),
                client: Err("no value supplied for client".to_string()),
                currency: Ok(Default::default()),
                remarks: Ok(Default::default()),
                sale_date: Err("no value supplied for sale_date".to_string()),
            }
        }
    }
    impl Sale {
        pub fn amount<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<f64>,
            T::Error: ::std::fmt::Display,
        {
            self.amount = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for amount: {e}"));
            self
        }
        pub fn client<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<::std::string::String>,
            T::Error: ::std::fmt::Display,
        {
            self.client = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for client: {e}"));
            self
        }
        pub fn currency<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                crate::generated::types::SaleCurrency,
                Kind,
            >,
        {
            self.currency = ::progenitor_client::optional("currency", value);
            self
        }
        pub fn remarks<T, Kind>(mut self, value: T) -> Self
        where
            T: ::progenitor_client::IntoOptional<
                ::std::vec::Vec<::std::string::String>,
                Kind,
            >,
        {
            self.remarks = ::progenitor_client::optional("remarks", value);
            self
        }
        pub fn sale_date<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<::chrono::naive::NaiveDate>,
            T::Error: ::std::fmt::Display,
        {
            self.sale_date = value
                .try_into()
                .map_err(|e| {
                    format!("error converting supplied value for sale_date: {e}")
                });
            self
        }
    }
    impl ::std::convert::TryFrom<Sale> for super::Sale {
        type Error = super::error::ConversionError;
        fn try_from(
            value: Sale,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            ::progenitor_client::check_fields(
                &[
                    value.amount.as_ref().err(),
                    value.client.as_ref().err(),
                    value.currency.as_ref().err(),
                    value.remarks.as_ref().err(),
                    value.sale_date.as_ref().err(),
                ],
            )?;
            Ok(Self {
                amount: value.amount?,
                client: value.client?,
                currency: value.currency?,
                remarks: value.remarks?,
                sale_date: value.sale_date?,
            })
        }
    }
    impl ::std::convert::From<super::Sale> for Sale {
        fn from(value: super::Sale) -> Self {
            Self {
                amount: Ok(value.amount),
                client: Ok(value.client),
                currency: Ok(value.currency),
                remarks: Ok(value.remarks),
                sale_date: Ok(value.sale_date),
            }
        }
    }
    ///`SaleList`.
    #[derive(Clone, Debug)]
    pub struct SaleList {
        ///`sales`.
        sales: ::std::result::Result<
            ::std::vec::Vec<super::RecordedSale>,
            ::std::string::String,
        >,
    }
    impl ::std::default::Default for SaleList {
        fn default() -> Self {
            Self {
                sales: Err("no value supplied for sales".to_string()),
            }
        }
    }
    impl SaleList {
        pub fn sales<T>(mut self, value: T) -> Self
        where
            T: ::std::convert::TryInto<::std::vec::Vec<super::RecordedSale>>,
            T::Error: ::std::fmt::Display,
        {
            self.sales = value
                .try_into()
                .map_err(|e| format!("error converting supplied value for sales: {e}"));
            self
        }
    }
    impl ::std::convert::TryFrom<SaleList> for super::SaleList {
        type Error = super::error::ConversionError;
        fn try_from(
            value: SaleList,
        ) -> ::std::result::Result<Self, super::error::ConversionError> {
            Ok(Self { sales: value.sales? })
        }
    }
    impl ::std::convert::From<super::SaleList> for SaleList {
        fn from(value: super::SaleList) -> Self {
            Self { sales: Ok(value.sales) }
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
impl ::progenitor_client::FromResponse for NotifySaleSuccessByStatus {
    const STATUSES: &'static [u16] = &[201u16, 202u16];
    fn from_response(
        status: u16,
        received: ::progenitor_client::Received<'_>,
    ) -> ::std::result::Result<Self, ::progenitor_client::Undecoded> {
        Ok(
            match status {
                201u16 => {
                    Self::Created(
                        ::progenitor_client::FromResponse::from_response(
                            status,
                            received,
                        )?,
                    )
                }
                202u16 => {
                    Self::Accepted(
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
impl ::progenitor_client::FromResponse for NotifySaleErrorByStatus {
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
                409u16 => {
                    Self::Conflict(
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
impl ::progenitor_client::FromResponse for MoveSaleSuccessByStatus {
    const STATUSES: &'static [u16] = &[200u16, 201u16];
    fn from_response(
        status: u16,
        received: ::progenitor_client::Received<'_>,
    ) -> ::std::result::Result<Self, ::progenitor_client::Undecoded> {
        Ok(
            match status {
                200u16 => {
                    Self::Ok(
                        ::progenitor_client::FromResponse::from_response(
                            status,
                            received,
                        )?,
                    )
                }
                201u16 => {
                    received.nothing()?;
                    Self::Created
                }
                _ => return ::progenitor_client::FromResponse::undocumented(),
            },
        )
    }
}
///`SaleCurrency`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SaleCurrency {
    ///`EUR`.
    Eur,
    ///`USD`.
    Usd,
}
impl SaleCurrency {
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Eur => "EUR",
            Self::Usd => "USD",
        }
    }
}
impl ::std::fmt::Display for SaleCurrency {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl ::serde::Serialize for SaleCurrency {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl ::std::str::FromStr for SaleCurrency {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "EUR" => ::std::result::Result::Ok(Self::Eur),
            "USD" => ::std::result::Result::Ok(Self::Usd),
            _ => ::std::result::Result::Err("invalid value".into()),
        }
    }
}
impl ::std::convert::TryFrom<&str> for SaleCurrency {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for SaleCurrency {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl<'de> ::serde::Deserialize<'de> for SaleCurrency {
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
///`RecordedSaleCurrency`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RecordedSaleCurrency {
    ///`EUR`.
    Eur,
    ///`USD`.
    Usd,
    /// A value that the document does not list.
    Unlisted(::std::string::String),
}
impl RecordedSaleCurrency {
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Eur => "EUR",
            Self::Usd => "USD",
            Self::Unlisted(value) => value,
        }
    }
}
impl ::std::fmt::Display for RecordedSaleCurrency {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl ::serde::Serialize for RecordedSaleCurrency {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl ::std::convert::From<&str> for RecordedSaleCurrency {
    fn from(value: &str) -> Self {
        match value {
            "EUR" => Self::Eur,
            "USD" => Self::Usd,
            other => Self::Unlisted(other.to_owned()),
        }
    }
}
impl ::std::convert::From<::std::string::String> for RecordedSaleCurrency {
    fn from(value: ::std::string::String) -> Self {
        Self::from(value.as_str())
    }
}
impl ::std::str::FromStr for RecordedSaleCurrency {
    type Err = ::std::convert::Infallible;
    fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
        ::std::result::Result::Ok(Self::from(value))
    }
}
impl<'de> ::serde::Deserialize<'de> for RecordedSaleCurrency {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
            .map(Self::from)
    }
}
