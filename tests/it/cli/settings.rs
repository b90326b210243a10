//! Where the settings come from, and that a password never comes out.

use crate::support::binary::command;
use crate::support::{Engine, Run, TestDatabase};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

fn source(folder: &Path, set: impl FnOnce(&mut std::process::Command)) -> String {
    let mut command = command(folder);
    set(&mut command);
    let run = Run::from(command.args(["init", "--output", "json"]).output().unwrap()).expect(0);
    let report = run.json();
    format!("{} from {}", report["target"].as_str().unwrap().rsplit('/').next().unwrap(), report["source"].as_str().unwrap())
}

#[test]
fn with_nothing_set_the_database_is_morag_db_in_the_working_directory() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(source(folder.path(), |_| {}), "morag.db from default");
    assert!(folder.path().join("morag.db").is_file());
}

#[test]
fn a_flag_beats_the_environment_beats_dotenv() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".env"), "MORAG_DATABASE_URL=sqlite:///dotenv.db\n").unwrap();
    std::fs::write(folder.path().join("secret"), "sqlite:///file.db\n").unwrap();
    assert_eq!(source(folder.path(), |_| {}), "dotenv.db from MORAG_DATABASE_URL (.env)");
    let environment = |c: &mut std::process::Command| {
        c.env("DATABASE_URL", "sqlite:///./environment.db");
    };
    assert_eq!(source(folder.path(), environment), "environment.db from DATABASE_URL (environment)");
    let file = |c: &mut std::process::Command| {
        c.env("MORAG_DATABASE_URL_FILE", "secret");
    };
    assert_eq!(source(folder.path(), file), "file.db from MORAG_DATABASE_URL_FILE (environment)");
    let both = |c: &mut std::process::Command| {
        c.env("DATABASE_URL", "sqlite:///x.db").args(["--database-url", "sqlite:///flag.db"]);
    };
    assert_eq!(source(folder.path(), both), "flag.db from --database-url");
    let mut two = command(folder.path());
    two.env("MORAG_DATABASE_URL", "sqlite:///a.db").env("MORAG_DATABASE_URL_FILE", "secret").arg("init");
    Run::from(two.output().unwrap()).expect(2);
}

#[test]
fn a_url_is_read_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path())
        .args(["--database-url", "-", "init"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"sqlite:///stdin.db\n").unwrap();
    Run::from(child.wait_with_output().unwrap()).expect(0);
    assert!(folder.path().join("stdin.db").is_file());
}

#[test]
fn a_password_never_comes_out() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "s3cr%40t-pa55";
    for url in [
        format!("postgresql://me:{secret}@127.0.0.1:1/morag"),
        format!("mysql://me:{secret}@127.0.0.1:1/morag"),
        format!("postgresql://me:{secret}@127.0.0.1:x/morag"),
        format!("postgresql://me:{secret}@x@127.0.0.1/morag"),
        format!("postgresql://me:{secret}@127.0.0.1:1/morag?sslmode={secret}"),
        format!("orcl://me:{secret}@127.0.0.1/morag"),
        format!("postgresql://me:{secret}"),
    ] {
        for extra in [&["-vv"][..], &["--output", "json"], &["--log-format", "json", "-vv"]] {
            let mut command = command(folder.path());
            command.env("MORAG_DATABASE_URL", &url).env("MORAG_LOG", "trace").arg("init").args(extra);
            let run = Run::from(command.output().unwrap());
            let all = format!("{}{}", run.out, run.err);
            let shown = ["s3cr", "pa55"].iter().any(|part| all.contains(part));
            // an sslmode is no password, and is repeated as what is wrong
            assert!(!shown || url.contains("sslmode"), "{url}: {all}");
            assert!(matches!(run.code, 2 | 5), "{}", run.code);
        }
    }
}

#[test]
fn standard_output_carries_the_result_and_nothing_else() {
    let database = TestDatabase::missing(Engine::Sqlite);
    let run = database.run(&["init", "--output", "json", "-vv"]).expect(0);
    run.json();
    assert!(!run.err.is_empty());
    let rows = database.run(&["migrate", "status", "--output", "ndjson"]).expect(0).out;
    let rows: Vec<serde_json::Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 4);
    let csv = database.run(&["migrate", "status", "--output", "csv"]).expect(0).out;
    assert!(csv.starts_with("version,description,stream,state,applied_at"), "{csv}");
    assert_eq!(csv.lines().count(), 5);
}
