//! `shell`: the engine's own client runs on the same database.

use crate::support::{Engine, TestDatabase};

on_every_engine!(the_client_reads_what_is_there, a_read_only_shell_writes_nothing);

impl TestDatabase {
    /// Runs one statement with the client.
    fn in_shell(&self, options: &[&str], sql: &str) -> crate::support::Run {
        let client: &[&str] = match self.engine {
            Engine::Sqlite => &[],
            Engine::MySql | Engine::MariaDb => &["--batch", "--skip-column-names", "-e"],
            _ => &["-XAtc"],
        };
        self.run(&[&["shell"], options, &["--"], client, &[sql]].concat())
    }
}

fn the_client_reads_what_is_there(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let absent = database.in_shell(&[], "SELECT 1");
    assert_ne!(absent.code, 0, "no client creates a database by opening it");
    database.run(&["init"]).expect(0);
    database.run(&["seed"]).expect(0);
    let shown = database.in_shell(&[], "SELECT count(*) FROM users").expect(0).out;
    assert_eq!(shown.trim(), database.value("SELECT count(*) FROM users"));
    database.in_shell(&[], "UPDATE users SET name = 'by hand'").expect(0);
    assert_eq!(database.value("SELECT count(*) FROM users WHERE name <> 'by hand'"), "0");
}

fn a_read_only_shell_writes_nothing(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.run(&["seed"]).expect(0);
    let refused = database.in_shell(&["--read-only"], "UPDATE users SET name = 'by hand'");
    assert_ne!(refused.code, 0, "{}", refused.out);
    assert_eq!(database.value("SELECT count(*) FROM users WHERE name = 'by hand'"), "0");
    database.in_shell(&["--read-only"], "SELECT count(*) FROM users").expect(0);
}

#[test]
fn a_client_that_is_missing_is_named() {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init"]).expect(0);
    let run = crate::support::Run::from(
        crate::support::binary::command(database.folder.path())
            .env("MORAG_DATABASE_URL", &database.url)
            .env("PATH", "/nowhere")
            .arg("shell")
            .output()
            .unwrap(),
    );
    assert!(run.expect(8).err.contains("apt install sqlite3"));
}
