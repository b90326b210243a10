//! A PostgreSQL standby, made with pg_basebackup: it accepts no writes, and everything that only reads works there.

mod standby {
    use crate::read_replica::{self, Pair};
    use crate::support::binary::command;
    use crate::support::{Engine, Run, TestDatabase};
    use serde_json::Value;
    use std::sync::{PoisonError, RwLock, RwLockReadGuard};

    /// Held for writing by a test that stops the standby from replaying.
    static REPLAYING: RwLock<()> = RwLock::new(());

    fn replaying() -> RwLockReadGuard<'static, ()> {
        REPLAYING.read().unwrap_or_else(PoisonError::into_inner)
    }

    #[test]
    fn reads_and_says_how_old_the_data_is() {
        let _alone = REPLAYING.write().unwrap_or_else(PoisonError::into_inner);
        let (database, other) = (TestDatabase::missing(Engine::Postgres), TestDatabase::missing(Engine::Postgres));
        let replaying = ["SELECT pg_wal_replay_pause()", "SELECT pg_wal_replay_resume()"];
        let pair = Pair::new(&database.url, &url(&database), &database.name, replaying, true);
        read_replica::reads_and_says_how_old_the_data_is(&pair, &other.name);
    }

    fn url(database: &TestDatabase) -> String {
        let url = std::env::var("MORAG_TEST_STANDBY_URL")
            .expect("MORAG_TEST_STANDBY_URL is not set: run ./scripts/test, which starts the standby");
        format!("{}/{}", url.rsplit_once('/').unwrap().0, database.name)
    }

    /// Runs on the standby, once what was done on the primary has arrived.
    fn there(database: &TestDatabase, arguments: &[&str]) -> Run {
        for _ in 0..100 {
            let caught_up = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn >= pg_current_wal_lsn()";
            if database.value(caught_up) != "0" {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let mut command = command(database.folder.path());
        Run::from(command.env("MORAG_DATABASE_URL", url(database)).args(arguments).output().unwrap())
    }

    fn check(report: &Value, id: &str) -> (String, String) {
        let found = report["checks"].as_array().unwrap().iter().find(|c| c["id"] == id).unwrap_or_else(|| panic!("{id}: {report}"));
        (found["status"].as_str().unwrap().into(), found["detail"].as_str().unwrap().into())
    }

    #[test]
    fn what_reads_works_and_what_writes_is_refused() {
        let _replaying = replaying();
        let database = TestDatabase::missing(Engine::Postgres);
        database.run(&["init"]).expect(0);
        let report = there(&database, &["health", "--output", "json"]).expect(0).json();
        let (status, detail) = check(&report, "writable");
        assert!(status == "warn" && detail.starts_with("a replica, ") && detail.ends_with(" s behind"), "{detail}");
        assert_eq!(check(&report, "schema").0, "pass");
        assert_eq!(check(&report, "jobs").0, "pass");
        assert!(there(&database, &["verify", "--strict", "--data"]).expect(0).out.contains("right"));
        there(&database, &["migrate", "status", "--exit-code"]).expect(0);
        database.run(&["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "seen there"]).expect(0);
        assert!(there(&database, &["jobs", "list", "--output", "json"]).expect(0).out.contains("seen there"));
        there(&database, &["jobs", "stats"]).expect(0);
        assert!(there(&database, &["jobs", "claim", "--worker", "w", "--types", "audio"]).expect(8).err.contains("accepts no writes"));
        // nothing is pending: init has nothing to write
        there(&database, &["init"]).expect(0);
        database.run_confirmed(&["migrate", "down", "--steps", "1"]).expect(0);
        let run = there(&database, &["migrate", "up"]).expect(8);
        assert!(run.err.contains("primary"), "{}", run.err);
        let run = there(&database, &["reset", "--yes", "--database", &database.name]).expect(8);
        assert!(run.err.contains("accepts no writes"), "{}", run.err);
    }

    #[test]
    fn drift_is_seen_there_too() {
        let _replaying = replaying();
        let database = TestDatabase::missing(Engine::Postgres);
        database.run(&["init"]).expect(0);
        database.sql("DROP INDEX ix_tasks_name");
        assert!(there(&database, &["verify"]).expect(4).out.contains("index tasks.ix_tasks_name"));
    }
}
