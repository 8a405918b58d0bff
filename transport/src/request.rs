//! Builds requests for generated code, under progenitor's method names.
//!
//! The method and the media types are those of the [`Operation`], so requests with any method and body are built in one
//! way. [`RequestBuilder::build`] reports the first invalid argument.

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use reqwest::multipart::Form;
use serde::Serialize;

use crate::wire::{QueryParam, Upload};
use crate::{Operation, TransportError};

/// Builds a request of one operation.
#[derive(Debug)]
pub struct RequestBuilder {
    operation: &'static Operation,
    request: reqwest::RequestBuilder,
    form: Vec<(String, Field)>,
    /// Whether a parameter sets the media type of the body.
    has_content_type: bool,
    invalid: Option<TransportError>,
}

#[derive(Debug)]
enum Field {
    Text(String),
    File(Upload),
}

const MULTIPART: &str = "multipart/form-data";

impl RequestBuilder {
    /// Creates the builder of a request of `operation` to `url`.
    #[must_use]
    pub fn new(http: &reqwest::Client, operation: &'static Operation, url: String) -> Self {
        Self {
            operation,
            request: http.request(operation.method.clone(), url),
            form: vec![],
            has_content_type: false,
            invalid: None,
        }
    }

    /// Appends a query parameter.
    #[must_use]
    pub fn query<T: Serialize>(mut self, parameter: &QueryParam<'_, T>) -> Self {
        match parameter.pairs() {
            Ok(pairs) if pairs.is_empty() => self,
            Ok(pairs) => self.map_request(|request| request.query(&pairs)),
            Err(e) => {
                self.invalid.get_or_insert(e);
                self
            }
        }
    }

    /// Adds headers. A header that is already set is replaced.
    #[must_use]
    pub fn headers(mut self, mut headers: HeaderMap) -> Self {
        if self.operation.content_type == MULTIPART {
            headers.remove(CONTENT_TYPE);
        }
        self.has_content_type = headers.contains_key(CONTENT_TYPE);
        self.map_request(|request| request.headers(headers))
    }

    /// Appends a form field.
    #[must_use]
    pub fn form_field<T: Serialize>(mut self, field: &QueryParam<'_, T>) -> Self {
        match field.pairs() {
            Ok(pairs) => {
                let texts = pairs.into_iter();
                let texts = texts.map(|(name, text)| (name.to_owned(), Field::Text(text)));
                self.form.extend(texts);
            }
            Err(e) => {
                self.invalid.get_or_insert(e);
            }
        }
        self
    }

    /// Appends a file of a `multipart/form-data` body.
    #[must_use]
    pub fn form_file(mut self, name: &str, file: impl Into<Option<Upload>>) -> Self {
        self.form
            .extend(file.into().map(|file| (name.to_owned(), Field::File(file))));
        self
    }

    /// Appends a part for each file of a list.
    #[must_use]
    pub fn form_files(self, name: &str, files: impl Into<Option<Vec<Upload>>>) -> Self {
        let files = files.into().into_iter().flatten();
        files.fold(self, |builder, file| builder.form_file(name, file))
    }

    /// Sets a JSON body.
    #[must_use]
    pub fn json<T: Serialize>(self, body: &T) -> Self {
        self.map_request(|request| request.json(body))
    }

    /// Sets a JSON body, if there is one.
    #[must_use]
    pub fn optional_json<T: Serialize>(self, body: &Option<T>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// Sets a body of bytes.
    #[must_use]
    pub fn body(self, body: reqwest::Body) -> Self {
        self.map_request(|request| request.body(body))
    }

    /// Sets a body of bytes, if there is one.
    #[must_use]
    pub fn optional_body(self, body: Option<reqwest::Body>) -> Self {
        match body {
            Some(body) => self.body(body),
            None => self,
        }
    }

    /// Builds the request. A form without fields has no body. A header parameter of the operation takes precedence over
    /// the media types of the document, except for the `Content-Type` of a multipart body, which contains the boundary.
    ///
    /// # Errors
    /// [`TransportError::NotSent`] for the first argument that cannot be sent.
    pub fn build(self) -> Result<reqwest::Request, TransportError> {
        if let Some(invalid) = self.invalid {
            return Err(invalid);
        }
        let is_multipart = self.operation.content_type == MULTIPART;
        let request = if self.form.is_empty() {
            self.request
        } else if is_multipart {
            self.request.multipart(parts(self.form)?)
        } else {
            self.request.form(&texts(self.form)?)
        };
        let mut request = request
            .build()
            .map_err(|e| TransportError::invalid_request(e.without_url()))?;
        let accept = self.operation.accept;
        if !accept.is_empty() && !request.headers().contains_key(ACCEPT) {
            request.headers_mut().insert(ACCEPT, media_types(accept)?);
        }
        // the boundary of a multipart body is part of its media type
        let content_type = self.operation.content_type;
        if request.body().is_some()
            && !is_multipart
            && !self.has_content_type
            && !content_type.is_empty()
        {
            request
                .headers_mut()
                .insert(CONTENT_TYPE, media_types(content_type)?);
        }
        Ok(request)
    }

    fn map_request(
        mut self,
        change: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder,
    ) -> Self {
        self.request = change(self.request);
        self
    }
}

fn media_types(text: &'static str) -> Result<HeaderValue, TransportError> {
    HeaderValue::from_str(text).map_err(TransportError::invalid_request)
}

fn parts(fields: Vec<(String, Field)>) -> Result<Form, TransportError> {
    fields
        .into_iter()
        .try_fold(Form::new(), |form, (name, field)| {
            Ok(match field {
                Field::Text(text) => form.text(name, text),
                Field::File(file) => form.part(name, file.into_part()?),
            })
        })
}

fn texts(fields: Vec<(String, Field)>) -> Result<Vec<(String, String)>, TransportError> {
    let text = |(name, field)| match field {
        Field::Text(text) => Ok((name, text)),
        Field::File(_) => {
            let reason = format!("{name} is a file, which only a multipart form can contain");
            Err(TransportError::invalid_request(reason))
        }
    };
    fields.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Method;

    static UPLOAD: Operation =
        Operation::new("upload", Method::POST, "/files").content_type(MULTIPART);
    static CREATE: Operation = Operation::new("create", Method::POST, "/things")
        .accept("application/json")
        .content_type("application/vnd.thing+json");
    static OPTIONS: Operation = Operation::new("options", Method::OPTIONS, "/things");
    static FORM: Operation = Operation::new("form", Method::POST, "/form")
        .content_type("application/x-www-form-urlencoded");

    fn builder(operation: &'static Operation) -> RequestBuilder {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        RequestBuilder::new(&http, operation, "http://localhost/".to_owned())
    }

    fn header(request: &reqwest::Request, name: &str) -> Vec<String> {
        let values = request.headers().get_all(name).iter();
        values.map(|v| v.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn the_method_and_the_media_types_are_those_of_the_operation() {
        let request = builder(&CREATE).json(&[1]).build().unwrap();
        assert_eq!(request.method(), Method::POST);
        assert_eq!(header(&request, "accept"), ["application/json"]);
        assert_eq!(
            header(&request, "content-type"),
            ["application/vnd.thing+json"]
        );
        let request = builder(&CREATE)
            .optional_json(&None::<i64>)
            .build()
            .unwrap();
        assert!(header(&request, "content-type").is_empty() && request.body().is_none());
        assert_eq!(builder(&OPTIONS).build().unwrap().method(), Method::OPTIONS);
    }

    #[test]
    fn a_header_parameter_takes_precedence_and_is_sent_once() {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("a/b"))]);
        let request = builder(&CREATE)
            .body("x".into())
            .headers(headers.clone())
            .build()
            .unwrap();
        assert_eq!(header(&request, "content-type"), ["a/b"]);
        let upload = builder(&UPLOAD)
            .headers(headers)
            .form_file("f", Upload::from("x"));
        let types = header(&upload.build().unwrap(), "content-type");
        assert!(
            types.len() == 1 && types[0].starts_with(MULTIPART),
            "{types:?}"
        );
    }

    #[test]
    fn a_form_without_fields_has_no_body() {
        let empty = builder(&FORM).form_field(&QueryParam::new("a", &None::<i64>));
        let request = empty.build().unwrap();
        assert!(request.body().is_none() && header(&request, "content-type").is_empty());
        let request = builder(&FORM)
            .form_field(&QueryParam::new("a", &[1, 2]))
            .build()
            .unwrap();
        assert_eq!(request.body().unwrap().as_bytes().unwrap(), b"a=1&a=2");
    }

    #[tokio::test]
    async fn each_file_of_a_list_is_a_part() {
        let files: Vec<_> = ["one", "two"].map(Upload::from).into();
        let without_files = builder(&UPLOAD)
            .form_files("f", None)
            .form_files("f", vec![]);
        assert!(without_files.build().unwrap().body().is_none());
        let mut request = builder(&UPLOAD).form_files("f", files).build().unwrap();
        let body = request.body_mut().take().unwrap();
        let response = reqwest::Response::from(http::Response::new(body));
        let sent = response.text().await.unwrap();
        assert_eq!(sent.matches("name=\"f\"; filename=\"file\"").count(), 2);
        assert!(sent.find("one") < sent.find("two"), "{sent}");
    }

    #[test]
    fn the_first_invalid_parameter_is_reported() {
        let list = ["a,b"];
        let invalid = builder(&OPTIONS).query(&QueryParam::delimited("q", &list, ","));
        let Err(TransportError::NotSent(error)) = invalid.build() else {
            panic!("the item contains the delimiter")
        };
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.starts_with("parameter q: "), "{source}");
    }
}
