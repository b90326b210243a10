//! Behind PgBouncer in transaction mode, without prepared statements: the way of connecting that is hardest on clients.

mod pgbouncer {
    use crate::support::binary::command;
    use crate::support::database::block_on;
    use crate::support::{Engine, Run, TestDatabase, managed_tables};
    use morag_db::database_url::DatabaseUrl;
    use morag_db::db::Access;
    use morag_db::jobs::{Pace, Service};
    use morag_db::lifecycle::connect;
    use std::process::{Command, Stdio};
    use std::time::Duration;

    fn through(database: &TestDatabase, arguments: &[&str]) -> Command {
        let url = std::env::var("MORAG_TEST_PGBOUNCER_URL")
            .expect("MORAG_TEST_PGBOUNCER_URL is not set: run ./scripts/test, which starts the pooler");
        let mut command = command(database.folder.path());
        command.env("MORAG_DATABASE_URL", format!("{}/{}", url.rsplit_once('/').unwrap().0, database.name)).args(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn locks(database: &TestDatabase) -> String {
        database.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
    }

    #[test]
    fn eight_inits_through_a_transaction_pooler_apply_each_migration_once() {
        let database = TestDatabase::empty(Engine::Postgres);
        let children: Vec<_> = (0..8).map(|_| through(&database, &["init", "--output", "json"]).spawn().unwrap()).collect();
        let runs = children.into_iter().map(|c| Run::from(c.wait_with_output().unwrap()).expect(0));
        let applied: usize = runs.map(|run| run.json()["done"].as_array().unwrap().len()).sum();
        assert_eq!(applied, crate::support::built_in_versions().len());
        let direct = TestDatabase::missing(Engine::Postgres);
        direct.run(&["init"]).expect(0);
        assert_eq!(database.catalog(), direct.catalog());
        Run::from(through(&database, &["health"]).output().unwrap()).expect(0);
        Run::from(through(&database, &["verify", "--strict"]).output().unwrap()).expect(0);
        let make = ["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", "30"];
        Run::from(through(&database, &make).output().unwrap()).expect(0);
        let claim = ["jobs", "claim", "--worker", "w", "--types", "audio", "--max", "3", "--output", "json"];
        let children: Vec<_> = (0..10).map(|_| through(&database, &claim).spawn().unwrap()).collect();
        let runs = children.into_iter().map(|c| Run::from(c.wait_with_output().unwrap()).expect(0));
        let claimed: usize = runs.map(|run| run.json()["jobs"].as_array().unwrap().len()).sum();
        assert_eq!((claimed, database.value("SELECT count(DISTINCT job_id) FROM job_events WHERE action = 'claim'")), (30, "30".into()));
        Run::from(through(&database, &["reset", "--yes", "--database", &database.name]).output().unwrap()).expect(0);
        assert_eq!(locks(&database), "0", "no advisory lock is left behind");
    }

    /// Statements that a connection prepared may be looked for on another one, where they are not, or are already.
    #[test]
    fn workers_that_stay_share_server_connections_and_do_each_job_once() {
        let database = TestDatabase::missing(Engine::Postgres);
        database.run(&["init"]).expect(0);
        let make = ["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", "600"];
        database.run(&make).expect(0);
        let url = std::env::var("MORAG_TEST_PGBOUNCER_URL").unwrap();
        let url = DatabaseUrl::parse(&format!("{}/{}", url.rsplit_once('/').unwrap().0, database.name)).unwrap();
        let work = |n: usize| {
            let (batch, pace) = [(1, Pace::Separate), (7, Pace::Separate), (1, Pace::WithNextClaim), (5, Pace::WithNextClaim)][n % 4];
            block_on(async {
                let session = connect(&url, Access::Write, Duration::from_secs(5)).await.unwrap();
                let mut service = Service::new(session, "test".into()).await.unwrap();
                let done = service.bench_work(&format!("w{n}"), batch, pace).await.unwrap();
                service.close().await;
                done
            })
        };
        let done: usize = std::thread::scope(|scope| {
            let work = &work;
            let threads: Vec<_> = (0..8).map(|n| scope.spawn(move || work(n))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(done, 600);
        for action in ["claim", "complete"] {
            let jobs = format!("SELECT count(DISTINCT job_id) || ' of ' || count(*) FROM job_events WHERE action = '{action}'");
            assert_eq!(database.value(&jobs), "600 of 600");
        }
    }

    #[test]
    fn a_run_killed_behind_a_pooler_leaves_no_lock_behind() {
        let database = TestDatabase::empty(Engine::Postgres);
        for delay in [30, 60, 90, 120] {
            let mut child = through(&database, &["init"]).spawn().unwrap();
            std::thread::sleep(std::time::Duration::from_millis(delay));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        Run::from(through(&database, &["init"]).output().unwrap()).expect(0);
        assert_eq!(locks(&database), "0");
    }

    #[test]
    fn a_schema_in_the_url_is_refused_by_the_pooler_before_anything_is_done() {
        let database = TestDatabase::empty(Engine::Postgres);
        let url = std::env::var("MORAG_TEST_PGBOUNCER_URL").unwrap();
        let url = format!("{}/{}?schema=app", url.rsplit_once('/').unwrap().0, database.name);
        let run = Run::from(command(database.folder.path()).env("MORAG_DATABASE_URL", url).arg("init").output().unwrap()).expect(5);
        assert!(run.err.contains("connect to the server itself"), "{}", run.err);
        assert!(database.catalog().1.is_empty());
        // directly it works, and makes the schema
        let run =
            Run::from(database.command(&["init"]).env("MORAG_DATABASE_URL", format!("{}?schema=app", database.url)).output().unwrap());
        run.expect(0);
        assert_eq!(database.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'app'"), managed_tables().to_string());
        assert!(database.catalog().1.is_empty());
    }
}
