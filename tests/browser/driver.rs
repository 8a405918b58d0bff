//! chromedriver as a process, on a port that it chooses.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running chromedriver, which is killed when its handle is dropped.
#[derive(Debug)]
pub struct Chromedriver {
    process: Child,
    /// Kept open, because chromedriver exits if it cannot write.
    _output: BufReader<ChildStdout>,
    url: String,
}

impl Chromedriver {
    pub fn start(program: &Path) -> Self {
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut printed = String::new();
        let port = loop {
            let mut line = String::new();
            let read = output.read_line(&mut line).unwrap();
            printed += &line;
            assert!(read > 0, "chromedriver did not start: {printed}");
            // "ChromeDriver was started successfully on port 41231."
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim().trim_end_matches('.').to_owned();
            }
        };
        Self {
            process,
            _output: output,
            url: format!("http://127.0.0.1:{port}"),
        }
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The first program of this name in the PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut candidates = env::split_paths(&path).map(|folder| folder.join(name));
    candidates.find(|candidate| candidate.is_file())
}
