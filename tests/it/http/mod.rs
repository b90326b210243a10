//! `serve`, over real connections, as its clients use it.

mod access;
mod browser;
mod converter;
mod flow;
mod hostile;
mod openapi;
mod operators;
mod outage;
mod sweeper;
mod tls;
mod waiting;

use crate::jobs::Jobs;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server of a test's own.
pub struct Server {
    child: Child,
    pub address: String,
    log: PathBuf,
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub body: Value,
    pub text: String,
    pub headers: Vec<(String, String)>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.body
    }
}

impl Server {
    pub fn start(jobs: &Jobs, arguments: &[&str]) -> Server {
        Self::start_with(jobs, arguments, &[])
    }

    pub fn start_with(jobs: &Jobs, arguments: &[&str], environment: &[(&str, &str)]) -> Server {
        let mut all = vec!["serve"];
        if !arguments.contains(&"--listen") {
            all.extend(["--listen", "127.0.0.1:0"]);
        }
        all.extend(arguments);
        let mut command = jobs.database.command(&all);
        command.envs(environment.iter().copied());
        Self::start_command(jobs.database.folder.path(), command)
    }

    pub fn start_command(folder: &Path, mut command: Command) -> Server {
        let log = folder.join(format!("serve-{}.log", uuid::Uuid::now_v7()));
        command.stdout(Stdio::piped()).stderr(std::fs::File::create(&log).unwrap());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said = || std::fs::read_to_string(&log).unwrap();
        let address = line.trim().rsplit_once("://").unwrap_or_else(|| panic!("{line} {}", said())).1.to_string();
        Server { child, address, log }
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, None, &[])
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.ask("POST", path, Some(&body.to_string()), &[])
    }

    pub fn put(&self, path: &str, body: &Value) -> Reply {
        self.ask("PUT", path, Some(&body.to_string()), &[])
    }

    pub fn ask(&self, method: &str, path: &str, body: Option<&str>, headers: &[(&str, &str)]) -> Reply {
        ask(&agent(), method, &self.url(path), body, headers)
    }

    /// One job, made over the API.
    pub fn create(&self, ty: &str) -> String {
        let job = serde_json::json!({"source_file_path": "/in/a", "content_type": ty, "ingestion_task_id": "42"});
        self.post("/api/v1/remote-jobs/", &job).expect(200)["job_id"].as_str().unwrap().to_string()
    }

    /// Claims one. A claim passes by a row that another session has locked at this moment, as the sweeper does when the server
    /// starts, so it is tried again for a moment.
    pub fn poll(&self, more: &str) -> Value {
        let ask = || self.get(&format!("/api/v1/remote-jobs/poll?worker_id=w&content_types=audio{more}")).expect(200);
        let mut answer = ask();
        for _ in 0..5 {
            if !more.is_empty() || !answer["job_id"].is_null() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
            answer = ask();
        }
        answer
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Its exit code, after a signal that ends it.
    pub fn wait(mut self) -> (i32, String) {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.code().unwrap_or(-1), self.log());
            }
            assert!(Instant::now() < end, "it does not end: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn terminate(self) -> (i32, String) {
        self.signal("TERM");
        self.wait()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
    config.timeout_global(Some(Duration::from_secs(60))).build().into()
}

pub fn ask(agent: &ureq::Agent, method: &str, url: &str, body: Option<&str>, headers: &[(&str, &str)]) -> Reply {
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answered = match body {
        Some(body) => agent.run(request.header("content-type", "application/json").body(body.to_string()).unwrap()),
        None => agent.run(request.body(()).unwrap()),
    };
    let mut response = answered.unwrap_or_else(|e| panic!("{method} {url}: {e}"));
    let text = response.body_mut().with_config().limit(64 << 20).read_to_string().unwrap();
    Reply {
        status: response.status().as_u16(),
        body: serde_json::from_str(&text).unwrap_or(Value::Null),
        headers: response.headers().iter().map(|(n, v)| (n.to_string(), v.to_str().unwrap_or_default().to_string())).collect(),
        text,
    }
}

/// Waits until something is so.
#[track_caller]
pub fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
