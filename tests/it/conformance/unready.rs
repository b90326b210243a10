//! A database that is not at this program's version: what needs it says so, and what to run.

use crate::support::foreign::Application;
use crate::support::{Engine, TestDatabase};

on_every_engine!(what_needs_tables_says_that_they_are_missing, a_hint_goes_to_the_database_that_was_named);

const COMMANDS: &[&[&str]] = &[
    &["jobs", "list"],
    &["jobs", "list", "--status", "failed", "--where", "options.a=b"],
    &["jobs", "show", "x"],
    &["jobs", "stats"],
    &["jobs", "workers"],
    &["jobs", "audit"],
    &["jobs", "watch", "x"],
    &["jobs", "late", "list"],
    &["jobs", "late", "accept", "x", "--reason", "r"],
    &["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1"],
    &["jobs", "claim", "--worker", "w", "--types", "audio"],
    &["jobs", "heartbeat", "x", "--claim", "1"],
    &["jobs", "submit", "x", "--claim", "1", "--success"],
    &["jobs", "requeue", "x"],
    &["jobs", "cancel", "--all", "--yes"],
    &["jobs", "purge", "--all", "--dry-run"],
    &["jobs", "expire"],
    &["jobs", "expire", "--retry"],
    &["tasks", "list"],
    &["tasks", "show", "x"],
    &["users", "list"],
    &["users", "create", "--name", "me", "--email", "me@example.org"],
    &["api-keys", "list"],
    &["api-keys", "revoke", "x"],
    &["seed"],
    &["seed", "--remote-jobs", "5"],
];

fn what_needs_tables_says_that_they_are_missing(engine: Engine) {
    let database = TestDatabase::empty(engine);
    for command in COMMANDS {
        let run = database.run(command).expect(3);
        assert!(run.err.contains("was never initialised") && run.err.contains("run: morag-db init"), "{command:?}: {}", run.err);
    }
    database.run(&["migrate", "up", "--to", "001"]).expect(0);
    for command in [&["jobs", "list"][..], &["users", "list"], &["jobs", "audit"]] {
        let run = database.run(command).expect(3);
        assert!(run.err.contains("migrations are pending"), "{command:?}: {}", run.err);
    }
    let foreign = TestDatabase::empty(engine);
    foreign.create_all(Application::Core);
    let run = foreign.run(&["jobs", "audit"]).expect(3);
    assert!(run.err.contains("morag-db migrate adopt --dry-run"), "{}", run.err);
    assert!(foreign.run(&["health"]).expect(4).out.contains("morag-db migrate adopt --dry-run"));
}

fn a_hint_goes_to_the_database_that_was_named(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let hint = |arguments: &[&str]| {
        let mut command = crate::support::binary::command(database.folder.path());
        let output = command.args(["--database-url", &database.url]).args(arguments).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let options = format!("morag-db --database-url {} init", database.url);
    for arguments in [&["jobs", "list"][..], &["jobs", "list", "--output", "json"], &["health", "--output", "json"]] {
        let text = hint(arguments);
        assert!(text.contains(&options), "{arguments:?}: {text}");
    }
}
