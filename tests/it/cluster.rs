//! A MariaDB Galera cluster: `GET_LOCK` does not exclude across its nodes, so a leased row must.

/// One test, because it kills a node at its end.
mod galera {
    use crate::support::Cells;
    use crate::support::binary::command;
    use crate::support::database::{block_on, unique_name};
    use crate::support::{Application, Engine, Run};
    use morag_db::database_url::DatabaseUrl;
    use morag_db::db::{Access, Row, Session, Sql};
    use morag_db::jobs::{Pace, Service};
    use morag_db::lifecycle::connect;
    use std::path::Path;
    use std::process::{Child, Stdio};
    use std::time::Duration;

    fn variable(name: &str) -> String {
        std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run ./scripts/test, which starts the cluster"))
    }

    fn nodes(database: &str) -> Vec<String> {
        variable("MORAG_TEST_GALERA_URLS").split(',').map(|url| format!("{}{database}", url.trim())).collect()
    }

    fn sql(url: &str, sql: &str) -> Vec<Cells> {
        block_on(async {
            let mut session = Session::connect(&DatabaseUrl::parse(url).unwrap(), Access::Write, Duration::from_secs(10)).await.unwrap();
            session
                .fetch(&Sql::script(sql))
                .await
                .map(|rows| rows.into_iter().map(Row::into_cells).collect())
                .unwrap_or_else(|e| panic!("{sql}: {e}"))
        })
    }

    fn init(folder: &Path, url: &str) -> Child {
        let mut command = command(folder);
        command.env("MORAG_DATABASE_URL", url).args(["init", "--output", "json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn cluster_check(folder: &Path, url: &str) -> (String, String) {
        let run = command(folder).env("MORAG_DATABASE_URL", url).args(["health", "--output", "json"]).output().unwrap();
        let report = Run::from(run).expect(0).json();
        let check = report["checks"].as_array().unwrap().iter().find(|c| c["id"] == "cluster").cloned().unwrap();
        (check["status"].as_str().unwrap().into(), check["detail"].as_str().unwrap().into())
    }

    fn applied(run: &Run) -> usize {
        run.json()["done"].as_array().unwrap().len()
    }

    /// No node sees the locks of another, so most claims at once are of the same jobs, and all but one are interrupted.
    fn each_job_is_done_once_over_all_nodes(folder: &Path, urls: &[String]) {
        const JOBS: &str = "1500";
        let make = ["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", JOBS];
        Run::from(command(folder).env("MORAG_DATABASE_URL", &urls[0]).args(make).output().unwrap()).expect(0);
        let work = |n: usize| {
            block_on(async {
                let url = DatabaseUrl::parse(&urls[n % 3]).unwrap();
                let session = connect(&url, Access::Write, Duration::ZERO).await.unwrap();
                let mut service = Service::new(session, format!("worker {n}")).await.unwrap();
                let pace = if n.is_multiple_of(2) { Pace::Separate } else { Pace::WithNextClaim };
                let done = service.bench_work(&format!("w{n}"), 1 + n % 5, pace).await.unwrap();
                service.close().await;
                done
            })
        };
        let done: usize = std::thread::scope(|scope| {
            let work = &work;
            let threads: Vec<_> = (0..9).map(|n| scope.spawn(move || work(n))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(done.to_string(), JOBS);
        // a node may be a moment behind the others
        let count = |url: &str, of: &str| sql(url, &format!("SET SESSION wsrep_sync_wait = 1; SELECT {of}"))[0][0].clone().unwrap();
        for url in urls {
            assert_eq!(count(url, "count(*) FROM remote_jobs WHERE status = 'completed' AND claim_seq = 1"), JOBS);
            for action in ["claim", "complete"] {
                assert_eq!(count(url, &format!("count(*) FROM job_events WHERE action = '{action}'")), JOBS);
                assert_eq!(count(url, &format!("count(DISTINCT job_id) FROM job_events WHERE action = '{action}'")), JOBS);
            }
        }
    }

    /// Waits until a node has what was committed through the others before: it applies that a moment later.
    fn catch_up(url: &str) {
        sql(url, "SET SESSION wsrep_sync_wait = 1; SELECT count(*) FROM schema_migrations");
    }

    /// Tables of two applications, made by way of one node, are adopted by way of another, and migrated by way of the third.
    fn an_adoption_goes_through(folder: &Path) {
        let name = unique_name();
        let urls = nodes(&name);
        let on = |node: usize, arguments: &[&str]| {
            Run::from(command(folder).env("MORAG_DATABASE_URL", &urls[node]).args(arguments).output().unwrap())
        };
        sql(&nodes("mysql")[0], &format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"));
        for application in [Application::Core, Application::Agent] {
            sql(&urls[0], application.ddl(Engine::MariaDb));
            sql(&urls[0], &application.rows(Engine::MariaDb));
        }
        let count =
            |url: &str| sql(url, "SET SESSION wsrep_sync_wait = 1; SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM artifacts)");
        let before = count(&urls[1]);
        on(1, &["migrate", "adopt", "--dry-run"]).expect(0);
        on(1, &["migrate", "adopt", "--yes", "--database", &name]).expect(0);
        assert_eq!(count(&urls[2]), before);
        on(2, &["init"]).expect(0);
        for (node, url) in urls.iter().enumerate() {
            catch_up(url);
            on(node, &["verify"]).expect(0);
        }
        assert_eq!(sql(&urls[0], "SELECT name FROM morag_leases"), Vec::<Cells>::new(), "no lease is left behind");
        sql(&urls[0], &format!("DROP DATABASE {name}"));
    }

    /// Rows are written through one node and read through another one.
    fn a_copy_goes_through(folder: &Path) {
        let (first, second) = (nodes(&unique_name()), nodes(&unique_name()));
        let on = |url: &str, arguments: &[&str]| -> Run {
            command(folder).env("MORAG_DATABASE_URL", url).args(arguments).output().unwrap().into()
        };
        on(&first[0], &["init"]).expect(0);
        on(&first[0], &["seed"]).expect(0);
        catch_up(&first[1]);
        on(&first[1], &["copy", "--to", &second[2]]).expect(0);
        [&second[0], &second[1]].into_iter().for_each(|url| catch_up(url));
        on(&first[0], &["copy", "--to", &second[1], "--verify-only"]).expect(0);
        on(&second[0], &["verify", "--strict", "--data"]).expect(0);
        assert_eq!(sql(&second[0], "SELECT name FROM morag_leases"), Vec::<Cells>::new(), "no lease is left behind");
        for urls in [first, second] {
            sql(&urls[0], &format!("DROP DATABASE {}", urls[0].rsplit('/').next().unwrap()));
        }
    }

    /// A site migration with a data change that takes 7 seconds, longer than the lease lasts without renewals.
    fn init_with_long_step(folder: &Path, url: &str) -> Child {
        let migrations = folder.join("long");
        std::fs::create_dir_all(&migrations).unwrap();
        let steps = "CREATE TABLE counted (id integer);\nINSERT INTO counted SELECT SLEEP(7);\nCREATE TABLE counted_too (id integer);\n";
        std::fs::write(migrations.join("1001_long.sql"), format!("-- migrate:up\n{steps}")).unwrap();
        let mut command = command(folder);
        command.env("MORAG_DATABASE_URL", url).args(["init", "--output", "json", "--migrations-dir"]).arg(migrations);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn signal(child: &Child, signal: &str) {
        assert!(std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    }

    fn lease_check(folder: &Path, url: &str) -> String {
        let run = command(folder).env("MORAG_DATABASE_URL", url).args(["health", "--output", "json"]).output().unwrap();
        let report = Run::from(run).expect(0).json();
        let check = report["checks"].as_array().unwrap().iter().find(|c| c["id"] == "lease").cloned().unwrap();
        check["detail"].as_str().unwrap().into()
    }

    /// The lease of a process that lives is kept, also during a long step. One that stands still loses it, and can't commit its step
    /// after another process has resumed the migration.
    fn a_long_step_is_run_once(folder: &Path) {
        for stands_still in [false, true] {
            let urls = nodes(&unique_name());
            Run::from(command(folder).env("MORAG_DATABASE_URL", &urls[0]).arg("init").output().unwrap()).expect(0);
            let first = init_with_long_step(folder, &urls[0]);
            std::thread::sleep(Duration::from_secs(2));
            if stands_still {
                signal(&first, "-STOP");
            }
            let second = init_with_long_step(folder, &urls[1]);
            std::thread::sleep(Duration::from_secs(3));
            if !stands_still {
                assert!(lease_check(folder, &urls[2]).starts_with("held by "));
            }
            let second = Run::from(second.wait_with_output().unwrap()).expect(0);
            if stands_still {
                signal(&first, "-CONT");
            }
            let first = Run::from(first.wait_with_output().unwrap());
            if stands_still {
                assert!(first.code == 6 && first.err.contains("was migrated during this command"), "{} {}", first.code, first.err);
                assert_eq!(applied(&second), 1);
            } else {
                assert_eq!((first.code, applied(&first), applied(&second)), (0, 1, 0), "{}", first.err);
            }
            catch_up(&urls[2]);
            assert_eq!(sql(&urls[2], "SELECT id FROM counted"), [[Some("0".to_string())]], "the step has run once");
            assert_eq!(sql(&urls[2], "SELECT name FROM morag_leases"), Vec::<Cells>::new(), "no lease is left behind");
            sql(&urls[0], &format!("DROP DATABASE {}", urls[0].rsplit('/').next().unwrap()));
        }
    }

    #[test]
    fn eight_inits_over_three_nodes_apply_each_migration_once_and_outlive_a_killed_node() {
        let folder = tempfile::tempdir().unwrap();
        an_adoption_goes_through(folder.path());
        a_copy_goes_through(folder.path());
        a_long_step_is_run_once(folder.path());
        let urls = nodes(&unique_name());
        let children: Vec<Child> = (0..8).map(|n| init(folder.path(), &urls[n % 3])).collect();
        let total: usize = children.into_iter().map(|c| applied(&Run::from(c.wait_with_output().unwrap()).expect(0))).sum();
        assert_eq!(total, crate::support::built_in_versions().len(), "each migration is applied by exactly one of the eight");
        for url in &urls {
            let versions: Vec<String> =
                sql(url, "SELECT version FROM schema_migrations ORDER BY version").into_iter().flatten().flatten().collect();
            assert_eq!(versions, crate::support::built_in_versions());
            assert_eq!(sql(url, "SELECT name FROM morag_leases"), Vec::<Cells>::new(), "no lease is left behind");
            assert_eq!(cluster_check(folder.path(), url), ("pass".into(), "this node is Synced, 3 nodes".into()));
            Run::from(command(folder.path()).env("MORAG_DATABASE_URL", url).args(["verify", "--strict"]).output().unwrap()).expect(0);
        }

        each_job_is_done_once_over_all_nodes(folder.path(), &urls);

        std::fs::create_dir(folder.path().join("migrations")).unwrap();
        let steps: String = (0..20)
            .map(|n| format!("CREATE TABLE step_{n} (id integer PRIMARY KEY);\nINSERT INTO step_{n} VALUES ({n});\nDO SLEEP(0.3);\n"))
            .collect();
        std::fs::write(folder.path().join("migrations/1001_slow.sql"), format!("-- migrate:up\n{steps}")).unwrap();
        let victim = init(folder.path(), &urls[2]);
        for _ in 0..200 {
            if !sql(&urls[0], "SELECT name FROM morag_leases WHERE name = 'migrate'").is_empty() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let others: Vec<Child> = (0..7).map(|n| init(folder.path(), &urls[n % 2])).collect();
        std::thread::sleep(Duration::from_secs(1));
        let pid = std::fs::read_to_string(Path::new(&variable("MORAG_TEST_GALERA_DIR")).join("n3/m.pid")).unwrap();
        assert!(std::process::Command::new("kill").args(["-KILL", pid.trim()]).status().unwrap().success());
        let lost = Run::from(victim.wait_with_output().unwrap()).expect(5);
        assert!(lost.err.contains("connection was lost"), "{}", lost.err);
        let total: usize = others.into_iter().map(|c| applied(&Run::from(c.wait_with_output().unwrap()).expect(0))).sum();
        assert_eq!(total, 1, "one of the others has gone on with it");
        for n in 0..20 {
            assert_eq!(sql(&urls[0], &format!("SELECT id FROM step_{n}")), [[Some(n.to_string())]], "step {n} ran once");
        }
        assert_eq!(cluster_check(folder.path(), &urls[0]).1, "this node is Synced, 2 nodes");
        sql(&urls[0], &format!("DROP DATABASE {}", urls[0].rsplit('/').next().unwrap()));
    }
}
