//! Recognises files that are neither JSON nor YAML, such as failed downloads.

use crate::error::DocumentError;

/// The first bytes of a kind of file, its name, and the remedy.
const SIGNATURES: [(&[u8], &str, &str); 9] = [
    (b"PK\x03\x04", "a zip archive", UNPACK),
    (b"PK\x05\x06", "an empty zip archive", UNPACK),
    (b"\x1f\x8b", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", UNPACK),
    (b"7z\xbc\xaf", "a 7z archive", UNPACK),
    (
        b"%PDF",
        "a PDF",
        "give the OAS2 document itself, as JSON or YAML",
    ),
    (b"\xff\xfe", "UTF-16 text", "save it as UTF-8"),
    (b"\xfe\xff", "UTF-16 text", "save it as UTF-8"),
];

const UNPACK: &str = "unpack it and give the OAS2 document in it";

/// Refuses bytes of another kind of file, by their first bytes.
pub(super) fn refuse_bytes(bytes: &[u8]) -> Result<(), DocumentError> {
    match SIGNATURES
        .iter()
        .find(|(start, ..)| bytes.starts_with(start))
    {
        Some((_, problem, remedy)) => Err(DocumentError::document(
            format!("the file is {problem}"),
            *remedy,
        )),
        None if bytes.iter().all(u8::is_ascii_whitespace) => Err(DocumentError::document(
            "the file is empty",
            "give an OAS2 document as JSON or YAML",
        )),
        None => Ok(()),
    }
}

/// Refuses text in another markup or language.
pub(super) fn refuse_text(text: &str) -> Result<(), DocumentError> {
    let start: String = text.trim_start().chars().take(2000).collect();
    let start = start.to_ascii_lowercase();
    let refuse = |problem: &str, remedy: &str| {
        Err(DocumentError::document(
            format!("the file is {problem}"),
            remedy,
        ))
    };
    let export = "export the API as OAS2 (Swagger 2.0) and give that";
    if start.starts_with("#%raml") {
        refuse("RAML, not OAS2", export)
    } else if !start.starts_with('<') {
        Ok(())
    } else if start.starts_with("<!doctype html")
        || ["<html", "<head", "<body", "<title", "<script"]
            .iter()
            .any(|tag| start.contains(tag))
    {
        let login = "download the document again while logged in, with the portal's own link";
        refuse(
            "a web page, which a portal sends instead of a download",
            login,
        )
    } else if start.contains("schemas.xmlsoap.org/wsdl") || start.contains("/ns/wsdl") {
        refuse("a WSDL document of a SOAP service, not OAS2", export)
    } else if start.contains("wadl") {
        refuse("a WADL document, not OAS2", export)
    } else {
        refuse("XML, not OAS2", export)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn other_files_are_named_in_one_sentence() {
        let cases: [(&[u8], &str); 15] = [
            (b"PK\x03\x04\x14\0", "zip archive; unpack it"),
            (b"\x1f\x8b\x08\x08", "gzip archive; unpack it"),
            (b"%PDF-1.4", "PDF"),
            (b"\xff\xfe{\0", "UTF-16 text; save it as UTF-8"),
            (b"", "empty"),
            (b"\xef\xbb\xbf \n", "no content"),
            (b"# only a comment\n", "no content"),
            (b"#%RAML 1.0\ntitle: T\n", "RAML"),
            (b"<!DOCTYPE html><html><body>Login", "web page"),
            (b"<!-- login --><head><title>Sign in", "web page"),
            (b"\n<HTML lang=\"es\">", "web page"),
            (
                b"<?xml version=\"1.0\"?><definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\"/>",
                "WSDL",
            ),
            (
                b"<application xmlns=\"http://wadl.dev.java.net/2009/02\"/>",
                "WADL",
            ),
            (b"<?xml version=\"1.0\"?><a/>", "XML"),
            (b"a\n\xff", ":2:1: the file is not UTF-8"),
        ];
        for (bytes, expected) in cases {
            let value = crate::load::parse(Path::new("a.yaml"), bytes).and_then(|source| {
                crate::validate::validate(&source.value).map_err(|r| source.refuse(r))
            });
            let refused = value.unwrap_err().to_string();
            assert!(refused.contains(expected), "{refused}");
            assert_eq!(refused.lines().count(), 1, "{refused}");
        }
    }
}
