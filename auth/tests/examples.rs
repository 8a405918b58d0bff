//! The examples do what they say.

#[path = "../examples/error_handling.rs"]
mod error_handling;
#[path = "../examples/many_credentials.rs"]
mod many_credentials;
#[path = "../examples/own_http_client.rs"]
mod own_http_client;
#[path = "../examples/quickstart.rs"]
mod quickstart;
#[path = "../examples/rotating_credentials.rs"]
mod rotating_credentials;

type Run = Result<(), Box<dyn std::error::Error>>;

#[test]
fn quickstart() -> Run {
    quickstart::main()
}

#[test]
fn error_handling() -> Run {
    error_handling::main()
}

#[test]
fn own_http_client() -> Run {
    own_http_client::main()
}

#[test]
fn rotating_credentials() -> Run {
    rotating_credentials::main()
}

#[test]
fn many_credentials() -> Run {
    many_credentials::main()
}
