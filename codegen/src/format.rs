//! Formats Rust tokens with `prettyplease`, which needs no toolchain and has the same output
//! everywhere.

use proc_macro2::TokenStream;

use crate::error::DocumentError;

/// Formats unparsed tokens.
///
/// # Errors
/// A [`DocumentError`] when the tokens are not a Rust file, which is a bug in the pipeline.
pub fn format(tokens: TokenStream) -> Result<String, DocumentError> {
    let file = syn::parse2(tokens).map_err(|e| {
        DocumentError::document(
            format!("the generated code is not Rust ({e})"),
            "report it with the document: it is a bug in the pipeline",
        )
    })?;
    Ok(formatted(&file))
}

/// Formats a file.
pub(crate) fn formatted(file: &syn::File) -> String {
    prettyplease::unparse(file)
}
