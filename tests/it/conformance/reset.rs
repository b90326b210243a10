//! `reset`: destroys what was shown and nothing else, all of it or, after a kill, with the next command.

use crate::support::database::block_on;
use crate::support::{Engine, Site, TestDatabase, built_in_versions};
use morag_db::consent::{Confirmation, Confirmed};
use morag_db::db::Timeouts;
use morag_db::lifecycle::{ResetOptions, ResetScope, Resetting};
use morag_db::migrate::{Silent, Target, Tolerance, UpOptions};
use std::time::Duration;

on_every_engine!(
    what_is_ours_is_dropped_and_made_anew_and_the_stamp_survives,
    without_a_yes_and_the_right_name_nothing_is_changed,
    a_production_database_needs_one_flag_more,
    what_others_hung_on_our_tables_stops_it_or_goes_with_them,
    all_objects_means_all,
    all_that_goes_is_named_with_its_rows,
    what_others_added_to_our_tables_is_named_and_rights_survive,
    site_migrations_are_undone_first,
    tables_of_our_names_without_a_history_are_not_ours,
    an_object_that_appears_meanwhile_stops_it,
    the_lock_is_held_from_the_plan_to_the_end,
    killed_at_any_moment_the_next_init_ends_well,
    an_unfinished_one_is_said_and_finished,
);

fn ready(engine: Engine) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init", "--environment", "staging"]).expect(0);
    database.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
    database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'one'), ('t2', 'two')");
    database.sql("CREATE TABLE invoices (id integer)");
    database
}

fn count(database: &TestDatabase, table: &str) -> String {
    database.value(&format!("SELECT count(*) FROM {table}"))
}

fn what_is_ours_is_dropped_and_made_anew_and_the_stamp_survives(engine: Engine) {
    let database = ready(engine);
    database.sql("INSERT INTO invoices VALUES (7)");
    // foreign keys that go round in a circle, with rows in it
    let nil = "00000000-0000-7000-8000-000000000000";
    database.sql(&format!("INSERT INTO profiles (id, user_id, email) VALUES ('{nil}', '{nil}', 'e')"));
    database.sql(&format!("INSERT INTO conversations (id, user_id, title) VALUES ('{nil}', '{nil}', 't')"));
    database.sql(&format!(
        "INSERT INTO processing_jobs (id, user_id, conversation_id, job_type, user_query) VALUES ('{nil}', '{nil}', '{nil}', 'x', 'q')"
    ));
    database.sql(&format!(
        "INSERT INTO messages (id, conversation_id, user_id, role, content, job_id) VALUES ('{nil}', '{nil}', '{nil}', 'user', 'c', '{nil}')"
    ));
    database.sql(&format!("UPDATE processing_jobs SET message_id = '{nil}'"));
    let before = database.catalog();
    let report = database.run_confirmed(&["reset", "--output", "json"]).expect(0).json();
    // 7 rows of the test, the history, the stamp
    let rows = 8 + built_in_versions().len() as u64;
    assert_eq!((report["rows"].as_u64(), report["environment"].as_str()), (Some(rows), Some("staging")), "{report}");
    assert_eq!(report["kept"], serde_json::json!(["table invoices"]));
    assert_eq!(report["done"].as_array().unwrap().len(), built_in_versions().len());
    assert_eq!(database.catalog(), before);
    for table in ["users", "tasks", "messages"] {
        assert_eq!(count(&database, table), "0", "{table}");
    }
    assert_eq!(count(&database, "invoices"), "1");
    database.run(&["verify"]).expect(0);
    if engine == Engine::Sqlite {
        let backup = report["backup"].as_str().unwrap();
        let copy = database.run(&["verify", "--database-url", &format!("sqlite:///{backup}")]);
        assert_eq!(copy.code, 0, "{}", copy.err);
        let rows = database.sql(&format!("ATTACH '{backup}' AS copy; SELECT count(*) FROM copy.tasks"));
        assert_eq!(rows, [[Some("2".to_string())]]);
    }
}

fn without_a_yes_and_the_right_name_nothing_is_changed(engine: Engine) {
    let database = ready(engine);
    let before = database.catalog();
    for arguments in [&["reset"][..], &["reset", "--yes", "--database", "another"], &["reset", "--database", &database.name]] {
        let run = database.run(arguments).expect(8);
        assert!(run.err.contains("nothing was changed"), "{}", run.err);
    }
    database.run(&["reset", "--yes"]).expect(2);
    assert_eq!((database.catalog(), count(&database, "tasks")), (before, "2".into()));
    let files = std::fs::read_dir(database.folder.path()).unwrap();
    assert!(files.flatten().all(|f| !f.file_name().to_string_lossy().contains("backup")), "no copy without a yes");
}

fn a_production_database_needs_one_flag_more(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init", "--environment", "production"]).expect(0);
    assert!(database.run_confirmed(&["reset"]).expect(8).err.contains("--allow-production"));
    database.run_confirmed(&["reset", "--allow-production", "--no-backup"]).expect(0);
    assert_eq!(database.value("SELECT value FROM morag_settings WHERE name = 'environment'"), "production");
    assert!(database.run_confirmed(&["reset"]).expect(8).err.contains("production"), "the stamp has survived");
}

fn what_others_hung_on_our_tables_stops_it_or_goes_with_them(engine: Engine) {
    let database = ready(engine);
    let id = if engine.is_mysql_like() { "varchar(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" } else { "varchar(36)" };
    database.sql(&format!("CREATE TABLE bills (id integer, user_id {id}, CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id))"));
    database.sql("CREATE VIEW names AS SELECT name FROM users");
    database.sql("CREATE VIEW upper_names AS SELECT upper(name) AS name FROM names");
    if engine.is_postgres() {
        database.sql("CREATE TABLE staff (id integer, role userrole)");
    }
    let run = database.run_confirmed(&["reset"]).expect(8);
    let mut named = vec!["bills", "--cascade"];
    if engine.is_postgres() {
        named.extend(["foreign key of_user on public.bills", "view public.names", "view public.upper_names", "column public.staff.role"]);
    } else {
        named.push("foreign key");
    }
    for word in named {
        assert!(run.err.contains(word), "{word}: {}", run.err);
    }
    assert_eq!(count(&database, "tasks"), "2");
    let report = database.run_confirmed(&["reset", "--cascade", "--output", "json"]).expect(0).json();
    assert!(report["kept"].as_array().unwrap().contains(&serde_json::json!("table bills")), "{report}");
    assert_eq!((count(&database, "bills"), count(&database, "users")), ("0".into(), "0".into()));
    database.run(&["verify"]).expect(0);
    if !engine.is_postgres() {
        assert_eq!(count(&database, "upper_names"), "0", "a view goes on by name");
    }
}

fn all_objects_means_all(engine: Engine) {
    let database = ready(engine);
    database.sql("CREATE VIEW names AS SELECT name FROM users; CREATE VIEW bills AS SELECT id FROM invoices");
    match engine {
        Engine::Postgres | Engine::PostgresNewest => drop(database.sql(
            "CREATE SEQUENCE s; CREATE TYPE mood AS ENUM ('a'); CREATE DOMAIN small AS integer; CREATE MATERIALIZED VIEW m AS SELECT 1 AS x; \
             CREATE FUNCTION f(a integer, b text) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'; \
             CREATE TABLE \"Mixed \"\"Case\" (id serial, m mood)",
        )),
        Engine::MySql | Engine::MariaDb => drop(database.sql(
            "CREATE FUNCTION f() RETURNS integer DETERMINISTIC RETURN 1; CREATE PROCEDURE p() SELECT 1; CREATE TABLE `Mixed``Case` (id integer)",
        )),
        Engine::Sqlite => drop(database.sql("CREATE TABLE \"Mixed \"\"Case\" (id integer)")),
    }
    let report = database.run_confirmed(&["reset", "--all-objects", "--output", "json"]).expect(0).json();
    assert_eq!(report["kept"], serde_json::json!([]));
    // nothing of others is left
    database.run(&["verify", "--strict"]).expect(0);
}

/// Whatever depends on our tables on this engine, and what stays.
fn all_that_goes_is_named_with_its_rows(engine: Engine) {
    let database = ready(engine);
    let trigger = match engine {
        Engine::Sqlite => "CREATE TRIGGER of_others AFTER INSERT ON users BEGIN SELECT 1; END",
        Engine::Postgres | Engine::PostgresNewest => {
            "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; \
             CREATE TRIGGER of_others AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION nothing()"
        }
        Engine::MySql | Engine::MariaDb => "CREATE TRIGGER of_others AFTER INSERT ON users FOR EACH ROW SET @n = 1",
    };
    database.sql(trigger);
    let mut named: Vec<&str> = vec!["trigger of_others on users"];
    if engine.is_postgres() {
        database.sql(
            "CREATE SCHEMA other; CREATE TABLE other.special_tasks (extra text) INHERITS (tasks); INSERT INTO other.special_tasks (id, name) VALUES ('s', 'n'); \
             CREATE TABLE other.log (id integer, old users, role userrole, roles userrole[]); INSERT INTO other.log (id, role) VALUES (1, 'ADMIN'), (2, NULL); \
             CREATE VIEW other.log_view AS SELECT role FROM other.log; \
             CREATE FUNCTION other.shown(u users) RETURNS text LANGUAGE sql AS 'SELECT u.name'; \
             CREATE VIEW other.through_function AS SELECT other.shown(u) AS s FROM users u; \
             CREATE FUNCTION other.again() RETURNS SETOF other.through_function LANGUAGE sql AS 'SELECT * FROM other.through_function'; \
             CREATE DOMAIN other.boss AS userrole CHECK (value = 'ADMIN'); CREATE TABLE other.bosses (b other.boss); INSERT INTO other.bosses VALUES ('ADMIN'); \
             CREATE MATERIALIZED VIEW other.counted AS SELECT count(*) AS n FROM tasks; CREATE INDEX ON other.counted (n); \
             CREATE TABLE other.touched (id integer, updated_at timestamptz); \
             CREATE TRIGGER touch BEFORE UPDATE ON other.touched FOR EACH ROW EXECUTE FUNCTION update_updated_at_column()",
        );
        named.extend([
            "table other.special_tasks (1 row)",
            "column other.log.old (0 rows)",
            "column other.log.role (1 row)",
            "column other.log.roles (0 rows)",
            "view other.log_view",
            "function other.shown(public.users)",
            "view other.through_function",
            "function other.again()",
            "type other.boss",
            "column other.bosses.b (1 row)",
            "materialized view other.counted (1 row)",
            "trigger touch on other.touched",
        ]);
    }
    let tables = |schema: &str| database.sql(&format!("SELECT tablename FROM pg_tables WHERE schemaname = '{schema}' ORDER BY 1"));
    let before = if engine.is_postgres() { tables("other") } else { Vec::new() };
    let refused = database.run_confirmed(&["reset"]).expect(8);
    assert!(refused.err.contains("of_others") && refused.err.contains("--cascade"), "{}", refused.err);
    for reach in ["--cascade", "--all-objects"] {
        let shown = database.run(&["reset", reach]).expect(8).err;
        for name in &named {
            let is_there = shown.contains(name) || (reach == "--all-objects" && engine.is_postgres() && name.contains("of_others"));
            assert!(is_there || !engine.is_postgres() && reach == "--all-objects", "{reach}: {name}: {shown}");
        }
        assert_eq!(if engine.is_postgres() { tables("other") } else { Vec::new() }, before, "a plan changes nothing");
    }
    database.sql("CREATE TABLE beside (id integer); INSERT INTO beside VALUES (1), (2)");
    let shown = database.run(&["reset", "--all-objects"]).expect(8).err;
    assert!(shown.contains("will drop table beside (2 rows), which is not managed by morag-db"), "{shown}");
    database.run_confirmed(&["reset", "--cascade"]).expect(0);
    database.run(&["verify"]).expect(0);
    assert_eq!(count(&database, "beside"), "2");
    if engine.is_postgres() {
        let left = tables("other").into_iter().flatten().flatten().collect::<Vec<_>>();
        assert_eq!(left, ["bosses", "log", "touched"], "what is not in the way stays, with its rows");
        assert_eq!(
            (
                count(&database, "other.log"),
                database.value("SELECT count(*) FROM information_schema.columns WHERE table_schema = 'other' AND table_name = 'log'")
            ),
            ("2".into(), "1".into())
        );
    }
    // what can't be dropped by name stops it
    if engine.is_postgres() {
        database.sql("CREATE FUNCTION as_text(userrole) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' $$; CREATE CAST (userrole AS text) WITH FUNCTION as_text(userrole)");
        let stopped = database.run_confirmed(&["reset", "--cascade"]).expect(8);
        assert!(stopped.err.contains("cast (public.userrole") && stopped.err.contains("nothing was changed"), "{}", stopped.err);
        database.run(&["verify"]).expect(0);
    }
}

fn site_migrations_are_undone_first(engine: Engine) {
    let database = ready(engine);
    let up = "-- migrate:up\nCREATE TABLE notes (id integer);\n";
    database.site("1001_notes.sql", up);
    database.run(&["migrate", "up"]).expect(0);
    let run = database.run_confirmed(&["reset"]).expect(8);
    assert!(run.err.contains("site migration 1001 has no down section"), "{}", run.err);
    database.site("1001_notes.sql", &format!("{up}-- migrate:down\nDROP TABLE notes;\n"));
    database.sql("INSERT INTO notes VALUES (1)");
    database.run_confirmed(&["reset"]).expect(0);
    assert_eq!((count(&database, "notes"), database.versions().len()), ("0".into(), built_in_versions().len() + 1));
    // a file that is gone: nobody knows what it made
    std::fs::remove_file(database.folder.path().join("migrations/1001_notes.sql")).unwrap();
    assert!(database.run_confirmed(&["reset"]).expect(8).err.contains("1001"));
}

fn tables_of_our_names_without_a_history_are_not_ours(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.sql("CREATE TABLE users (id integer); INSERT INTO users VALUES (1)");
    let run = database.run_confirmed(&["reset"]).expect(8);
    assert!(run.err.contains("that morag-db created these tables: users"), "{}", run.err);
    let other = TestDatabase::empty(engine);
    other.run(&["migrate", "up", "--to", "001"]).expect(0);
    other.sql("CREATE TABLE users (id integer); INSERT INTO users VALUES (1)");
    // 002 is not applied: these users are somebody else's, and are in its way as they were before
    other.run_confirmed(&["reset"]);
    assert_eq!((count(&database, "users"), count(&other, "users")), ("1".into(), "1".into()));
}

fn options() -> ResetOptions {
    let timeouts = Timeouts { lock: Duration::from_secs(10), ddl_lock: Duration::from_secs(5) };
    let up = UpOptions { target: Target::Newest, timeouts, tolerance: Tolerance::default(), first: Vec::new() };
    ResetOptions { reach: ResetScope::Dependents, wants_backup: true, up }
}

fn an_object_that_appears_meanwhile_stops_it(engine: Engine) {
    let database = ready(engine);
    let folder = database.folder.path().join("migrations");
    let failure = block_on(async {
        let resetting = Resetting::begin(&database.parsed(), &folder, options()).await.unwrap();
        let plan = resetting.plan().clone();
        let id = if engine.is_mysql_like() { "varchar(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" } else { "varchar(36)" };
        let mut other = database.session().await;
        other
            .execute(&morag_db::db::Sql::script(format!("CREATE TABLE bills (user_id {id}, FOREIGN KEY (user_id) REFERENCES users (id))")))
            .await
            .unwrap();
        resetting.carry_out(Confirmed::new(plan, Confirmation::Flag(None)).unwrap(), &Silent).await.unwrap_err()
    });
    assert!(failure.to_string().contains("changed since the plan was shown"), "{failure}");
    assert_eq!((count(&database, "tasks"), count(&database, "bills")), ("2".into(), "0".into()));
    database.run(&["verify"]).expect(0);
}

fn the_lock_is_held_from_the_plan_to_the_end(engine: Engine) {
    let database = ready(engine);
    let folder = database.folder.path().join("migrations");
    block_on(async {
        let resetting = Resetting::begin(&database.parsed(), &folder, options()).await.unwrap();
        let run = database.run_confirmed(&["reset", "--lock-timeout", "300ms"]).expect(6);
        assert!(run.err.contains("held by"), "{}", run.err);
        resetting.abandon().await.unwrap();
    });
    assert_eq!(count(&database, "tasks"), "2");
    database.run_confirmed(&["reset", "--lock-timeout", "300ms"]).expect(0);
}

fn killed_at_any_moment_the_next_init_ends_well(engine: Engine) {
    let database = ready(engine);
    let before = database.catalog();
    for round in 0..16u64 {
        let mut child = database.spawn(&["reset", "--no-backup", "--yes", "--database", &database.name]);
        std::thread::sleep(Duration::from_millis(5 + round * 11));
        child.kill().unwrap();
        child.wait().unwrap();
        let run = database.run(&["init", "--output", "json"]).expect(0);
        assert_eq!(run.json()["environment"], "staging", "round {round}");
        // a server may take a while to see that a client that did nothing yet is gone, and with it its lock
        let verified = (0..50).map(|_| database.run(&["verify"])).find(|run| {
            std::thread::sleep(Duration::from_millis(if run.code == 6 { 100 } else { 0 }));
            run.code != 6
        });
        verified.unwrap().expect(0);
        assert_eq!(database.catalog(), before, "round {round}");
        assert_eq!(database.value("SELECT count(*) FROM morag_settings"), "1", "round {round}");
        if round % 4 == 3 {
            database.run_confirmed(&["reset", "--no-backup"]).expect(0);
        }
    }
    assert_eq!(count(&database, "invoices"), "0");
}

fn an_unfinished_one_is_said_and_finished(engine: Engine) {
    if !engine.is_mysql_like() {
        return; // one transaction: there is no such state
    }
    let leave_unfinished = || {
        let database = ready(engine);
        // as a reset records it: each table with what tells it from one that is created later
        let identities = "SELECT table_name, CONCAT(engine, ' ', UNIX_TIMESTAMP(create_time)) FROM information_schema.tables \
                          WHERE table_schema = DATABASE() AND table_name <> 'invoices'";
        let identities: serde_json::Map<String, serde_json::Value> =
            database.sql(identities).into_iter().map(|row| (row[0].clone().unwrap(), row[1].clone().into())).collect();
        let marker = serde_json::json!({"tables": identities.keys().collect::<Vec<_>>(), "identities": identities});
        database.sql(&format!("INSERT INTO morag_settings (name, value) VALUES ('reset', '{marker}')"));
        database.sql("DROP TABLE schema_migrations; SET foreign_key_checks = 0; DROP TABLE tasks");
        database
    };
    let database = leave_unfinished();
    database.run(&["verify"]).expect(7);
    assert!(database.run(&["health"]).expect(4).out.contains("a reset was interrupted"));
    assert!(database.run(&["migrate", "up"]).expect(7).err.contains("morag-db init"));
    // several at once, as deployments do
    let children: Vec<_> = (0..6).map(|_| database.spawn(&["init"])).collect();
    for child in children {
        crate::support::Run::from(child.wait_with_output().unwrap()).expect(0);
    }
    database.run(&["verify"]).expect(0);
    assert_eq!((count(&database, "users"), count(&database, "invoices")), ("0".into(), "0".into()));
    let database = leave_unfinished();
    database.run_confirmed(&["reset"]).expect(0);
    database.run(&["verify"]).expect(0);
    assert_eq!(database.value("SELECT value FROM morag_settings"), "staging");
}

mod sqlite_files {
    use super::*;

    #[test]
    fn a_copy_that_finds_no_room_stops_it_and_leaves_nothing_behind() {
        let database = ready(Engine::Sqlite);
        let rows: Vec<String> = (0..2000).map(|n| format!("('x{n}', '{}')", "long name ".repeat(20))).collect();
        database.sql(&format!("INSERT INTO tasks (id, name) VALUES {}", rows.join(", ")));
        let script = format!("ulimit -f 100; exec '{}' reset --yes --database morag.db", env!("CARGO_BIN_EXE_morag-db"));
        let mut command = std::process::Command::new("bash");
        command
            .args(["-c", &format!("trap '' XFSZ; {script}")])
            .env("MORAG_DATABASE_URL", &database.url)
            .current_dir(database.folder.path());
        let run = crate::support::Run::from(command.output().unwrap());
        assert_eq!(run.code, 1, "{}", run.err);
        assert_eq!(count(&database, "tasks"), "2002");
        let files = std::fs::read_dir(database.folder.path()).unwrap();
        assert!(files.flatten().all(|f| !f.file_name().to_string_lossy().contains("backup")));
    }
}

fn what_others_added_to_our_tables_is_named_and_rights_survive(engine: Engine) {
    let database = ready(engine);
    database.sql("ALTER TABLE users ADD COLUMN theirs varchar(20)");
    database.sql("CREATE INDEX theirs_ix ON users (theirs)");
    let mut named = vec!["column users.theirs", "index users.theirs_ix"];
    let role = format!("{}_app", database.name);
    if engine.is_postgres() {
        database.sql(&format!(
            "CREATE STATISTICS their_statistics ON name, email FROM users; CREATE POLICY their_policy ON users USING (true); \
             CREATE ROLE {role}; GRANT SELECT, UPDATE ON users TO {role}; GRANT SELECT ON tasks TO PUBLIC"
        ));
        named.extend(["statistics their_statistics on users", "policy their_policy on users"]);
    }
    let shown = database.run(&["reset"]).expect(8).err;
    for name in named {
        assert!(shown.contains(&format!("will drop {name} with its table; morag-db does not manage it")), "{name}: {shown}");
    }
    database.run_confirmed(&["reset"]).expect(0);
    if engine.is_postgres() {
        let rights =
            format!("SELECT has_table_privilege('{role}', 'users', 'UPDATE') AND NOT has_table_privilege('{role}', 'users', 'DELETE')");
        assert_eq!(
            (database.value(&rights), database.value(&format!("SELECT has_table_privilege('{role}', 'tasks', 'SELECT')"))),
            ("t".into(), "t".into())
        );
        database.sql(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
    }
}
