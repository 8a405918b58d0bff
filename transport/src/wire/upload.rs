//! Files in `multipart/form-data` bodies (RFC 7578).

use reqwest::Body;
use reqwest::multipart::Part;

use crate::TransportError;

/// A file to upload: its content, and optionally its name and media type.
///
/// ```
/// use api_transport::Upload;
/// let invoice = Upload::from(b"%PDF-1.7".to_vec())
///     .file_name("invoice.pdf")
///     .content_type("application/pdf");
/// assert!(invoice.into_part().is_ok());
/// assert!(Upload::from("x").content_type("no media type").into_part().is_err());
/// ```
#[derive(Debug)]
pub struct Upload {
    content: Body,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Upload {
    /// Creates a file with this content, which can be a stream.
    #[must_use]
    pub fn new(content: impl Into<Body>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            content_type: None,
        }
    }

    /// Sets the name. Default: `file`, as many servers take a part for a file only if it has a name.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Converts the file to a part of a body.
    ///
    /// # Errors
    /// [`TransportError::NotSent`] if the media type is invalid.
    pub fn into_part(self) -> Result<Part, TransportError> {
        // with parts of a known length, the body is not chunked
        let part = match self.content.as_bytes() {
            Some(bytes) => Part::bytes(bytes.to_vec()),
            None => Part::stream(self.content),
        };
        let part = part.file_name(self.file_name.unwrap_or_else(|| "file".to_owned()));
        match self.content_type {
            Some(content_type) => part
                .mime_str(&content_type)
                .map_err(|e| TransportError::invalid_request(e.without_url())),
            None => Ok(part),
        }
    }
}

impl<T: Into<Body>> From<T> for Upload {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}
