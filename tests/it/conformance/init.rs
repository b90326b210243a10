//! `init`: makes what is missing, from many hosts at once, and leaves alone what is somebody else's.

use crate::support::{Engine, Run, TestDatabase, built_in_versions, managed_tables, newest_version};

on_every_engine!(
    init_makes_a_ready_database_and_can_be_run_again,
    eight_inits_at_once_succeed_and_record_each_migration_once,
    inits_that_begin_while_another_one_migrates_succeed,
    drift_is_found_before_pending_migrations_run,
    init_refuses_tables_of_somebody_else_and_names_the_way_out,
    the_environment_stamp_is_set_once,
    init_says_when_the_schema_is_not_what_it_should_be,
);

fn init_makes_a_ready_database_and_can_be_run_again(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let first = database.run(&["init", "--output", "json"]).expect(0).json();
    assert_eq!(first["created"], true);
    assert_eq!(first["version"], newest_version());
    assert_eq!(first["done"].as_array().unwrap().len(), built_in_versions().len());
    assert_eq!(first["tables_checked"], managed_tables());
    let before = database.catalog();
    let second = database.run(&["init", "--output", "json"]).expect(0).json();
    assert_eq!(second["created"], false);
    assert_eq!(second["done"].as_array().unwrap().len(), 0);
    assert_eq!(before, database.catalog());
}

fn eight_inits_at_once_succeed_and_record_each_migration_once(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let children: Vec<_> = (0..8).map(|_| database.spawn(&["init", "--output", "json"])).collect();
    let runs: Vec<Run> = children.into_iter().map(|c| Run::from(c.wait_with_output().unwrap())).collect();
    let mut applied = 0;
    for run in runs {
        let report = run.expect(0).json();
        applied += report["done"].as_array().unwrap().len();
        // also of those that waited, and found nothing to do
        assert_eq!(
            (report["version"].as_str(), report["tables_checked"].as_u64()),
            (Some(newest_version()), Some(managed_tables() as u64))
        );
    }
    assert_eq!(applied, built_in_versions().len(), "each migration is applied by exactly one of the eight");
    assert_eq!(database.versions(), built_in_versions());
    let fresh = TestDatabase::missing(engine);
    fresh.run(&["init"]).expect(0);
    assert_eq!(database.catalog(), fresh.catalog());
}

fn inits_that_begin_while_another_one_migrates_succeed(engine: Engine) {
    let begun = std::time::Instant::now();
    TestDatabase::missing(engine).run(&["init"]).expect(0);
    let pause = begun.elapsed() / 12;
    for round in 0..if engine == Engine::Sqlite { 12 } else { 3 } {
        let database = TestDatabase::empty(engine);
        let (mut inits, mut verifies) = (Vec::new(), Vec::new());
        for _ in 0..12 {
            inits.push(database.spawn(&["init", "--output", "json"]));
            std::thread::sleep(pause / 2);
            verifies.push(database.spawn(&["verify"]));
            std::thread::sleep(pause / 2);
        }
        for child in inits {
            let report = Run::from(child.wait_with_output().unwrap()).expect(0).json();
            assert_eq!(
                (report["version"].as_str(), report["tables_checked"].as_u64()),
                (Some(newest_version()), Some(managed_tables() as u64))
            );
        }
        // each saw the schema of one version: as expected, pending, or being migrated
        for child in verifies {
            let run = Run::from(child.wait_with_output().unwrap());
            assert!([0, 3, 6].contains(&run.code), "round {round}: {} {} {}", run.code, run.out, run.err);
        }
    }
}

fn drift_is_found_before_pending_migrations_run(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.run_confirmed(&["migrate", "down", "--steps", "1"]).expect(0);
    database.sql("DROP TABLE job_types");
    let refused = database.run(&["init"]).expect(4).err;
    assert!(refused.contains("table job_types is missing"), "{refused}");
    assert!(!database.versions().contains(&newest_version().to_string()), "nothing was migrated on it");
}

fn init_refuses_tables_of_somebody_else_and_names_the_way_out(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    for table in ["schema_migrations", "morag_migration_runs", "morag_leases", "morag_settings"] {
        database.sql(&format!("DROP TABLE {table}"));
    }
    let before = database.catalog();
    let refused = database.run(&["init"]).expect(8);
    assert!(refused.err.contains("morag-db migrate adopt --dry-run") && refused.err.contains("table users"), "{}", refused.err);
    assert_eq!(before, database.catalog());
    database.run(&["migrate", "baseline", newest_version()]).expect(0);
    assert_eq!(database.versions(), built_in_versions());
    database.run(&["init"]).expect(0);
    // a table that is none of ours is none of our business
    let other = TestDatabase::empty(engine);
    other.sql("CREATE TABLE invoices (id integer)");
    other.run(&["init"]).expect(0);
    // and one of ours that fits no version
    let odd = TestDatabase::empty(engine);
    odd.sql("CREATE TABLE tasks (id integer)");
    let before = odd.catalog();
    let refused = odd.run(&["init"]).expect(8);
    assert!(refused.err.contains("morag-db migrate adopt --dry-run"), "{}", refused.err);
    odd.run(&["migrate", "baseline", "003"]).expect(4);
    assert_eq!(before, odd.catalog());
}

fn the_environment_stamp_is_set_once(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let stamped = database.run(&["init", "--environment", "production", "--output", "json"]).expect(0).json();
    assert_eq!(stamped["environment"], "production");
    database.run(&["init", "--environment", "production"]).expect(0);
    let refused = database.run(&["init", "--environment", "staging"]).expect(8);
    assert!(refused.err.contains("stamped 'production'"), "{}", refused.err);
    assert_eq!(database.value("SELECT value FROM morag_settings WHERE name = 'environment'"), "production");
    database.run_confirmed(&["migrate", "down", "--to", "0"]).expect(8);
    database.run_confirmed(&["migrate", "down", "--to", "0", "--allow-production"]).expect(0);
}

fn init_says_when_the_schema_is_not_what_it_should_be(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.sql(if engine.is_mysql_like() { "DROP INDEX ix_tasks_name ON tasks" } else { "DROP INDEX ix_tasks_name" });
    let run = database.run(&["init"]).expect(4);
    assert!(run.err.contains("index tasks.ix_tasks_name is missing"), "{}", run.err);
}
