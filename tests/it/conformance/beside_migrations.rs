//! Several processes use one database while one of them migrates it.

use super::adopt::rows;
use crate::support::database::{block_on, unique_name};
use crate::support::{Application, Engine, Run, TestDatabase, built_in_versions, newest_version};
use morag_db::consent::{Confirmation, Confirmed};
use morag_db::database_url::DatabaseUrl;
use morag_db::db::{Access, Session, Sql, Timeouts};
use morag_db::error::Error;
use morag_db::migrate::{self, AdoptOptions, OnMisfit, Silent};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

on_every_engine!(
    inits_of_several_hosts_adopt_and_migrate,
    commands_beside_migrations_say_so_or_succeed,
    a_plan_that_has_changed_leaves_the_session_as_it_was
);

/// A database with the tables and rows of an application.
fn agents_tables(engine: Engine) -> TestDatabase {
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Agent);
    database
}

fn inits_of_several_hosts_adopt_and_migrate(engine: Engine) {
    let alone = agents_tables(engine);
    let begun = Instant::now();
    alone.run(&["init", "--adopt"]).expect(0);
    let pause = begun.elapsed() / 12;
    for _ in 0..if engine == Engine::Sqlite { 6 } else { 3 } {
        let database = agents_tables(engine);
        let before = rows(&database, Application::Agent.tables());
        let mut inits = Vec::new();
        for _ in 0..12 {
            inits.push(database.spawn(&["init", "--adopt", "--output", "json"]));
            std::thread::sleep(pause);
        }
        let mut adoptions = 0;
        for child in inits {
            let report = Run::from(child.wait_with_output().unwrap()).expect(0).json();
            assert_eq!(report["version"].as_str(), Some(newest_version()));
            adoptions += usize::from(!report["adopted"].is_null());
        }
        assert_eq!(adoptions, 1);
        assert_eq!(rows(&database, Application::Agent.tables()), before);
        assert_eq!(database.versions(), built_in_versions());
        database.run(&["verify"]).expect(0);
    }
}

struct AtEnd<'a>(&'a AtomicBool);

impl Drop for AtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn commands_beside_migrations_say_so_or_succeed(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let is_done = AtomicBool::new(false);
    let readers: [&[&str]; 7] = [
        &["verify"],
        &["schema", "dump"],
        &["migrate", "adopt", "--dry-run"],
        &["migrate", "adopt", "--dry-run", "--lock-timeout", "0s"],
        &["migrate", "plan"],
        &["jobs", "stats"],
        &["jobs", "list"],
    ];
    let (done, not_ready) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|threads| {
        for reader in readers {
            let (database, is_done, done, not_ready) = (&database, &is_done, &done, &not_ready);
            threads.spawn(move || {
                while !is_done.load(Ordering::Relaxed) {
                    let run = database.run(reader);
                    match run.code {
                        0 => done.fetch_add(1, Ordering::Relaxed),
                        // pending, or being migrated
                        3 | 6 => not_ready.fetch_add(1, Ordering::Relaxed),
                        code => panic!("{reader:?}: {code} {} {}", run.out, run.err),
                    };
                }
            });
        }
        threads.spawn(|| {
            // also if this thread panics, or the others would never end
            let _end = AtEnd(&is_done);
            for _ in 0..if engine == Engine::Sqlite { 10 } else { 4 } {
                let down = database.run_confirmed(&["migrate", "down", "--to", "002"]);
                let up = database.run(&["init"]);
                down.expect(0);
                up.expect(0);
            }
        });
    });
    for reader in readers {
        database.run(reader).expect(0);
    }
    let (done, not_ready) = (done.into_inner(), not_ready.into_inner());
    assert!(done > 0 && not_ready > 0, "{done} commands were done, {not_ready} met a database that was not ready");
}

fn a_plan_that_has_changed_leaves_the_session_as_it_was(engine: Engine) {
    let database = agents_tables(engine);
    let options = AdoptOptions {
        time_zone: "UTC".into(),
        on_misfit: OnMisfit::KeepUnchecked,
        wants_backup: false,
        accepts_changed_rows: false,
        timeouts: Timeouts::default(),
    };
    block_on(async {
        let url = DatabaseUrl::parse(&database.url).unwrap();
        let mut session = Session::connect(&url, Access::Write, Duration::from_secs(10)).await.unwrap();
        let known = migrate::known(session.backend(), None).unwrap();
        let settings = match engine {
            Engine::Sqlite => {
                "SELECT foreign_keys || ignore_check_constraints || legacy_alter_table FROM pragma_foreign_keys, \
                               pragma_ignore_check_constraints, pragma_legacy_alter_table"
            }
            Engine::MariaDb | Engine::MySql => "SELECT @@foreign_key_checks",
            // no transaction is open
            Engine::Postgres | Engine::PostgresNewest => "SELECT (now() = statement_timestamp())::text",
        };
        let before: String = session.fetch(&Sql::script(settings)).await.unwrap()[0].only().unwrap();
        let plan = migrate::plan_adoption(&mut session, &known, &options).await.unwrap();
        session.execute(&Sql::script("DROP TABLE artifacts")).await.unwrap();
        let Ok(plan) = Confirmed::new(plan, Confirmation::Flag(None)) else { panic!("not confirmed") };
        let refused = migrate::adopt::adopt(&mut session, &known, &options, plan, &Silent).await.unwrap_err();
        assert!(matches!(refused, Error::PlanChanged), "{refused}");
        let after: String = session.fetch(&Sql::script(settings)).await.unwrap()[0].only().unwrap();
        assert_eq!(before, after);
    });
}

/// What only servers have.
mod roles {
    use super::*;

    on_engine!(postgres, Postgres, inits_of_several_hosts_grant_rights_to_one_role);
    on_engine!(postgres_newest, PostgresNewest, inits_of_several_hosts_grant_rights_to_one_role);
    on_engine!(schemas_postgres, Postgres, inits_into_several_schemas_prepare_a_new_database);
    on_engine!(schemas_postgres_newest, PostgresNewest, inits_into_several_schemas_prepare_a_new_database);
    on_engine!(mariadb, MariaDb, inits_of_several_hosts_grant_rights_to_one_role);
    on_engine!(mysql, MySql, inits_of_several_hosts_grant_rights_to_one_role);

    fn inits_into_several_schemas_prepare_a_new_database(engine: Engine) {
        for _ in 0..4 {
            let database = TestDatabase::missing(engine);
            let url = |n: usize| format!("{}?schema=schema{}", database.url, n % 3);
            let inits: Vec<_> = (0..12).map(|n| database.spawn(&["init", "--database-url", &url(n)])).collect();
            for child in inits {
                Run::from(child.wait_with_output().unwrap()).expect(0);
            }
            for n in 0..3 {
                database.run(&["verify", "--strict", "--database-url", &url(n)]).expect(0);
            }
            assert_eq!(database.value("SHOW timezone"), "UTC");
        }
    }

    fn inits_of_several_hosts_grant_rights_to_one_role(engine: Engine) {
        let database = TestDatabase::missing(engine);
        database.run(&["init"]).expect(0);
        let role = format!("u{}", &unique_name()[11..]);
        let is_postgres = matches!(engine, Engine::Postgres | Engine::PostgresNewest);
        database.sql(&if is_postgres { format!("CREATE ROLE {role}") } else { format!("CREATE USER '{role}'@'%'") });
        for _ in 0..5 {
            let inits: Vec<_> = (0..12).map(|_| database.spawn(&["init", "--grant-to", &role])).collect();
            for child in inits {
                Run::from(child.wait_with_output().unwrap()).expect(0);
            }
        }
        database.sql(&if is_postgres { format!("DROP OWNED BY {role}; DROP ROLE {role}") } else { format!("DROP USER '{role}'@'%'") });
    }
}

/// Where DDL can't be rolled back.
mod killed {
    use super::*;

    on_engine!(mariadb, MariaDb, a_killed_init_that_has_adopted_is_continued);
    on_engine!(mysql, MySql, a_killed_init_that_has_adopted_is_continued);

    fn a_killed_init_that_has_adopted_is_continued(engine: Engine) {
        let alone = agents_tables(engine);
        let begun = Instant::now();
        alone.run(&["init", "--adopt"]).expect(0);
        let pause = begun.elapsed() / 20;
        let mut continued = 0;
        for n in 0..60 {
            let database = agents_tables(engine);
            let before = rows(&database, Application::Agent.tables());
            let mut init = database.spawn(&["init", "--adopt"]);
            std::thread::sleep(pause * (n % 20 + 1));
            init.kill().unwrap();
            init.wait().unwrap();
            let began = database.value(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'morag_migration_runs'",
            );
            let is_running = began != "0" && database.value("SELECT count(*) FROM morag_migration_runs WHERE state = 'running'") != "0";
            database.run(&["init", "--adopt"]).expect(0);
            database.run(&["verify"]).expect(0);
            assert_eq!(rows(&database, Application::Agent.tables()), before);
            continued += usize::from(is_running);
            if continued == 2 {
                return;
            }
        }
        panic!("only {continued} inits were killed while a migration ran");
    }
}
