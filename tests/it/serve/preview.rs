//! The real server, asked over plain sockets.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::wire::{Reply, connect, parse};
use crate::harness::{Run, Site, bytes_of_tree};

/// What has not happened by then will not happen.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);

/// A server that ends with the test.
pub(crate) struct Preview<'site> {
    site: &'site Site,
    child: Child,
    port: u16,
    messages: Arc<Mutex<String>>,
    /// Where the site is built for comparison.
    out: TempDir,
    /// Every address that the site ever had.
    known: BTreeSet<String>,
}

impl<'site> Preview<'site> {
    /// Starts the server at a free port, and waits until it says that it answers.
    pub(crate) fn start(site: &'site Site, flags: &[&str]) -> Self {
        Self::start_at_port(site, 0, flags)
    }

    /// The same at this port.
    pub(crate) fn start_at_port(site: &'site Site, port: u16, flags: &[&str]) -> Self {
        let mut command = site.command();
        let port = port.to_string();
        Self::start_by(
            site,
            command.arg("serve").args(flags).args(["--port", &port]),
        )
    }

    /// The same with the time that it is.
    pub(crate) fn start_at_the_clocks_time(site: &'site Site) -> Self {
        let mut command = site.command();
        Self::start_by(site, command.arg("serve").env_remove("SOURCE_DATE_EPOCH"))
    }

    /// The same with a whole command, which takes a free port if it names none.
    pub(crate) fn start_by(site: &'site Site, command: &mut Command) -> Self {
        if !command.get_args().any(|argument| argument == "--port") {
            command.args(["--port", "0"]);
        }
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let messages = Arc::new(Mutex::new(String::new()));
        let heard = messages.clone();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || {
            let mut line = String::new();
            while stderr.read_line(&mut line).is_ok_and(|length| length > 0) {
                heard.lock().unwrap().push_str(&line);
                line.clear();
            }
        });
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().map(Result::unwrap).unwrap_or_else(|| {
            panic!("it did not start:\n{}", messages.lock().unwrap());
        });
        let port = first.strip_prefix("http://127.0.0.1:").unwrap();
        let port = port.split('/').next().unwrap().parse().unwrap();
        Preview {
            site,
            child,
            port,
            messages,
            out: tempfile::tempdir().unwrap(),
            known: BTreeSet::new(),
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        connect(self.port)
    }

    /// A request as it goes over the wire; `headers` end their lines.
    pub(crate) fn request(&self, method: &str, target: &str, headers: &str) -> String {
        let host = self.host();
        format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n")
    }

    pub(crate) fn get(&self, target: &str) -> Reply {
        self.send(&self.request("GET", target, ""))
    }

    /// Sends bytes, and reads until the server closes or has said as much as it promised.
    pub(crate) fn send(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        // A server may refuse before it has read all.
        let _ = stream.write_all(request.as_bytes());
        let is_head = request.starts_with("HEAD ");
        let mut bytes = Vec::new();
        let mut chunk = [0; 16 * 1024];
        loop {
            if let Some((reply, _)) = parse(&bytes, is_head) {
                return reply;
            }
            match stream.read(&mut chunk) {
                Ok(0) | Err(_) => break,
                Ok(length) => bytes.extend(&chunk[..length]),
            }
        }
        assert!(
            bytes.is_empty(),
            "cut off: {}",
            String::from_utf8_lossy(&bytes)
        );
        Reply::none()
    }

    /// Builds the site, and waits until every address answers what was built and every one that is gone answers
    /// nothing. Says how many there are.
    #[track_caller]
    pub(crate) fn settle(&mut self, step: &str) -> usize {
        let expected = self.build(step);
        self.known.extend(expected.keys().cloned());
        let until = Instant::now() + LIMIT;
        loop {
            let differences = self.differences(&expected);
            if differences.is_empty() {
                return expected.len();
            }
            assert!(
                Instant::now() < until,
                "{step}:\n{}\n{}",
                differences.join("\n"),
                self.messages.lock().unwrap()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Bytes by address.
    #[track_caller]
    fn build(&self, step: &str) -> BTreeMap<String, Vec<u8>> {
        self.try_to_build()
            .unwrap_or_else(|problems| panic!("{step}:\n{problems}"))
    }

    /// Bytes by address, or why there are none.
    pub(crate) fn try_to_build(&self) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let out = self.out.path().join("out");
        // What a build shares with the one before cannot be wrong here.
        let _ = std::fs::remove_dir_all(&out);
        let mut command = self.site.command();
        command
            .args(["build", "--base-url", &format!("http://{}/", self.host())])
            .arg("--out")
            .arg(&out);
        let run = Run::of(&mut command, self.site.root());
        if run.status != 0 {
            return Err(run.stderr);
        }
        Ok(bytes_of_tree(&out)
            .into_iter()
            .filter(|(path, _)| path != ".yuimaru")
            .map(|(path, bytes)| (address_of(&path), bytes))
            .collect())
    }

    /// What was said on standard error so far.
    pub(crate) fn messages(&self) -> String {
        self.messages.lock().unwrap().clone()
    }

    fn differences(&self, expected: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let mut differences = Vec::new();
        for path in &self.known {
            let reply = self.get(path);
            let served = without_script(&reply);
            let (status, body) = match expected.get(path) {
                Some(bytes) => (200, Some(bytes)),
                None => (404, None),
            };
            if reply.status != status || body.is_some_and(|body| *body != served) {
                let found = reply.status;
                differences.push(format!(
                    "{path}: {found} instead of {status}, or other bytes"
                ));
            }
        }
        differences
    }

    /// Waits until the server has said this on standard error.
    #[track_caller]
    pub(crate) fn wait_for_message(&mut self, text: &str) {
        let until = Instant::now() + LIMIT;
        while !self.messages.lock().unwrap().contains(text) {
            let messages = self.messages.lock().unwrap();
            assert!(Instant::now() < until, "no {text:?} in\n{messages}");
            drop(messages);
            thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn forget_messages(&mut self) {
        self.messages.lock().unwrap().clear();
    }

    /// The end without a word.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ctrl-C, and the exit code.
    #[cfg(unix)]
    pub(crate) fn interrupt(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.unwrap().success());
        let until = Instant::now() + LIMIT;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < until, "it goes on");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Preview<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address of an output.
pub(crate) fn address_of(output: &str) -> String {
    let folder = output.strip_suffix("index.html");
    let is_page = folder.is_some_and(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("/{}", if is_page { folder.unwrap() } else { output })
}

/// The one element that a preview adds to pages.
pub(crate) const SCRIPT: &str = r#"<script src="/_yuimaru/live.js" defer></script>"#;

/// What a build would have written: HTML without the script, which must be there once, before the end of the body.
pub(crate) fn without_script(reply: &Reply) -> Vec<u8> {
    let kind = reply.header("content-type").unwrap_or_default();
    if !kind.starts_with("text/html") {
        return reply.body.clone();
    }
    let text = reply.text();
    let with_end = format!("{SCRIPT}</body>");
    assert_eq!(text.matches(SCRIPT).count(), 1, "{text}");
    assert!(text.contains(&with_end), "{text}");
    text.replace(SCRIPT, "").into_bytes()
}
