//! `send` of each builder: the request as the OAS2 document describes it, and the answer by its status.

mod body;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::answers;
use super::builders::{Argument, ArgumentKind, free};
use super::operations;
use super::types::OperationTypes;
use crate::api::{Content, ListFormat, Location, Operation, Response, Status};

/// The names of the variables in a `send`, none of which is an argument's.
struct Names {
    client: Ident,
    url: Ident,
    headers: Ident,
    request: Ident,
    response: Ident,
    fields: Ident,
    value: Ident,
}

/// The method.
pub fn tokens(
    operation: &Operation,
    types: &OperationTypes,
    arguments: &[Argument<'_>],
    client: &Ident,
) -> TokenStream {
    let names = Names {
        client: client.clone(),
        url: free("url", arguments),
        headers: free("headers", arguments),
        request: free("request", arguments),
        response: free("response", arguments),
        fields: free("fields", arguments),
        value: free("value", arguments),
    };
    let idents = arguments.iter().map(|a| &a.ident);
    let unpack = arguments.iter().map(unpack);
    let request = request(operation, &names);
    let answer = answer(operation, types, &names.response);
    let success = answers::success_type(operation, types);
    let error = answers::error_type(operation, types);
    let doc = format!("Sends `{} {}`.", operation.method, operation.path);
    let constant = operations::name(operation);
    let Names {
        request: request_name,
        response,
        ..
    } = &names;
    quote! {
        #[doc = #doc]
        ///
        /// # Errors
        /// See [`Error`](::api_transport::Error).
        pub async fn send(self) -> ::std::result::Result<
            ::api_transport::ResponseValue<#success>,
            ::api_transport::Error<#error>,
        > {
            let Self { #client, #(#idents,)* } = self;
            #(#unpack)*
            #request
            let #response = ::api_transport::ClientHooks::exec(
                #client,
                #request_name,
                &super::operations::#constant,
            )
            .await?;
            #answer
        }
    }
}

/// From what the builder keeps to the value, or to nothing for an optional argument.
fn unpack(argument: &Argument<'_>) -> TokenStream {
    let ident = &argument.ident;
    let convert = match &argument.kind {
        ArgumentKind::Built(t, _) => {
            let failed = format!("{ident}: {{}}");
            Some(quote! {
                .and_then(|filled| {
                    <#t as ::std::convert::TryFrom<_>>::try_from(filled)
                        .map_err(|e| ::std::format!(#failed, e))
                })
            })
        }
        _ => None,
    };
    let invalid = quote! { .map_err(::api_transport::Error::invalid_request)? };
    if argument.required {
        let missing = format!("{ident} is missing");
        quote! {
            let #ident = #ident
                .unwrap_or_else(|| ::std::result::Result::Err(#missing.to_owned()))
                #convert
                #invalid;
        }
    } else if convert.is_some() {
        quote! {
            let #ident = #ident
                .map(|given| given #convert)
                .transpose()
                #invalid;
        }
    } else {
        quote! { let #ident = #ident.transpose() #invalid; }
    }
}

fn request(operation: &Operation, names: &Names) -> TokenStream {
    let Names {
        client,
        url,
        headers,
        request,
        ..
    } = names;
    let url_value = url_value(operation, client);
    let method = match operation.method.as_str() {
        "GET" => quote! { .get(#url) },
        "PUT" => quote! { .put(#url) },
        "POST" => quote! { .post(#url) },
        "DELETE" => quote! { .delete(#url) },
        "HEAD" => quote! { .head(#url) },
        "PATCH" => quote! { .patch(#url) },
        _ => quote! { .request(::reqwest::Method::OPTIONS, #url) },
    };
    let query = operation
        .parameters
        .iter()
        .filter(|p| p.location == Location::Query)
        .map(|p| {
            let (name, ident) = (&p.name, format_ident!("{}", p.rust));
            let param = match p.list {
                ListFormat::Multi => quote! { new(#name, &#ident) },
                ListFormat::Delimited(delimiter) => {
                    quote! { delimited(#name, &#ident, #delimiter) }
                }
            };
            quote! { .query(&::api_transport::wire::QueryParam::#param) }
        });
    let fill_headers = fill_headers(operation, names);
    let use_headers = (!fill_headers.is_empty()).then(|| quote! { .headers(#headers) });
    let fill_headers = (!fill_headers.is_empty()).then(|| {
        quote! {
            let mut #headers = ::reqwest::header::HeaderMap::new();
            #fill_headers
        }
    });
    let (prepare, body, later) = body::tokens(operation, names);
    quote! {
        let #url = #url_value;
        #fill_headers
        #prepare
        let #request = #client.client #method #(#query)* #use_headers #body;
        #later
        let #request = #request.build()?;
    }
}

/// The base URL and the path, with its parameters in their places.
fn url_value(operation: &Operation, client: &Ident) -> TokenStream {
    let mut template = "{}".to_owned();
    let mut values = vec![];
    for part in parts(&operation.path) {
        match part {
            Part::Text(text) => template.push_str(&text.replace('{', "{{").replace('}', "}}")),
            Part::Parameter(name) => {
                let parameter = operation
                    .parameters
                    .iter()
                    .find(|p| p.location == Location::Path && p.name == name);
                if let Some(parameter) = parameter {
                    let ident = format_ident!("{}", parameter.rust);
                    let delimiter = match parameter.list {
                        ListFormat::Delimited(delimiter) => delimiter,
                        ListFormat::Multi => ",",
                    };
                    template.push_str("{}");
                    values
                        .push(quote! { ::api_transport::wire::path(#name, &#ident, #delimiter)? });
                }
            }
        }
    }
    quote! { ::std::format!(#template, #client.baseurl, #(#values),*) }
}

/// A part of a path template.
#[derive(Debug, PartialEq)]
pub enum Part<'a> {
    /// Text as it is.
    Text(&'a str),
    /// The name of a parameter.
    Parameter(&'a str),
}

/// The parts of a path template; a brace without its partner is text.
pub fn parts(path: &str) -> Vec<Part<'_>> {
    let mut parts = vec![];
    let mut rest = path;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest.get(open..).and_then(|r| r.find('}')).map(|i| open + i) else {
            break;
        };
        parts.extend(rest.get(..open).filter(|t| !t.is_empty()).map(Part::Text));
        parts.extend(rest.get(open + 1..close).map(Part::Parameter));
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

fn fill_headers(operation: &Operation, names: &Names) -> TokenStream {
    let Names { headers, value, .. } = names;
    let mut fill = TokenStream::new();
    if !operation.accept.is_empty() {
        let accept = operation.accept.join(", ");
        fill.extend(quote! {
            #headers.insert(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static(#accept),
            );
        });
    }
    for parameter in operation
        .parameters
        .iter()
        .filter(|p| p.location == Location::Header)
    {
        let (name, ident) = (&parameter.name, format_ident!("{}", parameter.rust));
        let lower = name.to_ascii_lowercase();
        let delimiter = match parameter.list {
            ListFormat::Delimited(delimiter) => delimiter,
            ListFormat::Multi => ",",
        };
        fill.extend(quote! {
            if let ::std::option::Option::Some(#value) =
                ::api_transport::wire::header(#name, &#ident, #delimiter)?
            {
                #headers.insert(::reqwest::header::HeaderName::from_static(#lower), #value);
            }
        });
    }
    fill
}

fn answer(operation: &Operation, types: &OperationTypes, response: &Ident) -> TokenStream {
    let mut arms = vec![];
    let mut rest = quote! {
        ::std::result::Result::Err(::api_transport::Error::undocumented(#response).await)
    };
    for (i, answer) in operation.responses.iter().enumerate() {
        match answer.status {
            Status::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                let made = if answer.status.may_succeed() {
                    success(operation, types, (i, answer), response)
                } else {
                    failure(operation, types, (i, answer), response)
                };
                arms.push(quote! { #code => #made });
            }
            Status::Default => {
                if answers::default_may_succeed(operation) {
                    let made = success(operation, types, (i, answer), response);
                    arms.push(quote! { 200..=299 => #made });
                    rest = failure(operation, types, (i, answer), response);
                } else {
                    let success = quote! { 200..=299 => #rest };
                    arms.push(success);
                    rest = failure(operation, types, (i, answer), response);
                }
            }
        }
    }
    quote! {
        match #response.status().as_u16() {
            #(#arms,)*
            _ => #rest,
        }
    }
}

fn success(
    operation: &Operation,
    types: &OperationTypes,
    (i, answer): (usize, &Response),
    response: &Ident,
) -> TokenStream {
    let map = answers::success_variant(operation, types, i);
    let read = match answer.content {
        Content::Json(_) => {
            let t = types.answers.get(&i);
            quote! { ::api_transport::ResponseValue::<#t>::from_response(#response).await }
        }
        Content::Bytes => {
            quote! { ::std::result::Result::Ok(::api_transport::ResponseValue::stream(#response)) }
        }
        Content::None => {
            quote! { ::std::result::Result::Ok(::api_transport::ResponseValue::empty(&#response)) }
        }
    };
    match (map, &answer.content) {
        (None, _) => read,
        (Some(variant), Content::None) => quote! {
            ::std::result::Result::Ok(
                ::api_transport::ResponseValue::empty(&#response).map(|()| #variant),
            )
        },
        (Some(variant), Content::Bytes) => quote! {
            ::std::result::Result::Ok(
                ::api_transport::ResponseValue::stream(#response).map(#variant),
            )
        },
        (Some(variant), Content::Json(_)) => quote! {
            #read.map(|answer| answer.map(#variant))
        },
    }
}

fn failure(
    operation: &Operation,
    types: &OperationTypes,
    (i, answer): (usize, &Response),
    response: &Ident,
) -> TokenStream {
    if !matches!(answer.content, Content::Json(_)) {
        return quote! { ::std::result::Result::Err(::api_transport::Error::untyped(#response).await) };
    }
    let t = types.answers.get(&i);
    let read = quote! { ::api_transport::Error::<#t>::documented(#response).await };
    let map = answers::error_variant(operation, types, i)
        .map(|variant| quote! { .map_documented(#variant) });
    quote! { ::std::result::Result::Err(#read #map) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_text_and_parameters() {
        use Part::{Parameter, Text};
        assert_eq!(
            parts("/a/{b}.json/{c}"),
            [Text("/a/"), Parameter("b"), Text(".json/"), Parameter("c")]
        );
        assert_eq!(parts("/a{"), [Text("/a{")]);
    }
}
