//! `classifications sandbox`: the sandbox as a program, until it is interrupted.

use classifications_sandbox::{Fault, Rules, Sandbox};

use crate::arguments;
use crate::failure::Failure;
use crate::output;

/// Runs the sandbox, and says where it is and how it decides.
pub async fn serve(options: &arguments::Sandbox) -> Result<(), Failure> {
    let sandbox = start(options).await?;
    if let (Some(file), Some(certificate)) = (&options.tls, sandbox.certificate_pem()) {
        std::fs::write(file, certificate).map_err(|e| Failure::file("--tls", file, e))?;
    }
    output::line(&introduction(&sandbox, options))?;
    interrupted().await?;
    sandbox.stop().await;
    Ok(())
}

/// Waits for Ctrl-C, or for the signal by which service managers end a program.
async fn interrupted() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            done = tokio::signal::ctrl_c() => done,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

async fn start(options: &arguments::Sandbox) -> Result<Sandbox, Failure> {
    let mut builder = Sandbox::builder().port(options.port);
    if let Some(file) = &options.faults {
        builder = builder.faults(Fault::from_file(file).map_err(Failure::sandbox)?);
    }
    if options.tls.is_some() {
        builder = builder.tls();
    }
    builder.start().await.map_err(Failure::sandbox)
}

fn introduction(sandbox: &Sandbox, options: &arguments::Sandbox) -> String {
    let contracts = sandbox.contract_numbers();
    let origin = sandbox
        .base_url()
        .trim_end_matches(classifications_sandbox::BASE_PATH);
    let trust = options
        .tls
        .as_ref()
        .map(|file| format!(" --root-certificate {}", file.display()));
    format!(
        "The sandbox plays the API at    {}\n\
         with its token endpoint at      {}\n\
         and documentation to try it at  {}\n\
         for contract                    {}\n\n\
         {}\n\n\
         Try, in another terminal:\n\n    \
         classifications query --sandbox-url {origin} --contract-no {}{}\n\n\
         Ctrl-C ends it.",
        sandbox.base_url(),
        sandbox.token_url(),
        sandbox.docs_url(),
        contracts.join(", "),
        outcomes(sandbox.rules()),
        contracts.first().map_or("NUMBER", String::as_str),
        trust.unwrap_or_default(),
    )
}

/// How a request reaches each outcome, in words.
fn outcomes(rules: &Rules) -> String {
    let mut text = rules.description().to_owned();
    for rule in rules.texts() {
        text += "\n  ";
        text += rule;
    }
    text
}
