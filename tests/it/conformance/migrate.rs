//! `migrate`: up and down again, looking without touching, failures and the ways out of them.

use crate::support::{Engine, Site, TestDatabase, built_in_versions, newest_version};

on_every_engine!(
    up_down_up_leaves_the_same_catalog_at_every_version,
    status_plan_and_dry_run_change_nothing,
    a_failure_midway_is_rolled_back_or_recorded,
    a_failed_migration_is_resumed_after_it_was_mended,
    a_failed_migration_is_marked_as_applied_once_it_is_complete,
    a_failed_migration_is_rolled_back,
    a_mended_migration_may_be_marked_or_rolled_back_too,
    a_lease_is_shown_and_broken_by_hand,
    edited_unknown_and_late_migrations_are_refused_by_name,
    site_migrations_run_with_bodies_strings_and_crlf,
    a_baseline_of_a_schema_that_differs_is_refused,
    a_schema_made_by_the_offline_plan_is_the_same,
    down_asks_and_undoes_what_it_said,
);

fn up_down_up_leaves_the_same_catalog_at_every_version(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.run(&["migrate", "up", "--steps", "0"]).expect(0);
    let mut before = None;
    for migration in migration::MIGRATIONS {
        database.run(&["migrate", "up", "--to", migration.version]).expect(0);
        let up = database.catalog();
        database.run_confirmed(&["migrate", "down", "--steps", "1"]).expect(0);
        if let Some(before) = before {
            assert_eq!(database.catalog(), before, "down {} leaves what was before it", migration.version);
        }
        database.run(&["migrate", "up", "--steps", "1"]).expect(0);
        assert_eq!(database.catalog(), up, "up, down, up of {}", migration.version);
        before = Some(up);
    }
    database.run_confirmed(&["migrate", "down", "--to", "0"]).expect(0);
    let (_, tables) = database.catalog();
    assert_eq!(tables, ["morag_leases", "morag_migration_runs", "morag_settings", "schema_migrations"]);
    database.run(&["migrate", "up"]).expect(0);
    assert_eq!(Some(database.catalog()), before);
}

fn status_plan_and_dry_run_change_nothing(engine: Engine) {
    let looks: [&[&str]; 4] =
        [&["migrate", "status"], &["migrate", "plan"], &["migrate", "up", "--dry-run"], &["migrate", "status", "--exit-code"]];
    let codes = |database: &TestDatabase| looks.map(|look| database.run(look).code);
    let database = TestDatabase::empty(engine);
    let before = database.catalog();
    assert_eq!(codes(&database), [0, 0, 0, 3]);
    assert_eq!(database.catalog(), before);
    assert!(before.1.is_empty());
    database.run(&["migrate", "up", "--to", "2"]).expect(0);
    let (before, rows) = (database.catalog(), database.sql("SELECT * FROM schema_migrations"));
    assert_eq!(codes(&database), [0, 0, 0, 3]);
    assert_eq!((database.catalog(), database.sql("SELECT * FROM schema_migrations")), (before, rows));
    let plan = database.run(&["migrate", "plan"]).expect(0).out;
    assert!(plan.contains("-- 003") && !plan.contains("-- 002"), "{plan}");
    database.run(&["migrate", "up"]).expect(0);
    assert_eq!(codes(&database), [0, 0, 0, 0]);
}

const HALF_BAD: &str = "-- migrate:up\nCREATE TABLE half_a (id integer PRIMARY KEY);\nINSERT INTO half_a VALUES (7);\n\
     CREATE TABLE half_b (id integer PRIMARY KEY);\nINSERT INTO half_missing VALUES (1);\nCREATE TABLE half_c (id integer);\n\
     -- migrate:down\nDROP TABLE half_c;\nDROP TABLE half_b;\nDROP TABLE half_a;\n";

/// A database at the newest version, on which a site's migration has failed.
fn failed(engine: Engine) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.site("1001_half.sql", HALF_BAD);
    let before = database.catalog();
    let run = database.run(&["migrate", "up"]);
    if engine.is_mysql_like() {
        let run = run.expect(7);
        for word in ["1001", "step 4 of 5", "--resume", "--mark-applied", "--roll-back"] {
            assert!(run.err.contains(word), "{word}: {}", run.err);
        }
    } else {
        run.expect(1);
        assert_eq!(database.catalog(), before, "all is rolled back");
    }
    database
}

fn a_failure_midway_is_rolled_back_or_recorded(engine: Engine) {
    let database = failed(engine);
    let before = database.catalog();
    if engine.is_mysql_like() {
        database.run(&["migrate", "up"]).expect(7);
        database.run(&["init"]).expect(7);
        database.run(&["migrate", "status", "--exit-code"]).expect(7);
        assert_eq!(database.catalog(), before, "nothing is touched until it is repaired");
        let entry =
            database.run(&["migrate", "status", "--output", "json"]).expect(0).json()["migrations"][built_in_versions().len()].clone();
        assert_eq!(entry["state"], "failed");
        assert!(entry["note"].as_str().unwrap().contains("half_missing"), "{entry}");
    } else {
        database.run(&["migrate", "up"]).expect(1);
        let report = database.run(&["migrate", "repair", "--resume", "--output", "json"]).expect(0).json();
        assert_eq!(report["outcome"], "nothing_to_repair");
    }
}

fn a_failed_migration_is_resumed_after_it_was_mended(engine: Engine) {
    let database = failed(engine);
    database.run(&["migrate", "repair", "--resume"]).expect(if engine.is_mysql_like() { 7 } else { 0 });
    database.site("1001_half.sql", &HALF_BAD.replace("half_missing", "half_b"));
    if engine.is_mysql_like() {
        database.run(&["migrate", "up"]).expect(7);
        database.run(&["migrate", "repair", "--resume"]).expect(0);
    }
    database.run(&["migrate", "up"]).expect(0);
    assert_eq!(database.value("SELECT count(*) FROM half_a"), "1", "a data step ran once");
    assert_eq!(database.value("SELECT count(*) FROM half_b"), "1");
    assert_eq!(database.versions(), [&built_in_versions()[..], &["1001"]].concat());
    database.run(&["migrate", "status", "--exit-code"]).expect(0);
}

fn a_failed_migration_is_marked_as_applied_once_it_is_complete(engine: Engine) {
    if !engine.is_mysql_like() {
        // nothing is left behind there, so there is nothing to mark
        failed(engine).run(&["migrate", "repair", "--mark-applied"]).expect(0);
        return;
    }
    let database = failed(engine);
    let refused = database.run(&["migrate", "repair", "--mark-applied"]).expect(4);
    assert!(refused.err.contains("create table half_c"), "{}", refused.err);
    database.sql("CREATE TABLE half_c (id integer)");
    database.run(&["migrate", "repair", "--mark-applied"]).expect(0);
    database.run(&["migrate", "status", "--exit-code"]).expect(0);
    assert_eq!(database.versions().last().unwrap(), "1001");
}

fn a_failed_migration_is_rolled_back(engine: Engine) {
    let database = failed(engine);
    let fresh = TestDatabase::missing(engine);
    fresh.run(&["init"]).expect(0);
    if engine.is_mysql_like() {
        database.run(&["migrate", "repair", "--roll-back"]).expect(8);
    }
    database.run_confirmed(&["migrate", "repair", "--roll-back"]).expect(0);
    assert_eq!(database.catalog(), fresh.catalog());
    database.run(&["migrate", "status", "--exit-code"]).expect(3);
    database.site("1001_half.sql", &HALF_BAD.replace("half_missing", "half_b"));
    database.run(&["migrate", "up"]).expect(0);
}

fn a_mended_migration_may_be_marked_or_rolled_back_too(engine: Engine) {
    if !engine.is_mysql_like() {
        let database = failed(engine);
        database.site("1001_half.sql", &HALF_BAD.replace("half_missing", "half_b"));
        return drop(database.run(&["migrate", "up"]).expect(0));
    }
    let fixed = HALF_BAD
        .replace("INSERT INTO half_missing VALUES (1);\nCREATE TABLE half_c (id integer);\n", "")
        .replace("DROP TABLE half_c;\n", "");
    let marked = failed(engine);
    marked.site("1001_half.sql", &fixed);
    marked.run(&["migrate", "repair", "--mark-applied"]).expect(0);
    marked.run(&["migrate", "status", "--exit-code"]).expect(0);
    let undone = failed(engine);
    undone.site("1001_half.sql", &fixed);
    undone.run_confirmed(&["migrate", "repair", "--roll-back"]).expect(0);
    undone.run(&["migrate", "up"]).expect(0);
    assert_eq!(undone.catalog(), marked.catalog());
}

fn a_lease_is_shown_and_broken_by_hand(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    assert!(database.run(&["migrate", "unlock"]).expect(0).out.contains("none"));
    database.sql("INSERT INTO morag_leases (name, holder, token, epoch, ttl_ms) VALUES ('migrate', 'somebody', 'x', 3, 3000)");
    let report = database.run(&["migrate", "unlock", "--output", "json"]).expect(0).json();
    assert_eq!((report["leases"][0]["holder"].as_str(), report["broken"].as_u64()), (Some("somebody"), Some(0)));
    database.run(&["migrate", "unlock", "--break"]).expect(8);
    assert_eq!(database.run_confirmed(&["migrate", "unlock", "--break", "--output", "json"]).expect(0).json()["broken"], 1);
    assert_eq!(database.value("SELECT count(*) FROM morag_leases"), "0");
}

fn edited_unknown_and_late_migrations_are_refused_by_name(engine: Engine) {
    let table = |name: &str| format!("-- migrate:up\nCREATE TABLE {name} (id integer);\n-- migrate:down\nDROP TABLE {name};\n");
    let database = TestDatabase::missing(engine);
    database.site("1002_two.sql", &table("two"));
    database.run(&["init"]).expect(0);
    let refused = |word: &str| {
        let before = database.catalog();
        for command in [&["migrate", "up"][..], &["init"], &["migrate", "plan"]] {
            let run = database.run(command).expect(4);
            assert!(run.err.contains(word), "{word}: {}", run.err);
        }
        database.run(&["migrate", "status", "--exit-code"]).expect(4);
        assert_eq!(before, database.catalog());
    };
    database.site("1001_one.sql", &table("one"));
    refused("migration 1001 (one) is pending, though a later one is applied");
    database.run(&["migrate", "up", "--allow-out-of-order"]).expect(0);
    database.site("1002_two.sql", &table("deux"));
    refused("migration 1002 (two) was edited after it was applied");
    database.site("1002_two.sql", &table("two").replace('\n', "\r\n"));
    database.run(&["migrate", "up"]).expect(0);
    database.sql("INSERT INTO schema_migrations (version, description, checksum) VALUES ('099', 'from the future', 'x')");
    refused("migration 099 (from the future) is applied, but");
    database.run(&["migrate", "up", "--allow-newer"]).expect(0);
    database.run(&["init", "--allow-newer"]).expect(0);
    database.sql("DELETE FROM schema_migrations WHERE version IN ('099', '005')");
    database.sql("INSERT INTO schema_migrations (version, description) VALUES ('005', 'the Python team''s own')");
    database.run(&["migrate", "up"]).expect(0);
    database.sql("DROP TABLE job_events");
    refused("migration 005 (");
}

fn site_migrations_run_with_bodies_strings_and_crlf(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let body = match engine {
        Engine::Sqlite => "CREATE TRIGGER notes_t AFTER INSERT ON notes BEGIN UPDATE notes SET n = 'a;b' WHERE id = NEW.id; SELECT 1; END;",
        Engine::Postgres | Engine::PostgresNewest => {
            "CREATE FUNCTION notes_f() RETURNS trigger AS $x$ BEGIN NEW.n = 'a;b'; RETURN NEW; END; $x$ LANGUAGE plpgsql;\n\
             CREATE TRIGGER notes_t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION notes_f();"
        }
        Engine::MySql | Engine::MariaDb => {
            "CREATE TRIGGER notes_t BEFORE INSERT ON notes FOR EACH ROW BEGIN IF NEW.id > 0 THEN SET NEW.n = 'a;b'; END IF; END;"
        }
    };
    let text = format!(
        "-- migrate:up\nCREATE TABLE notes (id integer, n varchar(20)); -- a;comment\n{body}\nINSERT INTO notes VALUES (1, 'x;y');\n-- migrate:down\nDROP TABLE notes;\n"
    );
    database.site("1001_notes.sql", &text.replace('\n', "\r\n"));
    database.run(&["init"]).expect(0);
    assert_eq!(database.value("SELECT n FROM notes"), "a;b");
}

fn a_baseline_of_a_schema_that_differs_is_refused(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["migrate", "baseline", "001"]).expect(5);
    database.run(&["init"]).expect(0);
    database.run(&["migrate", "baseline", "001"]).expect(8);
    database.run(&["migrate", "baseline", "42"]).expect(2);
    for table in ["schema_migrations", "morag_migration_runs", "morag_leases", "morag_settings"] {
        database.sql(&format!("DROP TABLE {table}"));
    }
    database.sql("ALTER TABLE tasks ADD COLUMN extra_note varchar(20)");
    database.sql("ALTER TABLE users DROP COLUMN avatar");
    let before = database.catalog();
    let refused = database.run(&["migrate", "baseline", newest_version()]).expect(4);
    assert!(refused.err.contains("column users.avatar is missing") && !refused.err.contains("extra_note"), "{}", refused.err);
    assert_eq!(before, database.catalog());
    // another name alone is no reason to refuse
    database.sql("ALTER TABLE users ADD COLUMN avatar varchar(500)");
    let rename = if engine.is_mysql_like() {
        "ALTER TABLE tasks RENAME INDEX ix_tasks_name TO tasks_by_name"
    } else if engine.is_postgres() {
        "ALTER INDEX ix_tasks_name RENAME TO tasks_by_name"
    } else {
        "DROP INDEX ix_tasks_name; CREATE INDEX tasks_by_name ON tasks (name)"
    };
    database.sql(rename);
    let report = database.run(&["migrate", "baseline", newest_version()]).expect(0);
    assert!(report.out.contains("tasks_by_name") && report.out.contains("extra_note"), "{}", report.out);
    database.run(&["migrate", "status", "--exit-code"]).expect(0);
}

fn a_schema_made_by_the_offline_plan_is_the_same(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let script = database.run(&["migrate", "plan", "--offline", "--backend", engine.backend().as_str()]).expect(0).out;
    database.sql(&script);
    let fresh = TestDatabase::missing(engine);
    fresh.run(&["init"]).expect(0);
    assert_eq!(database.catalog(), fresh.catalog());
    database.run(&["migrate", "status", "--exit-code"]).expect(0);
    database.run(&["init"]).expect(0);
}

fn down_asks_and_undoes_what_it_said(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let before = database.catalog();
    let refused = database.run(&["migrate", "down", "--steps", "2"]).expect(8);
    assert!(refused.err.contains(&format!("--yes --database {}", database.name)), "{}", refused.err);
    database.run(&["migrate", "down", "--steps", "2", "--yes", "--database", "another"]).expect(8);
    database.run(&["migrate", "down", "--to", "77", "--yes", "--database", &database.name]).expect(2);
    assert_eq!(before, database.catalog());
    let report = database.run_confirmed(&["migrate", "down", "--to", "2", "--output", "json"]).expect(0).json();
    let undone: Vec<&str> = report["done"].as_array().unwrap().iter().map(|m| m["version"].as_str().unwrap()).collect();
    assert_eq!(undone, built_in_versions().into_iter().skip(2).rev().collect::<Vec<_>>());
    assert_eq!(database.versions(), ["001", "002"]);
}

/// Of PostgreSQL alone.
mod concurrently {
    use super::*;

    on_engine!(postgres, Postgres, an_index_made_concurrently_stands_outside_a_transaction_and_is_made_again_where_it_is_invalid);

    fn an_index_made_concurrently_stands_outside_a_transaction_and_is_made_again_where_it_is_invalid(engine: Engine) {
        let database = TestDatabase::missing(engine);
        database.run(&["init"]).expect(0);
        database.sql("INSERT INTO tasks (id, name) VALUES ('a', 'twin'), ('b', 'twin')");
        let text = "-- migrate:up transaction:false\nCREATE UNIQUE INDEX CONCURRENTLY tasks_by_name ON tasks (name);\n\
                    -- migrate:down transaction:false\nDROP INDEX tasks_by_name;\n";
        database.site("1001_index.sql", text);
        // the twins leave an invalid index behind
        database.run(&["migrate", "up"]).expect(7);
        let valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'tasks_by_name'::regclass";
        assert_eq!(database.value(valid), "f");
        database.run(&["migrate", "up"]).expect(7);
        database.sql("DELETE FROM tasks WHERE id = 'b'");
        database.run(&["migrate", "repair", "--resume"]).expect(0);
        assert_eq!(database.value(valid), "t");
        database.run(&["migrate", "status", "--exit-code"]).expect(0);
        database.run_confirmed(&["migrate", "down", "--steps", "1"]).expect(0);
        assert!(database.try_sql(valid).is_err());
    }
}

/// MariaDB keeps dropped columns in the rows until the table is made anew.
mod kept_columns {
    use super::*;

    on_engine!(mariadb, MariaDb, migrations_are_undone_and_applied_any_number_of_times);

    fn migrations_are_undone_and_applied_any_number_of_times(engine: Engine) {
        let database = TestDatabase::missing(engine);
        database.run(&["init"]).expect(0);
        for _ in 0..35 {
            database.run_confirmed(&["migrate", "down", "--to", "004"]).expect(0);
            database.run(&["migrate", "up"]).expect(0);
        }
        database.run(&["verify"]).expect(0);
    }
}
