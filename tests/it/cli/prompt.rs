//! Asking at a real terminal: a pseudo-terminal made by script(1).

use crate::support::{Engine, Run, TestDatabase};
use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

/// Runs the binary at a terminal at which `typed` is typed.
fn at_a_terminal(database: &TestDatabase, arguments: &str, typed: &str) -> Run {
    let command = format!("{} {arguments}", env!("CARGO_BIN_EXE_morag-db"));
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
            keyboard.write_all(typed.as_bytes()).unwrap();
            has_answered = true;
        }
    }
    let rest = child.wait_with_output().unwrap();
    drop(keyboard);
    Output { stdout: out, ..rest }.into()
}

#[test]
fn what_destroys_is_shown_and_done_only_when_the_name_is_typed() {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init", "--environment", "staging"]).expect(0);
    let before = database.catalog();
    for typed in ["no\r", "MORAG.DB\r", "\r", "\u{3}"] {
        let run = at_a_terminal(&database, "migrate down --steps 1", typed).expect(if typed == "\u{3}" { 130 } else { 8 });
        for word in ["staging", "will undo 005", "Type the name of the database (morag.db)", "nothing was changed"] {
            assert!(run.out.contains(word), "{typed:?}, {word}: {}", run.out);
        }
        assert_eq!(database.catalog(), before);
    }
    at_a_terminal(&database, "migrate down --steps 1", "morag.db\r").expect(0);
    assert_eq!(database.versions(), ["001", "002", "003", "004"]);
}

fn reset_is_asked_about(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init", "--environment", "staging"]).expect(0);
    database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'one'), ('t2', 'two')");
    let before = database.catalog();
    for typed in ["no\r", "\r", "\u{3}"] {
        let run = at_a_terminal(&database, "reset", typed).expect(if typed == "\u{3}" { 130 } else { 8 });
        let prompt = format!("Type the name of the database ({})", database.name);
        let words = ["staging", "will drop table tasks ", "2 rows", "in 23 tables will be lost", "nothing was changed", &prompt];
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
