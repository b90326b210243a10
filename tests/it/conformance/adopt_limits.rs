//! `migrate adopt` where something could be lost or changed along: it is said in the plan, or it stays as it was.

use super::adopt::rows;
use crate::support::{Application, Engine, TestDatabase};

on_every_engine!(what_would_be_lost_is_said_before_anything_is_changed, what_the_engine_itself_moves_on_stays_as_it_was);

/// Databases on which something would be lost or changed along: said in the plan, and nothing is touched.
fn what_would_be_lost_is_said_before_anything_is_changed(engine: Engine) {
    let refused = |sql: &str, word: &str, options: &[&str]| {
        let database = TestDatabase::empty(engine);
        database.create_all(Application::Agent);
        database.create_all(Application::Core);
        database.sql(sql);
        let tables: Vec<&str> = [Application::Agent, Application::Core].iter().flat_map(|a| a.tables()).copied().collect();
        let before = database.contents(&tables);
        let mut arguments = vec!["migrate", "adopt"];
        arguments.extend(options);
        let run = database.run_confirmed(&arguments).expect(4);
        assert!(run.err.contains(word), "{sql}: {}", run.err);
        assert_eq!(database.contents(&tables), before, "{sql}");
    };
    let retype = |column: &str, ty: &str| match engine {
        Engine::Postgres | Engine::PostgresNewest => {
            format!("ALTER TABLE tasks ALTER COLUMN {column} TYPE {ty} USING {column}::text::{ty}")
        }
        Engine::MySql | Engine::MariaDb => format!("ALTER TABLE tasks MODIFY {column} {ty}"),
        Engine::Sqlite => format!("ALTER TABLE tasks DROP COLUMN {column}; ALTER TABLE tasks ADD COLUMN {column} {ty}"),
    };
    refused(&retype("total_runs", "decimal(10,2)"), "column tasks.total_runs is", &[]);
    // rows that are moved away would take rows of others along
    let duplicate = match engine {
        Engine::Postgres | Engine::PostgresNewest => "ALTER TABLE users DROP CONSTRAINT users_email_key; UPDATE users SET email = 'same'",
        Engine::MySql | Engine::MariaDb => "ALTER TABLE users DROP INDEX email; UPDATE users SET email = 'same'",
        Engine::Sqlite => {
            "PRAGMA foreign_keys = OFF; INSERT INTO documents (id, name, type, state, version, chunks, quality, upload_date, created_at, updated_at, user_id) \
             VALUES ('d9', 'n', 'pdf', 'PENDING', 1, 0, 0, '2026-01-02 03:04:05', '2026-01-02 03:04:05', '2026-01-02 03:04:05', 'nobody')"
        }
    };
    let others = "CREATE TABLE extra (id integer, u varchar(36), FOREIGN KEY (u) REFERENCES users (id) ON DELETE CASCADE)";
    refused(
        &format!("{duplicate}; {others}"),
        "a table that morag-db does not manage refers to adopted tables",
        &["--on-misfit", "quarantine"],
    );
    if engine.is_postgres() {
        refused("CREATE VIEW v AS SELECT id, created_at FROM users", "view public.v depends on tables", &[]);
        refused("CREATE TABLE kept (old users)", "column public.kept.old has the row type", &[]);
        let foreign = TestDatabase::empty(engine);
        foreign.sql("CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean)");
        assert!(foreign.run(&["init"]).expect(8).err.contains("belongs to another migration tool"));
    }
    if engine.is_mysql_like() {
        let trigger = "CREATE TRIGGER tr BEFORE UPDATE ON metric_snapshots FOR EACH ROW SET NEW.name = 'changed'";
        refused(trigger, "trigger metric_snapshots.tr would fire", &[]);
        let orphan =
            "SET foreign_key_checks = 0; INSERT INTO task_runs (id, task_id, run_number, status) VALUES ('r', 'nope', 1, 'PENDING')";
        refused(orphan, "refers to no row of tasks", &[]);
        refused("SET sql_mode = ''; UPDATE tasks SET created_at = '0000-00-00'", "is a zero date", &["--assume-time-zone", "+02:00"]);
    }
    if engine == Engine::Sqlite {
        refused("UPDATE users SET created_at = 'now'", "is no time that SQLite can read", &[]);
    }
}

fn what_the_engine_itself_moves_on_stays_as_it_was(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Core);
    match engine {
        Engine::MySql | Engine::MariaDb => {
            database.sql("ALTER TABLE documents ADD COLUMN seq integer NOT NULL AUTO_INCREMENT UNIQUE, ADD COLUMN touched datetime DEFAULT now() ON UPDATE now()");
            database.sql("UPDATE documents SET touched = '2020-01-01', quality = 0.1; ALTER TABLE users DROP INDEX email");
            // two for the collation that the column will have
            database.sql("UPDATE users SET email = 'a@x' WHERE id = 'u1'; UPDATE users SET email = 'A@X' WHERE id = 'u2'");
        }
        Engine::Sqlite => drop(database.sql(
            "ALTER TABLE users ADD COLUMN is_superuser boolean NOT NULL DEFAULT 0 CHECK (is_superuser IN (0, 1)); \
             ALTER TABLE users ADD COLUMN handle varchar(20) COLLATE NOCASE; CREATE UNIQUE INDEX by_handle ON users (handle); \
             DELETE FROM users WHERE id = 'u2'; UPDATE users SET rowid = 7",
        )),
        Engine::Postgres | Engine::PostgresNewest => drop(database.sql("ALTER TABLE documents ADD COLUMN seq serial NOT NULL")),
    }
    let before = rows(&database, Application::Core.tables());
    let zone: &[&str] = if engine.is_mysql_like() { &["--assume-time-zone", "-00:00"] } else { &["--assume-time-zone", "UTC"] };
    let mut arguments = vec!["migrate", "adopt"];
    arguments.extend(zone);
    database.run_confirmed(&arguments).expect(0);
    assert_eq!(rows(&database, Application::Core.tables()), before);
    match engine {
        Engine::MySql | Engine::MariaDb => {
            assert!(
                database
                    .value("SELECT extra FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = 'seq'")
                    .contains("auto_increment")
            );
            database.sql("ALTER TABLE users ADD UNIQUE (email)");
        }
        Engine::Sqlite => {
            assert_eq!(database.value("SELECT rowid FROM users"), "7");
            assert!(database.try_sql("UPDATE users SET is_superuser = 2").is_err());
            database.sql("INSERT INTO users (id, name, email, handle) VALUES ('u3', 'n', 'e3', 'b'), ('u4', 'n', 'e4', 'c')");
            assert!(
                database.try_sql("INSERT INTO users (id, name, email, handle) VALUES ('u5', 'n', 'e5', 'B')").is_err(),
                "without regard to case"
            );
        }
        Engine::Postgres | Engine::PostgresNewest => {}
    }
    // no script takes away what was left
    let script = database.run(&["verify", "--strict", "--fix-sql", "-"]).out;
    assert!(!script.lines().any(|line| line.starts_with("ALTER TABLE") && line.contains("DROP COLUMN")), "{script}");
    database.run(&["init"]).expect(0);
}
