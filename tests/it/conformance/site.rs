//! Site migrations: what they set ends with them, what clients write goes through or is refused by name, and a file that
//! can't be read stops only those who apply.

use crate::support::{Engine, Site, TestDatabase, built_in_versions};

on_every_engine!(
    what_a_migration_sets_ends_with_it,
    settings_hold_within_a_migration_and_after_a_resume,
    a_file_that_cannot_be_read_stops_only_those_who_apply,
    a_failed_undo_says_how_to_undo,
    what_a_file_creates_and_drops_itself_is_in_nobodys_way,
);
/// What only one family of engines has.
mod clients {
    use super::*;

    on_engine!(
        postgres,
        Postgres,
        a_search_path_of_a_dump_does_not_lead_the_record_astray,
        commands_of_psql_are_refused_by_name,
        schemas_of_any_name_work,
        a_temporary_table_does_not_take_the_record
    );
    on_engine!(
        mariadb,
        MariaDb,
        a_dump_goes_through_whole,
        a_roll_back_is_recorded_where_it_belongs,
        a_step_that_was_run_must_not_be_edited
    );
    on_engine!(mysql, MySql, a_dump_goes_through_whole, a_roll_back_is_recorded_where_it_belongs, a_step_that_was_run_must_not_be_edited);
    on_engine!(sqlite, Sqlite, a_temporary_table_does_not_take_the_record);
}

/// A setting of the session, and the query that shows it as `v`.
fn setting(engine: Engine) -> (&'static str, &'static str) {
    match engine {
        Engine::Sqlite => ("PRAGMA recursive_triggers = on", "SELECT recursive_triggers AS v FROM pragma_recursive_triggers"),
        Engine::Postgres | Engine::PostgresNewest => ("SET work_mem = '7MB'", "SELECT current_setting('work_mem') AS v"),
        Engine::MySql | Engine::MariaDb => {
            ("SET foreign_key_checks = 0, @mine = 7", "SELECT CONCAT(IF(@@foreign_key_checks, 1, 0), COALESCE(@mine, '-')) AS v")
        }
    }
}

fn what_a_migration_sets_ends_with_it(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let (set, show) = setting(engine);
    database.site(
        "1001_sets.sql",
        &format!("-- migrate:up\n{set};\nCREATE TABLE seen1001 AS {show};\n-- migrate:down\nDROP TABLE seen1001;\n{set};\n"),
    );
    database.site("1002_looks.sql", &format!("-- migrate:up\nCREATE TABLE seen1002 AS {show};\n-- migrate:down\nDROP TABLE seen1002;\n"));
    database.run(&["init"]).expect(0);
    let (first, second) = (database.value("SELECT v FROM seen1001"), database.value("SELECT v FROM seen1002"));
    assert_ne!(first, second, "the second migration begins as the first did");
    let fresh = match engine {
        Engine::MySql | Engine::MariaDb => "1-".to_string(),
        _ => database.value(show),
    };
    assert_eq!(second, fresh);
    database.run(&["verify"]).expect(0);
    database.run_confirmed(&["migrate", "down", "--steps", "2"]).expect(0);
    database.run(&["migrate", "up"]).expect(0);
    // reset undoes the site's migrations first
    database.run_confirmed(&["reset"]).expect(0);
    database.run(&["verify"]).expect(0);
    assert_eq!(database.versions().len(), built_in_versions().len() + 2);
}

fn settings_hold_within_a_migration_and_after_a_resume(engine: Engine) {
    if !engine.is_mysql_like() {
        return settings_hold_within_a_transaction(engine);
    }
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let file = |last: &str| {
        format!(
            "-- migrate:up\nCREATE TABLE p (id int PRIMARY KEY);\nCREATE TABLE c (p int, FOREIGN KEY (p) REFERENCES p (id));\n\
             /*!40014 SET foreign_key_checks = 0 */;\nINSERT INTO c VALUES (1);\n{last};\nINSERT INTO c VALUES (2);\n\
             -- migrate:down\nDROP TABLE c;\nDROP TABLE p;\n"
        )
    };
    database.site("1001_orphans.sql", &file("CREATE TABLE p (id int)"));
    database.run(&["migrate", "up"]).expect(7);
    database.site("1001_orphans.sql", &file("CREATE TABLE q (id int)"));
    database.run(&["migrate", "repair", "--resume"]).expect(0);
    assert_eq!(database.value("SELECT count(*) FROM c"), "2", "the setting of a step before the failure holds again");
}

fn settings_hold_within_a_transaction(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let (set, show) = match engine {
        Engine::Sqlite => ("PRAGMA foreign_keys = off", "SELECT foreign_keys AS v FROM pragma_foreign_keys"),
        engine => setting(engine),
    };
    let text = format!("-- migrate:up transaction:false\n{set};\nCREATE TABLE seen AS {show};\n-- migrate:down\nDROP TABLE seen;\n");
    database.site("1001_sets.sql", &text);
    let text = format!("-- migrate:up transaction:false\nCREATE TABLE seen2 AS {show};\n-- migrate:down\nDROP TABLE seen2;\n");
    database.site("1002_looks.sql", &text);
    database.run(&["init"]).expect(0);
    assert_eq!(database.value("SELECT v FROM seen"), if engine == Engine::Sqlite { "0" } else { "7MB" });
    assert_eq!(database.value("SELECT v FROM seen2"), database.value(show));
}

fn a_search_path_of_a_dump_does_not_lead_the_record_astray(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.site("1001_other.sql", "-- migrate:up\nCREATE SCHEMA other;\nSET search_path TO other, public;\nCREATE TABLE t (id int);\n-- migrate:down\nDROP SCHEMA other CASCADE;\n");
    let dump = "-- migrate:up\nSELECT pg_catalog.set_config('search_path', '', false);\nSET default_table_access_method = heap;\nSET row_security = off;\n\
         CREATE TABLE public.dumped (id int);\n-- migrate:down\nDROP TABLE public.dumped;\n";
    database.site("1002_dump.sql", dump);
    let index = "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON dumped (id);\n-- migrate:down transaction:false\n";
    database.site("1003_index.sql", &index.replace("-- migrate:down transaction:false\n", "-- migrate:down\nDROP INDEX i;\n"));
    let report = database.run(&["init", "--output", "json"]).expect(0).json();
    assert!(report["tables_checked"].as_u64().unwrap() > 15, "{report}");
    assert_eq!(database.versions(), [&built_in_versions()[..], &["1001", "1002", "1003"]].concat());
    assert_eq!(database.value("SELECT count(*) FROM pg_class WHERE relname = 'schema_migrations'"), "1");
    let again = database.run(&["migrate", "up", "--output", "json"]).expect(0).json();
    assert!(again["done"].as_array().unwrap().is_empty(), "{again}");
    database.run_confirmed(&["migrate", "down", "--steps", "1"]).expect(0);
    database.run_confirmed(&["reset"]).expect(0);
    assert_eq!(database.versions().len(), built_in_versions().len() + 3);
    database.run_confirmed(&["migrate", "down", "--steps", "3"]).expect(0);
    assert_eq!(database.versions(), built_in_versions());
}

fn commands_of_psql_are_refused_by_name(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.site("1001_copy.sql", "-- migrate:up\nCREATE TABLE t (a text);\nCOPY t (a) FROM stdin;\nit's\n\\.\n");
    let run = database.run(&["init"]).expect(2);
    assert!(run.err.contains("1001_copy.sql") && run.err.contains("line 3") && run.err.contains("COPY"), "{}", run.err);
    database.site("1001_copy.sql", "-- migrate:up\n\\set x 1\nCREATE TABLE t (a text);\n");
    let run = database.run(&["init"]).expect(2);
    assert!(run.err.contains("line 2") && run.err.contains("\\set is a command of psql"), "{}", run.err);
    let versions = database.try_sql("SELECT 1 FROM schema_migrations");
    assert!(versions.is_err(), "nothing was applied before the file was read");
}

fn schemas_of_any_name_work(engine: Engine) {
    let plain = TestDatabase::missing(engine);
    for name in ["App", "a b", "v1.2", "select", "o'brien", "q\"q"] {
        let mut database = TestDatabase::empty(engine);
        let encoded: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
        database.url = format!("{}?schema={encoded}", database.url);
        database.run(&["init"]).expect(0);
        database.run(&["verify", "--strict"]).expect(0);
        database.run(&["health"]).expect(0);
        database.run_confirmed(&["reset"]).expect(0);
        database.run_confirmed(&["migrate", "down", "--to", "0"]).expect(0);
    }
    // the records of databases that were made by the text as it was published stay good
    plain.run(&["init"]).expect(0);
    let checksum = plain.value("SELECT checksum FROM schema_migrations WHERE version = '004'");
    assert_eq!(checksum, CHECKSUM_OF_004);
}

/// As releases before the correction recorded it.
const CHECKSUM_OF_004: &str = "8ff5f2c504bdde31b3a50384de30c0c6ce024e90a287971ca25a700e6bda2f33";

fn a_dump_goes_through_whole(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let dump = "-- migrate:up\n/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n/*!40101 SET NAMES utf8mb4 */;\n\
        /*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;\nDROP TABLE IF EXISTS `dumped`;\n\
        /*!50503 SET character_set_client = utf8mb4 */;\nCREATE TABLE `dumped` (\n  `id` int NOT NULL,\n  `a` text,\n  PRIMARY KEY (`id`)\n\
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4\n/*!50100 PARTITION BY HASH (`id`)\nPARTITIONS 3 */;\nLOCK TABLES `dumped` WRITE;\n\
        /*!40000 ALTER TABLE `dumped` DISABLE KEYS */;\nINSERT INTO `dumped` VALUES (1,'it\\'s; /* so'),(2,'ü');\n\
        /*!40000 ALTER TABLE `dumped` ENABLE KEYS */;\nUNLOCK TABLES;\nDELIMITER ;;\n/*!50003 CREATE*/ /*!50003 TRIGGER `dumped_bi` BEFORE INSERT ON \
        `dumped` FOR EACH ROW BEGIN\n SET NEW.a = CONCAT(NEW.a, '!'); SET NEW.id = NEW.id + 10;\nEND */;;\nDELIMITER ;\n\
        /*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;\n/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;\n\
        -- migrate:down\nDROP TABLE `dumped`;\n";
    database.site("1001_dump.sql", dump);
    database.run(&["init"]).expect(0);
    database.sql("INSERT INTO dumped VALUES (3, 'x')");
    let rows = database.sql("SELECT id, a FROM dumped ORDER BY id");
    let text = |row: &[Option<String>]| row.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(rows.iter().map(|r| text(r)).collect::<Vec<_>>(), ["1 it's; /* so", "2 ü", "13 x!"]);
    let partitions = "SELECT count(*) FROM information_schema.partitions WHERE table_schema = DATABASE() AND table_name = 'dumped'";
    assert_eq!(database.value(partitions), "3");
    database.run_confirmed(&["migrate", "down", "--steps", "1"]).expect(0);
}

fn a_file_that_cannot_be_read_stops_only_those_who_apply(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.site("20240101_create_users.sql", "-- +goose Up\nCREATE TABLE users (id int);\n");
    database.run(&["migrate", "new", "add a thing"]).expect(0);
    for command in [&["health"][..], &["verify"], &["migrate", "status"]] {
        let run = database.run(command).expect(0);
        assert!(run.err.contains("20240101_create_users.sql") && run.err.contains("_add_a_thing.sql"), "{command:?}: {}", run.err);
    }
    database.run(&["jobs", "list"]).expect(0);
    for command in [&["init"][..], &["migrate", "up"]] {
        assert!(database.run(command).expect(2).err.contains("20240101_create_users.sql"));
    }
    assert!(database.run_confirmed(&["reset"]).expect(2).err.contains("20240101_create_users.sql"));
    assert_eq!(database.versions().len(), built_in_versions().len(), "nothing was dropped");
}

fn a_failed_undo_says_how_to_undo(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.site("1001_t.sql", "-- migrate:up\nCREATE TABLE t1001 (id int);\n-- migrate:down\nDROP TABLE no_such_table;\n");
    database.run(&["init"]).expect(0);
    let run = database.run_confirmed(&["migrate", "down", "--steps", "1"]);
    let hint = run.err.lines().find(|line| line.contains("hint:")).unwrap_or_default();
    let expected = if engine.is_mysql_like() { "migrate repair" } else { "morag-db migrate down" };
    assert!(hint.contains(expected) && !hint.contains("migrate up"), "{}", run.err);
}

fn a_roll_back_is_recorded_where_it_belongs(engine: Engine) {
    let (database, other) = (TestDatabase::missing(engine), TestDatabase::missing(engine));
    let name = &other.name;
    other.site("1001_t.sql", "-- migrate:up\nCREATE TABLE t1001 (id int);\n-- migrate:down\nDROP TABLE t1001;\n");
    other.run(&["init"]).expect(0);
    database.run(&["init"]).expect(0);
    let up = format!("USE {name}; CREATE TABLE t_u (a int); SELECT * FROM no_such_table");
    database.site("1001_t.sql", &format!("-- migrate:up\n{up};\n-- migrate:down\nUSE {name}; DROP TABLE IF EXISTS t_u;\n"));
    database.run(&["migrate", "up"]).expect(7);
    database.run_confirmed(&["migrate", "repair", "--roll-back"]).expect(0);
    assert_eq!((other.versions().len(), database.versions().len()), (built_in_versions().len() + 1, built_in_versions().len()));
    assert_eq!(database.value("SELECT count(*) FROM morag_migration_runs"), "0");
}

fn a_step_that_was_run_must_not_be_edited(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let file = |second: &str, third: &str| {
        format!(
            "-- migrate:up\nCREATE TABLE t1001 (n int);\n{second};\n{third};\nINSERT INTO t1001 VALUES (2);\n-- migrate:down\nDROP TABLE t1001;\n"
        )
    };
    let insert = "INSERT INTO t1001 VALUES (1)";
    database.site("1001_t.sql", &file(insert, "INSERT INTO no_such_table VALUES (1)"));
    database.run(&["migrate", "up"]).expect(7);
    for second in ["INSERT INTO t1001 VALUES (100)", "INSERT INTO t1001 VALUES (50);\nINSERT INTO t1001 VALUES (1)"] {
        database.site("1001_t.sql", &file(second, "SELECT 5"));
        let run = database.run(&["migrate", "repair", "--resume"]).expect(8);
        assert!(run.err.contains("step 2 of migration 1001 was run already"), "{}", run.err);
    }
    assert_eq!(database.value("SELECT count(*) FROM t1001"), "1");
    database.site("1001_t.sql", &file(insert, "SELECT 5"));
    database.run(&["migrate", "repair", "--resume"]).expect(0);
    assert_eq!(database.value("SELECT sum(n) FROM t1001"), "3");
}

fn a_temporary_table_does_not_take_the_record(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let temporary = match engine {
        Engine::Sqlite => "CREATE TEMP TABLE schema_migrations AS SELECT * FROM main.schema_migrations",
        _ => "CREATE TEMP TABLE schema_migrations (LIKE schema_migrations INCLUDING ALL)",
    };
    database.site("1001_t.sql", &format!("-- migrate:up\n{temporary};\n-- migrate:down\n{temporary};\n"));
    database.run(&["init"]).expect(0);
    assert_eq!(database.versions().len(), built_in_versions().len() + 1);
    database.run_confirmed(&["migrate", "down", "--steps", "1"]).expect(0);
    assert_eq!(database.versions().len(), built_in_versions().len());
}

fn what_a_file_creates_and_drops_itself_is_in_nobodys_way(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let (trigger, drop) = match engine {
        Engine::Sqlite => ("CREATE TRIGGER tr1001 AFTER INSERT ON t1001 BEGIN SELECT 1; END", "DROP TRIGGER tr1001"),
        Engine::Postgres | Engine::PostgresNewest => (
            "CREATE FUNCTION f1001() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n\
             CREATE TRIGGER tr1001 AFTER INSERT ON t1001 FOR EACH ROW EXECUTE FUNCTION f1001()",
            "DROP TRIGGER tr1001 ON t1001",
        ),
        Engine::MySql | Engine::MariaDb => ("CREATE TRIGGER tr1001 AFTER INSERT ON t1001 FOR EACH ROW SET @n = 1", "DROP TRIGGER tr1001"),
    };
    let more = if engine.is_postgres() { "DROP FUNCTION f1001();\n" } else { "" };
    let text = format!(
        "-- migrate:up\nCREATE TABLE t1001 (id int);\nCREATE VIEW v1001 AS SELECT id FROM t1001;\n{trigger};\n\
         -- migrate:down\nDROP VIEW v1001;\n{drop};\nDROP TABLE t1001;\n{more}"
    );
    database.site("1001_t.sql", &text);
    database.run(&["init"]).expect(0);
    database.run_confirmed(&["migrate", "down", "--steps", "1"]).expect(0);
    assert_eq!(database.versions().len(), built_in_versions().len());
}
