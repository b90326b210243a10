//! A MySQL group in single-primary mode (Group Replication): one member accepts writes, and another one when it is killed.

/// One test, because it kills a member at its end.
mod mysql_group {
    use crate::http::eventually;
    use crate::support::binary::command;
    use crate::support::database::{block_on, unique_name};
    use crate::support::{Cells, Run};
    use morag_db::database_url::DatabaseUrl;
    use morag_db::db::{Access, Row, Session, Sql};
    use morag_db::jobs::{Pace, Service};
    use morag_db::lifecycle::connect;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::time::Duration;

    fn variable(name: &str) -> String {
        std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run ./scripts/test, which starts the group"))
    }

    /// Three members, the first of which is the primary.
    struct Group {
        folder: tempfile::TempDir,
        ports: Vec<u16>,
        database: String,
    }

    impl Group {
        fn of_the_run() -> Group {
            let port = |url: &str| url.trim().trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
            let ports = variable("MORAG_TEST_MYSQL_GROUP_URLS").split(',').map(port).collect();
            Group { folder: tempfile::tempdir().unwrap(), ports, database: unique_name() }
        }

        /// The URL with these members, in this order.
        fn url(&self, members: &[usize]) -> String {
            let hosts: Vec<String> = members.iter().map(|n| format!("127.0.0.1:{}", self.ports[*n])).collect();
            format!("mysql://root@{}/{}", hosts.join(","), self.database)
        }

        fn command(&self, members: &[usize], arguments: &[&str]) -> Command {
            let mut command = command(self.folder.path());
            command.env("MORAG_DATABASE_URL", self.url(members)).args(arguments);
            command
        }

        fn run(&self, members: &[usize], arguments: &[&str]) -> Run {
            Run::from(self.command(members, arguments).output().unwrap())
        }

        fn spawn(&self, members: &[usize], arguments: &[&str]) -> Child {
            self.command(members, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        }

        fn sql(&self, member: usize, sql: &str) -> Vec<Cells> {
            block_on(async {
                let url = DatabaseUrl::parse(&self.url(&[member])).unwrap();
                let mut session = Session::connect(&url, Access::Write, Duration::from_secs(10)).await.unwrap();
                let rows = session.fetch(&Sql::script(sql)).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
                session.close().await;
                rows.into_iter().map(Row::into_cells).collect()
            })
        }

        /// The check of the group in `health`; `code` is its exit code.
        fn health(&self, members: &[usize], code: i32) -> (String, String) {
            let report = self.run(members, &["health", "--output", "json"]).expect(code).json();
            let check = report["checks"].as_array().unwrap().iter().find(|c| c["id"] == "cluster").cloned().unwrap();
            (check["status"].as_str().unwrap().into(), check["detail"].as_str().unwrap().into())
        }

        fn control(&self, action: &str, member: usize) {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/mysql-group");
            let base = (self.ports[0] - 1).to_string();
            let mut command = Command::new(script);
            command.args([action, &variable("MORAG_TEST_MYSQL_GROUP_DIR"), &base, &(member + 1).to_string()]);
            let output = command.output().unwrap();
            assert!(output.status.success(), "{action}: {}", String::from_utf8_lossy(&output.stderr));
        }

        fn kill(&self, member: usize) {
            let file = Path::new(&variable("MORAG_TEST_MYSQL_GROUP_DIR")).join(format!("n{}/run/mysqld.pid", member + 1));
            let pid = std::fs::read_to_string(file).unwrap();
            assert!(Command::new("kill").args(["-KILL", pid.trim()]).status().unwrap().success());
        }
    }

    /// Whichever member a URL names first, the primary is found.
    const ORDERS: [[usize; 3]; 3] = [[0, 1, 2], [1, 2, 0], [2, 0, 1]];

    fn each_job_is_done_once(group: &Group) {
        const JOBS: &str = "600";
        let make = ["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", JOBS];
        group.run(&ORDERS[1], &make).expect(0);
        let work = |n: usize| {
            block_on(async {
                let url = DatabaseUrl::parse(&group.url(&ORDERS[n % 3])).unwrap();
                let session = connect(&url, Access::Write, Duration::ZERO).await.unwrap();
                let mut service = Service::new(session, format!("worker {n}")).await.unwrap();
                let done = service.bench_work(&format!("w{n}"), 1 + n % 5, Pace::Separate).await.unwrap();
                service.close().await;
                done
            })
        };
        let done: usize = std::thread::scope(|scope| {
            let work = &work;
            let threads: Vec<_> = (0..6).map(|n| scope.spawn(move || work(n))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(done.to_string(), JOBS);
        let completed = "SELECT count(*) FROM remote_jobs WHERE status = 'completed' AND claim_seq = 1";
        eventually("a secondary has applied it all", || group.sql(2, completed) == [[Some(JOBS.to_string())]]);
    }

    fn multi_primary_mode_is_refused(group: &Group) {
        group.sql(0, "SELECT group_replication_switch_to_multi_primary_mode()");
        let (status, detail) = group.health(&[1], 4);
        assert!(status == "fail" && detail.starts_with("multi-primary mode, 3 members"), "{detail}");
        let refused = group.run(&[1], &["migrate", "up"]).expect(8);
        assert!(refused.err.contains("group_replication_switch_to_single_primary_mode()"), "{}", refused.err);
        let primary = group.sql(0, "SELECT @@server_uuid")[0][0].clone().unwrap();
        group.sql(0, &format!("SELECT group_replication_switch_to_single_primary_mode('{primary}')"));
        assert_eq!(group.health(&[0], 0).0, "pass");
    }

    #[test]
    fn everything_goes_to_the_primary_and_goes_on_at_the_next_one() {
        let group = Group::of_the_run();
        let children: Vec<Child> = (0..6).map(|n| group.spawn(&ORDERS[n % 3], &["init", "--output", "json"])).collect();
        let applied = |child: Child| Run::from(child.wait_with_output().unwrap()).expect(0).json()["done"].as_array().unwrap().len();
        let total: usize = children.into_iter().map(applied).sum();
        assert_eq!(total, crate::support::built_in_versions().len(), "each migration is applied by exactly one of the six");
        let (status, detail) = group.health(&[0], 0);
        let of = |n: usize, role: &str| format!("127.0.0.1:{} is a {role}", group.ports[n]);
        let members = [of(0, "primary"), of(1, "secondary"), of(2, "secondary")].join("; ");
        assert_eq!((status.as_str(), detail), ("pass", format!("single-primary mode, 3 members: {members}")));
        eventually("a secondary has the schema", || group.run(&[2], &["verify", "--strict"]).code == 0);
        group.run(&[2], &["init"]).expect(0);
        let secondary = group.url(&[2]);
        let report = group.run(&[0], &["jobs", "stats", "--read-url", &secondary, "--output", "json"]).expect(0).json();
        assert_eq!(report["read_from"]["is_replica"], true, "{report}");
        // without a backlog it is the time after which a silent member is suspected, or less
        assert!(report["read_from"]["age_seconds"].as_f64().is_some_and(|age| age <= 5.0), "{report}");
        each_job_is_done_once(&group);

        std::fs::create_dir(group.folder.path().join("migrations")).unwrap();
        let steps: String = (0..20)
            .map(|n| format!("CREATE TABLE step_{n} (id integer PRIMARY KEY);\nINSERT INTO step_{n} VALUES ({n});\nDO SLEEP(0.3);\n"))
            .collect();
        std::fs::write(group.folder.path().join("migrations/1001_slow.sql"), format!("-- migrate:up\n{steps}")).unwrap();
        multi_primary_mode_is_refused(&group);
        let refused = group.run(&[1], &["init"]).expect(8);
        assert!(refused.err.contains("accepts no writes"), "{}", refused.err);
        let victim = group.spawn(&ORDERS[0], &["init"]);
        eventually("the site migration has begun", || {
            !group.sql(0, "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'step_2'").is_empty()
        });
        group.kill(0);
        let lost = Run::from(victim.wait_with_output().unwrap()).expect(5);
        assert!(lost.err.contains("connection was lost"), "{}", lost.err);
        eventually("the next primary goes on with it", || group.run(&ORDERS[0], &["init"]).code == 0);
        let primary = if group.sql(1, "SELECT @@global.read_only") == [[Some("0".to_string())]] { 1 } else { 2 };
        for n in 0..20 {
            assert_eq!(group.sql(primary, &format!("SELECT id FROM step_{n}")), [[Some(n.to_string())]], "step {n} ran once");
        }
        let (status, detail) = group.health(&[primary], 0);
        assert!(status == "warn" && detail.starts_with("single-primary mode, 2 members"), "{detail}");

        // a member that is started, and has not joined, accepts writes that the group never sees
        group.control("alone", 0);
        assert_eq!(group.sql(0, "SELECT @@global.read_only"), [[Some("0".to_string())]]);
        let make = ["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "made after it"];
        group.run(&ORDERS[0], &make).expect(0);
        let count = "SELECT count(*) FROM remote_jobs WHERE ingestion_task_id = 'made after it'";
        assert_eq!((group.sql(0, count), group.sql(primary, count)), (vec![vec![Some("0".into())]], vec![vec![Some("1".into())]]));
        let (status, detail) = group.health(&[0], 4);
        assert!(status == "fail" && detail.contains("this server is not an active member of its group"), "{detail}");
        group.control("join", 0);
        eventually("all see all three members", || group.health(&[primary], 0).0 == "pass");
        group.sql(primary, &format!("DROP DATABASE {}", group.database));
    }
}
