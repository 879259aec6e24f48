//! A headless Chromium, driven over its DevTools protocol: JSON messages, each ended by a NUL, on two
//! pipes. What a test does not ask for by name is in the protocol's own words.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Chromium gives the descriptors 3 and 4 to the protocol; a shell moves its own input and output there.
const WITH_PIPES: &str = r#"exec "$@" 3<&0 4>&1 </dev/null >&2"#;

/// Nothing on this machine takes that long, so it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

const SWITCHES: [&str; 14] = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--hide-scrollbars",
    // Should a page name another host, it is not reached, and the request is seen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "about:blank",
];

/// A browser with one tab or more, one of which is asked. It ends with this value.
pub(crate) struct Chromium {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    calls: u64,
    tabs: Vec<Tab>,
    /// The tab that is asked.
    at: usize,
    /// Of all tabs.
    events: Vec<Value>,
    profile: TempDir,
}

struct Tab {
    /// What the protocol calls the conversation with the tab.
    session: String,
    /// What it calls the page that is there.
    document: Value,
}

impl Chromium {
    /// Starts it, or says aloud that the test is skipped: there is none, and this is no run of CI.
    pub(crate) fn start() -> Option<Self> {
        if let Some(program) = program() {
            return Some(Chromium::start_program(program));
        }
        assert!(
            std::env::var_os("CI").is_none_or(|value| value.is_empty() || value == "false"),
            "no chromium, and CI has to have one: ./tests/run installs it"
        );
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        // Not `eprintln`: what a test that passes prints is not shown.
        let _ = writeln!(std::io::stderr(), "SKIPPED: {test}: no chromium");
        None
    }

    fn start_program(program: PathBuf) -> Self {
        let profile = tempfile::Builder::new()
            .prefix("yuimaru-browser-")
            .tempdir()
            .unwrap();
        let log = std::fs::File::create(profile.path().join("log")).unwrap();
        let mut user_data = OsString::from("--user-data-dir=");
        user_data.push(profile.path().join("data"));
        let mut command = Command::new("sh");
        command
            .args(["-c", WITH_PIPES, "sh"])
            .arg(program)
            .arg(user_data);
        // Root has no sandbox.
        if std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0) {
            command.arg("--no-sandbox");
        }
        let mut child = command
            .args(SWITCHES)
            .env("HOME", profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, from) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while output
                .read_until(0, &mut message)
                .is_ok_and(|read| read > 0)
            {
                message.pop();
                let Ok(value) = serde_json::from_slice(&message) else {
                    break;
                };
                if sender.send(value).is_err() {
                    break;
                }
                message.clear();
            }
        });
        let mut browser = Chromium {
            child,
            to,
            from,
            calls: 0,
            tabs: Vec::new(),
            at: 0,
            events: Vec::new(),
            profile,
        };
        browser.open_tab();
        browser
    }

    /// Opens a tab, and asks that one from now on. Says its number; the first is 0.
    pub(crate) fn open_tab(&mut self) -> usize {
        let tab = self.call_browser("Target.createTarget", json!({"url": "about:blank"}));
        let session = self.attach(&tab["targetId"]);
        self.at = self.tabs.len();
        self.tabs.push(Tab {
            session,
            document: Value::Null,
        });
        for domain in ["Page", "Runtime", "Log", "Network", "DOM", "CSS"] {
            self.call(&format!("{domain}.enable"), json!({}));
        }
        let mut frames = self.call("Page.getFrameTree", json!({}));
        self.tabs[self.at].document = frames["frameTree"]["frame"]["loaderId"].take();
        self.call("Page.setLifecycleEventsEnabled", json!({"enabled": true}));
        // Keys arrive without a window, and nothing is on its way when they are looked at.
        self.call(
            "Emulation.setFocusEmulationEnabled",
            json!({"enabled": true}),
        );
        self.media("", &[]);
        self.at
    }

    /// Asks another tab from now on.
    pub(crate) fn turn_to(&mut self, tab: usize) -> &mut Self {
        assert!(tab < self.tabs.len());
        self.at = tab;
        self
    }

    fn attach(&mut self, target: &Value) -> String {
        let attached = self.call_browser(
            "Target.attachToTarget",
            json!({"targetId": target, "flatten": true}),
        );
        attached["sessionId"].as_str().unwrap().to_owned()
    }

    /// Calls a method of the protocol for the tab, and gives its result.
    #[track_caller]
    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        let session = self.tabs[self.at].session.clone();
        self.send(Some(&session), method, parameters)
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    #[track_caller]
    fn call_browser(&mut self, method: &str, parameters: Value) -> Value {
        self.send(None, method, parameters)
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    #[track_caller]
    fn send(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> Result<Value, Value> {
        self.calls += 1;
        let id = self.calls;
        let mut message = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let mut message = message.to_string().into_bytes();
        message.push(0);
        if let Err(error) = self.to.write_all(&message) {
            self.is_lost(&format!("cannot be told {method}: {error}"));
        }
        loop {
            let mut message = self.receive(method);
            if message["id"] == id {
                return match message["error"].take() {
                    Value::Null => Ok(message["result"].take()),
                    error => Err(error),
                };
            }
            self.events.push(message);
        }
    }

    #[track_caller]
    fn receive(&self, waiting_for: &str) -> Value {
        match self.from.recv_timeout(PATIENCE) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => {
                self.is_lost(&format!("does not answer {waiting_for}"))
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.is_lost(&format!("ended before {waiting_for}"))
            }
        }
    }

    #[track_caller]
    fn is_lost(&self, why: &str) -> ! {
        let log = std::fs::read_to_string(self.profile.path().join("log"));
        panic!("chromium {why}; it said:\n{}", log.unwrap_or_default());
    }

    /// How many events have come: a place to look from.
    pub(crate) fn mark(&self) -> usize {
        self.events.len()
    }

    /// Events of one name in the tab since a mark.
    pub(crate) fn events(&self, since: usize, method: &str) -> Vec<&Value> {
        let session = &self.tabs[self.at].session;
        self.events[since..]
            .iter()
            .filter(|event| event["method"] == method && event["sessionId"] == **session)
            .map(|event| &event["params"])
            .collect()
    }

    /// Goes to an address, and waits until the page and all that it needs is there.
    #[track_caller]
    pub(crate) fn go(&mut self, url: &str) {
        let mark = self.mark();
        let answer = self.call("Page.navigate", json!({"url": url}));
        assert!(answer["errorText"].is_null(), "{url}: {answer}");
        self.arrive(mark);
    }

    /// Waits for an event in the tab since a mark.
    #[track_caller]
    pub(crate) fn event(&mut self, since: usize, method: &str) -> Value {
        loop {
            if let Some(event) = self.events(since, method).first() {
                return (*event).clone();
            }
            let message = self.receive(method);
            self.events.push(message);
        }
    }

    /// Waits until a page that was begun after a mark is there with all that it needs, whoever began it: a page that
    /// leads on to another before it is complete never is.
    #[track_caller]
    pub(crate) fn arrive(&mut self, mark: usize) {
        let mut next = mark;
        loop {
            while let Some(event) = self.events.get(next) {
                next += 1;
                let what = &event["params"];
                let tab = &mut self.tabs[self.at];
                if event["sessionId"] == *tab.session
                    && event["method"] == "Page.lifecycleEvent"
                    && what["name"] == "load"
                    && what["loaderId"] != tab.document
                {
                    tab.document = what["loaderId"].clone();
                    return;
                }
            }
            let message = self.receive("the page");
            self.events.push(message);
        }
    }

    /// The value of an expression of JavaScript in the page.
    #[track_caller]
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let mut answer = self.call(
            "Runtime.evaluate",
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true}),
        );
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression}: {}",
            answer["exceptionDetails"]
        );
        answer["result"]["value"].take()
    }

    /// Waits until an expression is true in the tab, whatever page is there by then.
    #[track_caller]
    pub(crate) fn wait(&mut self, expression: &str) {
        let until = Instant::now() + PATIENCE;
        let session = self.tabs[self.at].session.clone();
        loop {
            // A page that goes away in between answers with an error.
            let answer = self.send(
                Some(&session),
                "Runtime.evaluate",
                json!({"expression": expression, "returnByValue": true, "awaitPromise": true}),
            );
            if matches!(&answer, Ok(answer) if answer["result"]["value"] == true) {
                return;
            }
            if Instant::now() > until {
                let page = self.value("location.href + '\\n' + document.body.innerText");
                let page = page.as_str().unwrap_or_default();
                panic!("never {expression}, but {answer:?}\n{page}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What was written to the consoles of all tabs and shared workers, and what was thrown there.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        let targets = self.call_browser("Target.getTargets", json!({}));
        for target in targets["targetInfos"].as_array().unwrap() {
            if target["type"] == "shared_worker" {
                let session = self.attach(&target["targetId"]);
                // Tells what there was before, too.
                let _ = self.send(Some(&session), "Runtime.enable", json!({}));
            }
        }
        let names = [
            "Runtime.consoleAPICalled",
            "Runtime.exceptionThrown",
            "Log.entryAdded",
        ];
        self.events
            .iter()
            .filter(|event| names.iter().any(|name| event["method"] == *name))
            .map(|event| &event["params"])
            .filter(|what| what["entry"]["level"] != "verbose")
            .map(Value::to_string)
            .collect()
    }

    /// The texts that an expression gives.
    #[track_caller]
    pub(crate) fn texts(&mut self, expression: &str) -> Vec<String> {
        serde_json::from_value(self.value(expression)).unwrap()
    }

    /// The families of the fonts that the text of the first element that fits a selector is drawn with.
    #[track_caller]
    pub(crate) fn fonts(&mut self, selector: &str) -> Vec<String> {
        let document = self.call("DOM.getDocument", json!({"depth": 0}));
        let node = self.call(
            "DOM.querySelector",
            json!({"nodeId": document["root"]["nodeId"], "selector": selector}),
        );
        assert_ne!(node["nodeId"], 0, "no {selector}");
        let fonts = self.call("CSS.getPlatformFontsForNode", node);
        let fonts = fonts["fonts"].as_array().unwrap();
        fonts
            .iter()
            .map(|font| font["familyName"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Presses and releases a key that has no character but perhaps a text: `("Enter", 13, "\r")`.
    pub(crate) fn press(&mut self, key: &str, code: u32, text: &str) {
        let mut event =
            json!({"type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code});
        if !text.is_empty() {
            event["text"] = json!(text);
        }
        self.call("Input.dispatchKeyEvent", event.clone());
        event["type"] = json!("keyUp");
        self.call("Input.dispatchKeyEvent", event);
    }

    /// The width of the screen in CSS pixels.
    pub(crate) fn width(&mut self, width: u32) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false}),
        );
    }

    /// What the page is shown on (`print`, else the screen), and media features, beside that of little motion.
    pub(crate) fn media(&mut self, media: &str, features: &[(&str, &str)]) {
        let mut all = vec![json!({"name": "prefers-reduced-motion", "value": "reduce"})];
        all.extend(
            features
                .iter()
                .map(|(name, value)| json!({"name": name, "value": value})),
        );
        self.call(
            "Emulation.setEmulatedMedia",
            json!({"media": media, "features": all}),
        );
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let message = json!({"id": 0, "method": "Browser.close"}).to_string() + "\0";
        let closes = self.to.write_all(message.as_bytes()).is_ok();
        // It ends when it has cleared up; the pipe tells.
        while closes && self.from.recv_timeout(Duration::from_secs(10)).is_ok() {}
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The browser: `CHROMIUM`, or the first in `PATH` of those that speak the protocol.
fn program() -> Option<PathBuf> {
    if let Some(program) = std::env::var_os("CHROMIUM") {
        return Some(program.into());
    }
    let folders = std::env::var_os("PATH")?;
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    std::env::split_paths(&folders)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|program| program.is_file())
}
