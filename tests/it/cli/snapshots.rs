//! Snapshots of real runs on SQLite: wording, layout and exit code. One filter table takes out what changes.

use crate::support::binary::command;
use crate::support::{Engine, Run, Site, TestDatabase};
use std::path::Path;

fn shown(run: &Run, folder: &Path) -> String {
    let text = format!("exit {}\n--- stdout\n{}--- stderr\n{}", run.code, run.out, run.err);
    text.replace(&folder.display().to_string(), "[FOLDER]")
}

macro_rules! snapshot {
    ($name:expr, $run:expr, $folder:expr) => {
        insta::with_settings!({filters => vec![
            (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "[TIME]"),
            // a column is as wide as the longest time in it
            (r"TOOK +", "TOOK  "),
            (r"pending  - +- +", "pending  -  -  "),
            (r"\d+(\.\d+)? ms  +", "[MS]  "),
            (r"\d+(\.\d+)? ms", "[MS]"),
            (r"\d+(\.\d+)? MB", "[MB]"),
            (r"oldest pending \d+[smhd]", "oldest pending [AGE]"),
            (r#""execution_ms": \d+"#, r#""execution_ms": [MS]"#),
            (r"sqlite 3\.[\d.]+", "sqlite [VERSION]"),
            (r#""server_version": "3\.[\d.]+""#, r#""server_version": "[VERSION]""#),
            (r"morag-db \d+\.\d+\.\d+", "morag-db [VERSION]"),
        ]}, { insta::assert_snapshot!($name, shown(&$run, $folder)) })
    };
}

#[test]
fn help_of_every_command() {
    let folder = tempfile::tempdir().unwrap();
    for path in [
        &[][..],
        &["init"],
        &["verify"],
        &["health"],
        &["reset"],
        &["jobs"],
        &["jobs", "list"],
        &["jobs", "show"],
        &["jobs", "stats"],
        &["jobs", "workers"],
        &["jobs", "create"],
        &["jobs", "claim"],
        &["jobs", "heartbeat"],
        &["jobs", "submit"],
        &["jobs", "requeue"],
        &["jobs", "cancel"],
        &["jobs", "purge"],
        &["jobs", "expire"],
        &["jobs", "late", "list"],
        &["jobs", "late", "accept"],
        &["jobs", "audit"],
        &["jobs", "bench"],
        &["seed"],
        &["tasks", "list"],
        &["tasks", "show"],
        &["users", "create"],
        &["users", "list"],
        &["api-keys", "create"],
        &["api-keys", "list"],
        &["api-keys", "revoke"],
        &["migrate"],
        &["migrate", "up"],
        &["migrate", "down"],
        &["migrate", "status"],
        &["migrate", "check"],
        &["migrate", "plan"],
        &["migrate", "baseline"],
        &["migrate", "repair"],
        &["migrate", "unlock"],
        &["migrate", "new"],
        &["completions"],
        &["man"],
    ] {
        let run = Run::from(command(folder.path()).env("COLUMNS", "100").args(path).arg("--help").output().unwrap()).expect(0);
        snapshot!(format!("help {}", path.join(" ")).trim(), run, folder.path());
    }
    let version = Run::from(command(folder.path()).arg("--version").output().unwrap()).expect(0);
    assert_eq!(version.out, format!("morag-db {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_first_day() {
    let database = TestDatabase::missing(Engine::Sqlite);
    let folder = database.folder.path();
    let show = |name: &str, arguments: &[&str]| snapshot!(name, database.run(arguments), folder);
    show("status of a missing database", &["migrate", "status"]);
    show("init", &["init", "--environment", "staging"]);
    show("init again as json", &["init", "--output", "json"]);
    show("status", &["migrate", "status"]);
    show("status as json", &["migrate", "status", "--output", "json"]);
    show("nothing to plan", &["migrate", "plan"]);
    show("new", &["migrate", "new", "Add notes, at last"]);
    database.site(
        "1001_add_notes_at_last.sql",
        "-- migrate:up\nCREATE TABLE notes (id integer, text varchar(20));\n-- migrate:down\nDROP TABLE notes;\n",
    );
    show("plan of a site migration", &["migrate", "up", "--dry-run"]);
    show("up", &["migrate", "up"]);
    show("down is asked about", &["migrate", "down", "--steps", "1"]);
    show("down", &["migrate", "down", "--steps", "1", "--yes", "--database", "morag.db"]);
    show("status with pending", &["migrate", "status", "--exit-code"]);
    show("another stamp", &["init", "--environment", "production"]);
    show("an error as json", &["migrate", "baseline", "005", "--output", "json"]);
}

#[test]
fn offline_plans_of_every_backend() {
    let folder = tempfile::tempdir().unwrap();
    for backend in ["sqlite", "postgres", "mysql", "mariadb"] {
        let run =
            Run::from(command(folder.path()).args(["migrate", "plan", "--offline", "--backend", backend]).output().unwrap()).expect(0);
        // a changed line here is an edited migration: every database that has it would say so
        snapshot!(format!("offline plan {backend}"), run, folder.path());
    }
}

#[test]
fn colour_is_for_terminals_unless_it_is_asked_for() {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init"]).expect(0);
    let coloured = |arguments: &[&str]| database.run(arguments).out.contains("\u{1b}[");
    assert!(!coloured(&["health"]));
    assert!(!coloured(&["health", "--color", "never"]));
    assert!(coloured(&["health", "--color", "always"]));
    assert!(!coloured(&["health", "--color", "always", "--output", "json"]));
    let error = database.run(&["migrate", "up", "--to", "99", "--color", "always"]).expect(2).err;
    assert!(error.starts_with("\u{1b}[1;31merror:"), "{error}");
}

/// What a person sees at a terminal of that width.
fn at_width(database: &TestDatabase, columns: usize, arguments: &str) -> Run {
    let command = format!("stty cols {columns}; '{}' {arguments}", env!("CARGO_BIN_EXE_morag-db"));
    let mut script = std::process::Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).env_clear().env("PATH", std::env::var("PATH").unwrap()).env("TERM", "xterm");
    script.env("MORAG_DATABASE_URL", &database.url).current_dir(database.folder.path()).stdin(std::process::Stdio::null());
    let run = Run::from(script.output().unwrap());
    Run { out: run.out.replace('\r', ""), ..run }
}

#[test]
fn what_a_person_sees_at_wide_and_narrow_terminals() {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init"]).expect(0);
    database.sql("DROP INDEX ix_tasks_name; ALTER TABLE tasks ADD COLUMN note text; DROP TRIGGER update_processing_jobs_updated_at");
    database.sql("INSERT INTO remote_jobs (ingestion_task_id, source_file_path, content_type, timeout_at) VALUES ('t', '/f', 'web', '2026-01-02 03:04:05.000006')");
    let folder = database.folder.path();
    for columns in [60, 160] {
        for colour in ["never", "always"] {
            for command in ["verify", "health"] {
                let run = at_width(&database, columns, &format!("{command} --color {colour}"));
                snapshot!(format!("{command} at {columns} columns, colour {colour}"), run, folder);
            }
        }
    }
}
