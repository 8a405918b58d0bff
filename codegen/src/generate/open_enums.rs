//! Enums of strings, which are open if a server chooses the value.
//!
//! typify's enums are closed: one undocumented value makes the whole response unreadable. typify
//! also cannot name values that differ only in case or consist of punctuation. So this module
//! writes the enums itself. An enum in a response has a last variant for undocumented values, which survive a
//! round trip. An enum that occurs only in requests is closed, so that a misspelt value is refused
//! before it is sent.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use super::names::identifier;
use crate::api::{Api, Content};
use crate::normalise::enum_values;
use crate::schema::Schema;
use crate::target::Target;

/// The definitions that are enums, with their values.
pub fn all(api: &Api) -> impl Iterator<Item = (&String, &Schema)> {
    api.schemas
        .iter()
        .filter(|(_, schema)| !schema.values.is_empty())
}

/// The items of all enums.
pub fn tokens(api: &Api, target: &Target) -> TokenStream {
    let in_responses = in_responses(api);
    let enums = all(api).map(|(name, schema)| {
        let name_only = || format!("`{name}`.");
        Enum {
            ident: format_ident!("{name}"),
            variants: variants(&schema.texts()),
            open: in_responses.contains(name.as_str()),
            doc: docs::rustdoc(&schema.description.clone().unwrap_or_else(name_only)),
        }
        .tokens(target)
    });
    quote! { #(#enums)* }
}

/// The definitions that occur in responses.
pub(crate) fn in_responses(api: &Api) -> HashSet<&str> {
    let operations = api.operations.iter();
    let responses = operations.flat_map(|operation| &operation.responses);
    let mut todo: Vec<&Schema> = responses
        .filter_map(|response| match &response.content {
            Content::Json(schema) => Some(&**schema),
            _ => None,
        })
        .collect();
    let mut found = HashSet::new();
    while let Some(schema) = todo.pop() {
        if let Some(name) = &schema.reference
            && found.insert(name.as_str())
        {
            todo.extend(schema.target(&api.schemas));
        }
        todo.extend(schema.children());
    }
    found
}

struct Enum<'a> {
    ident: Ident,
    /// The variants with their values on the wire.
    variants: Vec<(Ident, &'a str)>,
    /// Whether it has a variant for undocumented values.
    open: bool,
    doc: String,
}

/// A variant for each value.
pub(crate) fn variants<'a>(values: &[&'a str]) -> Vec<(Ident, &'a str)> {
    let names = enum_values::names(values);
    let idents = names
        .iter()
        .map(|name| format_ident!("{}", identifier(name)));
    idents.zip(values.iter().copied()).collect()
}

impl Enum<'_> {
    fn tokens(&self, target: &Target) -> TokenStream {
        let definition = self.definition();
        let text = self.text();
        let parsing = if self.open {
            self.open_parsing()
        } else {
            self.closed_parsing()
        };
        let schema = target.is_own.then(|| self.json_schema());
        quote! {
            #definition
            #text
            #parsing
            #schema
        }
    }

    fn definition(&self) -> TokenStream {
        let Self { ident, doc, .. } = self;
        let variants = self.variants.iter().map(|(variant, value)| {
            let doc = docs::rustdoc(&format!("`{}`.", value.replace('`', "'")));
            quote! {
                #[doc = #doc]
                #variant
            }
        });
        let (copy, unlisted) = if self.open {
            let unlisted = quote! {
                /// A value that the document does not list.
                Unlisted(::std::string::String),
            };
            (None, Some(unlisted))
        } else {
            (Some(quote! { Copy, }), None)
        };
        quote! {
            #[doc = #doc]
            #[derive(Clone, #copy Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum #ident {
                #(#variants,)*
                #unlisted
            }
        }
    }

    /// Serialisation: `as_str`, `Display`, `Serialize`.
    fn text(&self) -> TokenStream {
        let ident = &self.ident;
        let arms = self
            .variants
            .iter()
            .map(|(variant, value)| quote! { Self::#variant => #value });
        let unlisted = self
            .open
            .then(|| quote! { Self::Unlisted(value) => value, });
        quote! {
            impl #ident {
                /// The value on the wire.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(#arms,)*
                        #unlisted
                    }
                }
            }

            impl ::std::fmt::Display for #ident {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }

            impl ::serde::Serialize for #ident {
                fn serialize<S: ::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }
        }
    }

    /// Parsing of any text.
    fn open_parsing(&self) -> TokenStream {
        let ident = &self.ident;
        let arms = self
            .variants
            .iter()
            .map(|(variant, value)| quote! { #value => Self::#variant });
        quote! {
            impl ::std::convert::From<&str> for #ident {
                fn from(value: &str) -> Self {
                    match value {
                        #(#arms,)*
                        other => Self::Unlisted(other.to_owned()),
                    }
                }
            }

            impl ::std::convert::From<::std::string::String> for #ident {
                fn from(value: ::std::string::String) -> Self {
                    Self::from(value.as_str())
                }
            }

            impl ::std::str::FromStr for #ident {
                type Err = ::std::convert::Infallible;

                fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                    ::std::result::Result::Ok(Self::from(value))
                }
            }

            impl<'de> ::serde::Deserialize<'de> for #ident {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                        .map(Self::from)
                }
            }
        }
    }

    /// Parsing of listed values only.
    fn closed_parsing(&self) -> TokenStream {
        let ident = &self.ident;
        let arms = self.variants.iter().map(|(variant, value)| {
            quote! { #value => ::std::result::Result::Ok(Self::#variant) }
        });
        quote! {
            impl ::std::str::FromStr for #ident {
                type Err = self::error::ConversionError;

                fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
                    match value {
                        #(#arms,)*
                        _ => ::std::result::Result::Err("invalid value".into()),
                    }
                }
            }

            impl ::std::convert::TryFrom<&str> for #ident {
                type Error = self::error::ConversionError;

                fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
                    value.parse()
                }
            }

            impl ::std::convert::TryFrom<::std::string::String> for #ident {
                type Error = self::error::ConversionError;

                fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
                    value.parse()
                }
            }

            impl<'de> ::serde::Deserialize<'de> for #ident {
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
        }
    }

    fn json_schema(&self) -> TokenStream {
        let ident = &self.ident;
        let name = ident.to_string();
        let schema = if self.open {
            quote! { ::schemars::json_schema!({ "type": "string" }) }
        } else {
            let values = self.variants.iter().map(|(_, value)| value);
            quote! { ::schemars::json_schema!({ "type": "string", "enum": [#(#values),*] }) }
        };
        quote! {
            #[cfg(feature = "schemars")]
            impl ::schemars::JsonSchema for #ident {
                fn schema_name() -> ::std::borrow::Cow<'static, str> {
                    #name.into()
                }

                fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                    #schema
                }
            }
        }
    }
}
