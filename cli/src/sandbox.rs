//! `sandbox`: runs the sandbox until it is interrupted.

use std::path::Path;

use classifications_sandbox::{Fault, Sandbox};

use crate::arguments;
use crate::error::CommandError;
use crate::language::is_spanish;
use crate::output;
use crate::tr;

/// Runs the sandbox, and prints its addresses and its behaviour.
pub async fn serve(options: &arguments::Sandbox) -> Result<(), CommandError> {
    let sandbox = start(options).await?;
    if let (Some(file), Some(certificate)) = (&options.tls, sandbox.certificate_pem()) {
        std::fs::write(file, certificate).map_err(|e| CommandError::file("--tls", file, e))?;
    }
    output::line(&introduction(&sandbox, options))?;
    interrupted().await?;
    sandbox.stop().await;
    Ok(())
}

/// Waits for Ctrl-C, or for the signal with which service managers stop a program.
pub async fn interrupted() -> std::io::Result<()> {
    Interrupts::new()?.next().await
}

/// Ctrl-C, and the signal with which service managers stop a program. A signal that arrives between two waits is not lost.
pub struct Interrupts {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
}

impl Interrupts {
    pub fn new() -> std::io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let signals = [
                signal(SignalKind::interrupt())?,
                signal(SignalKind::terminate())?,
            ];
            Ok(Self { signals })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Waits for the next signal.
    pub async fn next(&mut self) -> std::io::Result<()> {
        #[cfg(unix)]
        {
            let [interrupt, terminate] = &mut self.signals;
            tokio::select! {
                _ = interrupt.recv() => Ok(()),
                _ = terminate.recv() => Ok(()),
            }
        }
        #[cfg(not(unix))]
        tokio::signal::ctrl_c().await
    }
}

async fn start(options: &arguments::Sandbox) -> Result<Sandbox, CommandError> {
    let read = |option: &'static str, file: &Path| {
        std::fs::read_to_string(file).map_err(|e| CommandError::file(option, file, e))
    };
    let mut builder = Sandbox::builder().address((options.address, options.port).into());
    if !options.address.is_loopback() {
        output::note(&tr!(
            "sandbox-open",
            "warning: everyone who reaches {address} can use the sandbox, its credentials and its admin endpoints",
            address = options.address
        ));
        builder = builder.any_address();
    }
    if let Some(file) = &options.document {
        builder = builder.document(read("--document", file)?);
    }
    if let Some(file) = &options.model {
        builder = builder.model(read("--model", file)?);
    }
    if let Some(file) = &options.faults {
        builder = builder.faults(Fault::from_file(file).map_err(CommandError::sandbox)?);
    }
    if options.tls.is_some() {
        builder = builder.tls();
    }
    builder.start().await.map_err(CommandError::sandbox)
}

fn introduction(sandbox: &Sandbox, options: &arguments::Sandbox) -> String {
    let tls = options.tls.as_ref();
    let cacert = tls.map_or_else(String::new, |file| format!("--cacert {} ", file.display()));
    let root_certificate = tls.map_or_else(String::new, |file| {
        format!(" --root-certificate {}", file.display())
    });
    let credentials = sandbox.credentials();
    let origin = sandbox.origin();
    let admin = format!("{origin}/sandbox/admin");
    let apis = sandbox.apis().map(|api| {
        let (title, base_url) = (api.title(), api.base_url());
        let plays = tr!(
            "sandbox-plays",
            "The sandbox plays {title} at {url}",
            title,
            url = base_url
        );
        let collections = tr!(
            "sandbox-collections",
            "with the collections {collections}",
            collections = api.collections().join(", ")
        );
        format!("{plays}\n  {collections}\n")
    });
    let addresses = [
        (
            tr!("sandbox-tokens", "Token endpoint:"),
            sandbox.token_url().to_string(),
        ),
        (
            tr!("sandbox-docs", "Documentation, to try it:"),
            sandbox.docs_url().clone(),
        ),
        (
            tr!("sandbox-requests", "Requests as they arrive:"),
            format!("{origin}/"),
        ),
        (
            tr!("sandbox-admin", "Faults, clock and ledger:"),
            admin.clone(),
        ),
    ];
    let addresses = addresses.map(|(label, address)| vec![label, address]);
    format!(
        "{}{}\n\n{}{}\n\n    \
         classifications query --sandbox-url {} --contract-no {}{root_certificate}\n\n\
         {}\n\n    \
         curl {cacert}-d grant_type=password -d client_id={} -d client_secret={} -d username={} \
         -d password={} -d scope='{}' {}\n\n\
         {}\n\n    \
         curl {cacert}-H 'content-type: application/json' \
         -d '{{\"kind\": \"status\", \"status\": 503, \"times\": 1}}' {admin}/faults\n\n\
         {}",
        apis.collect::<String>(),
        output::aligned(&addresses).join("\n"),
        behaviour(sandbox),
        tr!("sandbox-try", "Try, in another terminal:"),
        sandbox.origin(),
        sandbox
            .collections()
            .first()
            .map_or("NUMBER", String::as_str),
        tr!("sandbox-token", "A token:"),
        credentials.client_id,
        credentials.client_secret,
        credentials.username,
        credentials.password,
        sandbox.scopes().join(" "),
        sandbox.token_url(),
        tr!("sandbox-fault", "A fault, the next call fails:"),
        tr!("sandbox-end", "Ctrl-C ends it."),
    )
}

/// A paragraph about each model, and one about the operations that no model plays.
fn behaviour(sandbox: &Sandbox) -> String {
    let paragraph = |heading: &str, lines: &[String]| {
        let mut text = heading.to_owned();
        for line in lines {
            text += "\n  ";
            text += line;
        }
        output::fitted(&text) + "\n\n"
    };
    let notices = sandbox.notices();
    let mut text = String::new();
    for api in sandbox.apis() {
        let (description, notes) = match api.spanish_model_notes() {
            spanish @ (description, _) if is_spanish() && !description.is_empty() => spanish,
            _ => api.model_notes(),
        };
        if !description.is_empty() || !notes.is_empty() {
            text += &paragraph(&format!("{}: {description}", api.title()), notes);
        }
    }
    if !notices.is_empty() {
        text += &paragraph(
            &tr!("sandbox-not-played", "Not played by the model:"),
            &notices,
        );
    }
    text
}
