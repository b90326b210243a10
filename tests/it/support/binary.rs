//! Runs the binary as a user does, with a clean environment.

use super::TestDatabase;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// Exit code and output of a run.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
}

pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_morag-db"));
    command.env_clear().current_dir(folder).env("USER", "tester").stdin(Stdio::null());
    command
}

impl TestDatabase {
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(self.folder.path());
        command.env("MORAG_DATABASE_URL", &self.url).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.command(arguments).output().unwrap().into()
    }

    pub fn spawn(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Runs a command that asks for confirmation, with `--yes --database NAME`.
    pub fn run_confirmed(&self, arguments: &[&str]) -> Run {
        let mut all = arguments.to_vec();
        all.extend(["--yes", "--database", &self.name]);
        self.run(&all)
    }
}

/// Writes site migrations of a test.
pub trait Site {
    fn site(&self, file: &str, text: &str);
}

impl Site for TestDatabase {
    fn site(&self, file: &str, text: &str) {
        let folder = self.folder.path().join("migrations");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(file), text).unwrap();
    }
}
