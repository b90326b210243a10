//! Several processes use one database while one of them migrates it.

use super::adopt::rows;
use crate::support::database::unique_name;
use crate::support::{Application, Engine, Run, TestDatabase, built_in_versions, newest_version};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

on_every_engine!(inits_of_several_hosts_adopt_and_migrate, commands_beside_migrations_say_so_or_succeed);

fn inits_of_several_hosts_adopt_and_migrate(engine: Engine) {
    let with_tables = || {
        let database = TestDatabase::empty(engine);
        database.create_all(Application::Agent);
        database
    };
    let begun = Instant::now();
    with_tables().run(&["init", "--adopt"]).expect(0);
    let pause = begun.elapsed() / 12;
    for _ in 0..if engine == Engine::Sqlite { 6 } else { 3 } {
        let database = with_tables();
        let before = rows(&database, Application::Agent.tables());
        let mut inits = Vec::new();
        for _ in 0..12 {
            inits.push(database.spawn(&["init", "--adopt", "--output", "json"]));
            std::thread::sleep(pause);
        }
        for child in inits {
            let report = Run::from(child.wait_with_output().unwrap()).expect(0).json();
            assert_eq!(report["version"].as_str(), Some(newest_version()));
        }
        assert_eq!(rows(&database, Application::Agent.tables()), before);
        assert_eq!(database.versions(), built_in_versions());
        database.run(&["verify"]).expect(0);
    }
}

fn commands_beside_migrations_say_so_or_succeed(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let is_done = AtomicBool::new(false);
    let readers: [&[&str]; 6] = [
        &["verify"],
        &["schema", "dump"],
        &["migrate", "adopt", "--dry-run", "--lock-timeout", "0s"],
        &["migrate", "plan"],
        &["jobs", "stats"],
        &["jobs", "list"],
    ];
    std::thread::scope(|threads| {
        for reader in readers {
            let (database, is_done) = (&database, &is_done);
            threads.spawn(move || {
                while !is_done.load(Ordering::Relaxed) {
                    let run = database.run(reader);
                    // done, pending, or being migrated
                    assert!([0, 3, 6].contains(&run.code), "{reader:?}: {} {} {}", run.code, run.out, run.err);
                }
            });
        }
        threads.spawn(|| {
            for _ in 0..if engine == Engine::Sqlite { 10 } else { 4 } {
                let down = database.run_confirmed(&["migrate", "down", "--to", "002"]);
                let up = database.run(&["init"]);
                if (down.code, up.code) != (0, 0) {
                    is_done.store(true, Ordering::Relaxed);
                }
                down.expect(0);
                up.expect(0);
            }
            is_done.store(true, Ordering::Relaxed);
        });
    });
    database.run(&["verify"]).expect(0);
}

/// What only servers have.
mod roles {
    use super::*;

    on_engine!(postgres, Postgres, inits_of_several_hosts_grant_rights_to_one_role);
    on_engine!(postgres_newest, PostgresNewest, inits_of_several_hosts_grant_rights_to_one_role);
    on_engine!(mariadb, MariaDb, inits_of_several_hosts_grant_rights_to_one_role);
    on_engine!(mysql, MySql, inits_of_several_hosts_grant_rights_to_one_role);

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
