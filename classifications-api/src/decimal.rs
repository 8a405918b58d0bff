//! Exact decimal numbers of this API, and their JSON schemas.
//!
//! The schemas have the bounds of the document, which the server enforces.

/// A decimal type with its JSON schema.
macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $schema:tt) => {
        api_transport::decimal_type! { $(#[$doc])* $name }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}

number! {
    /// An exact amount of money in the main unit of its currency (euros, not cents). Another property has the currency.
    ///
    /// ```
    /// use classifications_api::Amount;
    ///
    /// let amount: Amount = "40000.00".parse().unwrap();
    /// assert_eq!(serde_json::to_string(&amount).unwrap(), "40000.00");
    /// assert!("40000.00 EUR".parse::<Amount>().is_err());
    /// ```
    Amount, { "type": "number", "minimum": 0 }
}

number! {
    /// An exact share in percent: 0.35 is 0.35 %, not 35 %.
    Percentage, { "type": "number", "minimum": 0 }
}
