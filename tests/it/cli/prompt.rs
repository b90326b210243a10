//! Asking at a real terminal: a pseudo-terminal made by script(1).

use crate::support::{Engine, Run, TestDatabase, built_in_versions, managed_tables, newest_version};
use serde_json::json;
use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

/// Runs the binary at a terminal at which `typed` is typed.
fn at_a_terminal(database: &TestDatabase, arguments: &str, typed: &str) -> Run {
    let command = format!("stty cols 80; exec {} {arguments}", env!("CARGO_BIN_EXE_morag-db"));
    let mut script = Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).env_clear().env("PATH", std::env::var("PATH").unwrap()).env("TERM", "xterm");
    script.env("MORAG_DATABASE_URL", &database.url).current_dir(database.folder.path());
    let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut keyboard = child.stdin.take().unwrap();
    let mut screen = child.stdout.take().unwrap();
    let (mut out, mut bytes) = (Vec::new(), [0; 4096]);
    let mut has_answered = false;
    loop {
        match screen.read(&mut bytes) {
            Ok(0) | Err(_) => break,
            Ok(n) => out.extend_from_slice(&bytes[..n]),
        }
        // a person answers when asked, and not before
        if !has_answered && String::from_utf8_lossy(&out).contains("Type the name of the database") {
            std::thread::sleep(std::time::Duration::from_millis(200));
            match typed {
                "SIGINT" | "SIGTERM" => signal(child.id(), typed),
                typed => keyboard.write_all(typed.as_bytes()).unwrap(),
            }
            has_answered = true;
        }
    }
    let rest = child.wait_with_output().unwrap();
    drop(keyboard);
    Output { stdout: out, ..rest }.into()
}

/// Sends a signal to the program that runs at the terminal of `script`.
fn signal(script: u32, name: &str) {
    let children = std::fs::read_to_string(format!("/proc/{script}/task/{script}/children")).unwrap();
    let child = children.split_whitespace().next().unwrap();
    assert!(Command::new("kill").args([&name.replace("SIG", "-"), child]).status().unwrap().success());
}

#[test]
fn a_signal_ends_a_question() {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init"]).expect(0);
    database.run(&["seed"]).expect(0);
    for arguments in ["reset", "jobs requeue --status failed", "migrate down --steps 1"] {
        for (name, code) in [("SIGINT", 130), ("SIGTERM", 143)] {
            let run = at_a_terminal(&database, arguments, name);
            assert!(run.expect(code).out.contains("nothing was changed"), "{arguments}");
        }
    }
    assert_eq!(database.versions().len(), built_in_versions().len());
}

#[test]
fn what_destroys_is_shown_and_done_only_when_the_name_is_typed() {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init", "--environment", "staging"]).expect(0);
    let before = database.catalog();
    for typed in ["no\r", "MORAG.DB\r", "\r", "\u{3}"] {
        let run = at_a_terminal(&database, "migrate down --steps 1", typed).expect(if typed == "\u{3}" { 130 } else { 8 });
        for word in
            ["staging", &format!("will undo {}", newest_version()), "Type the name of the database (morag.db)", "nothing was changed"]
        {
            assert!(run.out.contains(word), "{typed:?}, {word}: {}", run.out);
        }
        assert_eq!(database.catalog(), before);
    }
    at_a_terminal(&database, "migrate down --steps 1", "morag.db\r").expect(0);
    assert_eq!(database.versions(), built_in_versions()[..built_in_versions().len() - 1]);
}

fn reset_is_asked_about(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init", "--environment", "staging"]).expect(0);
    database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'one'), ('t2', 'two')");
    let before = database.catalog();
    for typed in ["no\r", "\r", "\u{3}"] {
        let run = at_a_terminal(&database, "reset", typed).expect(if typed == "\u{3}" { 130 } else { 8 });
        let prompt = format!("Type the name of the database ({})", database.name);
        let words = [
            "staging",
            "will drop table tasks ",
            "2 rows",
            &format!("in {} tables will be lost", managed_tables()),
            "nothing was changed",
            &prompt,
        ];
        for word in words {
            assert!(run.out.contains(word), "{typed:?}, {word}: {}", run.out);
        }
        assert_eq!((database.catalog(), database.value("SELECT count(*) FROM tasks")), (before.clone(), "2".into()));
    }
    at_a_terminal(&database, "reset", &format!("{}\r", database.name)).expect(0);
    assert_eq!(database.value("SELECT count(*) FROM tasks"), "0");
    database.run(&["verify"]).expect(0);
}

on_every_engine!(reset_is_asked_about);

#[test]
fn words_of_other_tools_work() {
    let database = TestDatabase::empty(Engine::Sqlite);
    assert_eq!(database.run(&["migrate", "check"]).code, 3, "pending");
    let up = database.run(&["migrate"]).expect(0);
    assert!(up.out.contains(&built_in_versions().join(", ")), "{}", up.out);
    database.run(&["migrate", "check"]).expect(0);
    let status = database.run(&["migrate", "status"]).expect(0).out;
    for same in [&["status"][..], &["migrate", "current"], &["migrate", "history"]] {
        assert_eq!(database.run(same).expect(0).out, status, "{same:?}");
    }
    let version = database.run(&["--version"]).expect(0).out;
    assert_eq!(database.run(&["version"]).expect(0).out, version);
    let built = database.run(&["--version", "--output", "json"]).expect(0).json();
    assert_eq!((&built["version"], &built["newest_migration"]), (&json!(env!("CARGO_PKG_VERSION")), &json!(newest_version())));
    assert!(built["target"].as_str().is_some_and(|target| target.contains('-')), "{built:#}");
    assert_eq!(database.run(&["version", "--output", "json"]).expect(0).json(), built);
    assert!(database.run(&["test"]).expect(0).out.contains("Health"));
    database.run(&["reset", "--force", "--database", "another"]).expect(8);
    database.run(&["reset", "--force", "--database", "morag.db"]).expect(0);
    database.run(&["migrate", "downgrade", "--steps", "1", "--force", "--database", "morag.db"]).expect(0);
    database.run(&["migrate", "upgrade"]).expect(0);
}

#[test]
fn a_screen_of_80_columns_has_no_id_and_no_time_in_two_lines() {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init"]).expect(0);
    database.run(&["seed"]).expect(0);
    let run =
        database.run(&["jobs", "list", "--kind", "task-run", "--status", "timeout", "--limit", "1", "--output", "json"]).expect(0).json();
    let id = run["jobs"][0]["id"].as_str().unwrap().to_string();
    database.run(&["jobs", "requeue", &id, "--reason", "again"]).expect(0);
    let operation =
        database.run(&["jobs", "audit", "--output", "json"]).expect(0).json()["operations"][0]["id"].as_str().unwrap().to_string();
    let audit_of_one = format!("jobs audit {}", &operation[..13]);
    for (list, columns) in [
        ("jobs list --limit 500", &["KIND", "ID", "STATUS", "TYPE", "WORKER", "AGE", "ERROR"][..]),
        ("jobs audit", &["STARTED", "OPERATION", "ACTION", "CHANGED", "BY", "REASON"]),
        (&audit_of_one, &["KIND", "JOB", "FROM", "TO", "AT"]),
        ("tasks list", &["ID", "NAME", "STATUS", "RUNS", "SUCCESS", "LAST", "RUN", "LAST", "ERROR"]),
        ("api-keys list", &["ID", "NAME", "USER", "CREATED", "LAST", "USED"]),
        ("migrate status", &["VERSION", "STATE", "APPLIED", "AT", "TOOK", "DESCRIPTION"]),
    ] {
        let screen = at_a_terminal(&database, &format!("{list} --color never"), "").expect(0).out.replace('\r', "");
        let lines: Vec<&str> = screen.lines().collect();
        let header = lines.iter().position(|line| line.split_whitespace().eq(columns.iter().copied()));
        let header = header.unwrap_or_else(|| panic!("{list} has no header: {screen}"));
        assert!(lines[header..].iter().all(|line| line.chars().count() <= 80), "{list}: {screen}");
        // a line that goes on from the one before begins with blanks
        let firsts: Vec<&str> =
            lines[header + 1..].iter().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split("  ").next()).collect();
        assert!(!firsts.is_empty() && firsts.iter().all(|first| !first.ends_with('-')), "{list}: {screen}");
    }
    let tasks = at_a_terminal(&database, "tasks list", "").expect(0).out;
    assert!(tasks.contains("h ago") || tasks.contains("m ago"), "{tasks}");
    let short = tasks.lines().nth(1).unwrap().split_whitespace().next().unwrap().to_string();
    assert_eq!(short.len(), 13, "{tasks}");
    database.run(&["tasks", "show", &short]).expect(0);
}
