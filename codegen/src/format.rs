//! Rust tokens as text, by `prettyplease`: no toolchain has to be installed for it, and the same
//! tokens give the same text everywhere.

use proc_macro2::TokenStream;

use crate::error::Refusal;

/// Formats a file that is not parsed yet.
///
/// # Errors
/// A [`Refusal`] when the tokens are no Rust file, which is a fault of the pipeline.
pub fn format(tokens: TokenStream) -> Result<String, Refusal> {
    let file = syn::parse2(tokens).map_err(|e| {
        Refusal::document(
            format!("the generated code is not Rust ({e})"),
            "report it with the document: it is a fault of the pipeline",
        )
    })?;
    Ok(formatted(&file))
}

/// Formats a file.
pub(crate) fn formatted(file: &syn::File) -> String {
    prettyplease::unparse(file)
}
