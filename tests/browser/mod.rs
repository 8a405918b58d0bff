//! A real browser for tests of pages: headless Chromium, driven through chromedriver.
//!
//! The browser has no network: it resolves only names of this machine, and records its connections
//!  ([`Browser::connections`]). Without a browser, [`Browser::start`] prints a message and
//! returns `None`, unless `BROWSER_TESTS=required`.

pub mod badges;
mod driver;
mod net_log;
pub mod page;

use std::path::Path;
use std::time::Duration;

use classifications_auth::http::client_builder;
use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

use driver::{Chromedriver, find};

/// The time limit for a change of the page, which usually takes a few hundredths of a second.
const TIMEOUT: Duration = Duration::from_secs(20);
const INTERVAL: Duration = Duration::from_millis(20);

const ARGUMENTS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// A browser with one page open. Its session ends before the driver and its files.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    _chromedriver: Chromedriver,
    folder: TempDir,
}

impl Browser {
    /// Starts a browser with a profile of its own.
    pub async fn start() -> Option<Self> {
        let (Some(chromedriver), Some(chromium)) = (find("chromedriver"), find("chromium")) else {
            let required = std::env::var_os("BROWSER_TESTS").is_some_and(|v| v == "required");
            assert!(!required, "chromium or chromedriver is not in the PATH");
            eprintln!("skipped: chromium and chromedriver are not both in the PATH");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(chromium.to_str().unwrap()).unwrap();
        for argument in ARGUMENTS {
            wanted.add_arg(argument).unwrap();
        }
        let path = |name: &str| folder.path().join(name).display().to_string();
        let profile = format!("--user-data-dir={}", path("profile"));
        let net_log = format!("--log-net-log={}", path("net-log.json"));
        wanted.add_arg(&profile).unwrap();
        wanted.add_arg(&net_log).unwrap();
        for log in ["browser", "performance"] {
            let all = LoggingPrefsLogLevel::All;
            wanted.set_logging_prefs(log, all).unwrap();
        }
        let chromedriver = Chromedriver::start(&chromedriver);
        let http = client_builder().no_proxy().build().unwrap();
        let driver = WebDriver::builder(chromedriver.url(), wanted)
            .client(http)
            .await
            .unwrap();
        Some(Self {
            driver,
            _chromedriver: chromedriver,
            folder,
        })
    }

    /// Opens a page.
    pub async fn open(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
    }

    /// Sets the size of the page, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let cdp = self.driver.cdp();
        let emulation = cdp.emulation();
        emulation
            .set_device_metrics_override(width, height, 1.0, false)
            .await
            .unwrap();
    }

    /// The first visible element that matches a CSS selector, once there is one.
    pub async fn find(&self, selector: &str) -> WebElement {
        let query = self.driver.query(By::Css(selector)).and_displayed();
        query.wait(TIMEOUT, INTERVAL).first().await.unwrap()
    }

    /// Clicks an element, once it is clickable.
    pub async fn click(&self, selector: &str) {
        let query = self.driver.query(By::Css(selector)).and_clickable();
        let element = query.wait(TIMEOUT, INTERVAL).first().await.unwrap();
        element.click().await.unwrap();
    }

    /// Replaces the text of a field.
    pub async fn enter(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// The result of a script.
    pub async fn run(&self, script: &str) -> Value {
        let returned = self.driver.execute(script, vec![]).await.unwrap();
        returned.json().clone()
    }

    /// Takes a screenshot.
    pub async fn screenshot(&self, file: &Path) {
        self.driver.screenshot(file).await.unwrap();
    }

    /// The warnings and errors in the page's console since the last call.
    pub async fn warnings(&self) -> Vec<String> {
        let entries = self.driver.get_log("browser").await.unwrap();
        entries
            .into_iter()
            .filter(|entry| ["WARNING", "SEVERE"].contains(&entry.level.as_str()))
            .map(|entry| format!("{} {}", entry.level, entry.message))
            .collect()
    }

    /// The URLs that pages requested since the last call, without the browser's own pages.
    pub async fn requests(&self) -> Vec<String> {
        let entries = self.driver.get_log("performance").await.unwrap();
        let url = |entry: thirtyfour::BrowserLogEntry| {
            let event: Value = serde_json::from_str(&entry.message).unwrap();
            let message = &event["message"];
            let url = message["params"]["request"]["url"].as_str()?;
            let is_request = message["method"] == "Network.requestWillBeSent";
            // Pages of the browser itself start with `chrome:` or `chrome-untrusted:`.
            (is_request && !url.starts_with("chrome")).then(|| url.to_owned())
        };
        entries.into_iter().filter_map(url).collect()
    }

    /// Closes the browser; returns the addresses to which it made connections.
    pub async fn connections(self) -> Vec<String> {
        self.driver.quit().await.unwrap();
        net_log::connections(&self.folder.path().join("net-log.json"))
    }
}
