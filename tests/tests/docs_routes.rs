//! The routes of the sandbox's documentation page, without a browser.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use classifications_auth::http::client_builder;
use classifications_sandbox::Sandbox;
use serde_json::Value;

#[tokio::test]
async fn only_this_machine_can_get_the_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = client_builder().redirect(reqwest::redirect::Policy::none());
    let http = http.build().unwrap();
    let page = format!("{}/", sandbox.docs_url());

    let redirect = http.get(sandbox.docs_url()).send().await.unwrap();
    assert_eq!(redirect.status(), 308);
    assert_eq!(redirect.headers()["location"], "/docs/");
    let page_response = http.get(&page).send().await.unwrap();
    assert_eq!(page_response.status(), 200);
    let policy = page_response.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for source in ["http", "*", "unsafe", "//"] {
        assert!(!policy.contains(source), "{source} in {policy}");
    }

    let foreign = http.get(&page).header("host", "example.org").send().await;
    let foreign = foreign.unwrap();
    assert_eq!(foreign.status(), 403);
    assert!(!foreign.text().await.unwrap().contains("sandbox-password"));

    let missing = http.get(format!("{page}nothing")).send().await.unwrap();
    assert_eq!(missing.status(), 404);
    let posted = http.post(&page).send().await.unwrap();
    assert_eq!(
        (
            posted.status().as_u16(),
            posted.headers()["allow"].to_str().unwrap()
        ),
        (405, "GET,HEAD")
    );
}

#[tokio::test]
async fn the_document_has_the_host_of_the_request() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = client_builder().build().unwrap();
    let url = format!("{}/openapi.json", sandbox.docs_url());
    let port = sandbox.address().port();
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}")] {
        let response = http.get(&url).header("host", &host).send().await.unwrap();
        let document: Value = response.json().await.unwrap();
        let schemes = document["components"]["securitySchemes"].as_object();
        let schemes = schemes.unwrap().values();
        let flows = schemes.filter_map(|scheme| scheme["flows"].as_object());
        let flows = flows.flat_map(serde_json::Map::values);
        let token_urls = flows.filter_map(|flow| flow.get("tokenUrl"));
        let mut shown: Vec<_> = token_urls.map(|url| (url, sandbox.token_url())).collect();
        assert!(!shown.is_empty());
        shown.push((&document["servers"][0]["url"], sandbox.base_url()));
        for (shown, url) in shown {
            let expected = url.replace(&sandbox.address().to_string(), &host);
            assert_eq!(*shown, expected);
        }
    }
}

#[tokio::test]
async fn every_played_document_has_a_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = client_builder().build().unwrap();
    let get = async |path: String| {
        let url = format!("{}/{path}", sandbox.docs_url());
        let response = http.get(url).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    let titles: Vec<&str> = sandbox.apis().map(|api| api.title()).collect();
    for (number, api) in sandbox.apis().enumerate() {
        let (status, page) = get(format!("?api={number}")).await;
        assert_eq!(status, 200);
        let title = format!("<title>{}: documentation</title>", api.title());
        assert!(page.contains(&title), "{page}");
        for other in titles.iter().filter(|other| **other != api.title()) {
            assert!(page.contains(&format!(">{other}</a>")), "{other}");
        }
        let (_, document) = get(format!("openapi.json?api={number}")).await;
        let document: Value = serde_json::from_str(&document).unwrap();
        assert_eq!(document["servers"][0]["url"], api.base_url());
    }
    let beyond = titles.len();
    assert_eq!(get(format!("?api={beyond}")).await.0, 404);
}

#[tokio::test]
async fn over_tls_the_document_has_https_addresses() {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    let pem = sandbox.certificate_pem().unwrap().as_bytes();
    let trusted = reqwest::Certificate::from_pem(pem).unwrap();
    let http = client_builder().tls_certs_only([trusted]).build().unwrap();
    let url = format!("{}/openapi.json", sandbox.docs_url());
    let document: Value = http.get(url).send().await.unwrap().json().await.unwrap();
    assert!(sandbox.base_url().starts_with("https://"));
    assert_eq!(document["servers"][0]["url"], sandbox.base_url());
}
