//! The error of a sandbox that does not start.

use std::io;
use std::net::SocketAddr;

use crate::api::DocumentError;
use crate::model::ModelError;
#[cfg(feature = "tls")]
use crate::server::security::CertificateError;

/// An error that prevents a sandbox from starting.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address is not on loopback.
    #[error(
        "{0} is not a loopback address: choose 127.0.0.1 or [::1], or allow others to reach the sandbox"
    )]
    NotLoopback(SocketAddr),
    /// The sandbox cannot listen on the address.
    #[error("cannot listen on {address}; choose another port, or 0 to have one chosen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The document cannot be played.
    #[error("cannot play the document")]
    Document(#[from] DocumentError),
    /// The model cannot be used, or a resource does not fit it.
    #[error("cannot use the model")]
    Model(#[from] ModelError),
    /// A fault is for an operation that the document does not have.
    #[error("a fault has no effect: {0}")]
    Fault(String),
    /// The thread of the sandbox cannot be started.
    #[error("cannot start the thread of the sandbox")]
    Thread(#[source] io::Error),
    /// The certificate for TLS cannot be made.
    #[cfg(feature = "tls")]
    #[error("cannot start with TLS")]
    Certificate(#[from] CertificateError),
}
