//! A failover of PostgreSQL: the primary is killed, its standby promoted, and the old primary comes back taking writes.

mod standby {
    use crate::http::{Server, eventually};
    use crate::support::Run;
    use crate::support::binary::command;
    use morag_db::database_url::DatabaseUrl;
    use morag_db::db::{Access, Session, Sql};
    use serde_json::{Value, json};
    use std::path::Path;
    use std::process::Command;
    use std::time::Duration;

    /// A primary `a` and its standby `b`.
    struct Pair {
        folder: tempfile::TempDir,
        ports: Vec<String>,
    }

    impl Pair {
        fn created() -> Pair {
            let folder = tempfile::tempdir().unwrap();
            let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            std::fs::set_permissions(folder.path(), open).unwrap();
            let mut pair = Pair { folder, ports: Vec::new() };
            pair.ports = pair.control(&["create"]).split_whitespace().map(String::from).collect();
            pair
        }

        fn control(&self, arguments: &[&str]) -> String {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/postgres-pair");
            let output = Command::new(script).arg(self.folder.path().join("pair")).args(arguments).output().unwrap();
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        }

        fn sql(&self, server: usize, sql: &str) {
            let port = &self.ports[server];
            let command = sql.split("; ").flat_map(|one| ["-c", one]);
            let status = Command::new("psql").args(["-XAtq", "-h", "127.0.0.1", "-U", "postgres", "-p", port]).args(command).status();
            assert!(status.unwrap().success(), "{sql}");
        }

        /// The URL with these servers, in this order.
        fn url(&self, servers: &[usize]) -> String {
            let hosts: Vec<String> = servers.iter().map(|n| format!("127.0.0.1:{}", self.ports[*n])).collect();
            format!("postgres://postgres@{}/failover", hosts.join(","))
        }

        fn run(&self, servers: &[usize], arguments: &[&str]) -> Run {
            let mut command = command(self.folder.path());
            Run::from(command.env("MORAG_DATABASE_URL", self.url(servers)).args(arguments).output().unwrap())
        }

        fn claim(&self, worker: &str) -> (String, String) {
            let claimed =
                self.run(&[0, 1], &["jobs", "claim", "--worker", worker, "--types", "audio", "--output", "json"]).expect(0).json();
            let job = &claimed["jobs"][0];
            (job["id"].as_str().unwrap().into(), job["claim_seq"].to_string())
        }

        fn submit(&self, (id, seq): &(String, String), content: &str) -> Run {
            self.run(&[0, 1], &["jobs", "submit", id, "--claim", seq, "--success", "--content", content])
        }
    }

    impl Drop for Pair {
        fn drop(&mut self) {
            self.control(&["end"]);
        }
    }

    fn servers_check(report: &Value) -> (String, String) {
        let found = report["checks"].as_array().unwrap().iter().find(|c| c["id"] == "servers").unwrap_or_else(|| panic!("{report}"));
        (found["status"].as_str().unwrap().into(), found["detail"].as_str().unwrap().into())
    }

    #[test]
    fn a_claim_that_a_failover_lost_is_not_that_of_another_worker() {
        let pair = Pair::created();
        pair.run(&[0, 1], &["init"]).expect(0);
        pair.run(&[0, 1], &["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1"]).expect(0);
        // the claim never reaches the standby
        pair.control(&["stop", "b"]);
        let lost = pair.claim("before");
        assert_eq!(lost.1, "1");
        pair.control(&["kill", "a"]);
        pair.control(&["start", "b"]);
        pair.control(&["promote", "b"]);
        let claimed = pair.claim("after");
        assert_eq!((&claimed.0, claimed.1.as_str()), (&lost.0, "1000001"), "the same job, under a number of its own");
        let refused = pair.submit(&lost, "of the lost claim").expect(9);
        assert!(refused.err.contains("kept as a late result"), "{}", refused.err);
        pair.submit(&claimed, "of the claim that counts").expect(0);
        let shown = pair.run(&[0, 1], &["jobs", "show", &lost.0, "--output", "json"]).expect(0).json();
        assert!(
            shown.to_string().contains("of the claim that counts") && shown["late_results"].to_string().contains("of the lost claim"),
            "{shown}"
        );
    }

    #[test]
    fn the_old_primary_is_noticed_and_gets_no_writes() {
        let pair = Pair::created();
        pair.run(&[0, 1], &["init"]).expect(0);
        let health = |servers: &[usize], code| servers_check(&pair.run(servers, &["health", "--output", "json"]).expect(code).json());
        let (status, detail) = health(&[0, 1], 0);
        assert!(status == "pass" && detail.contains("accepts writes (timeline 1)") && detail.ends_with("is a standby"), "{detail}");
        pair.control(&["kill", "a"]);
        pair.control(&["promote", "b"]);
        let (status, detail) = health(&[0, 1], 0);
        assert!(status == "warn" && detail.contains("accepts writes (timeline 2)") && detail.contains("does not answer"), "{detail}");
        pair.control(&["start", "a"]);
        // what writes finds the new one, although the old one is named first
        pair.run(&[0, 1], &["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "made after it"]).expect(0);
        let there = |server: usize| pair.run(&[server], &["jobs", "list", "--output", "json"]).expect(0).out.contains("made after it");
        assert!(there(1) && !there(0), "the job is in the new primary");
        let (status, detail) = health(&[0, 1], 4);
        assert!(
            status == "fail"
                && detail
                    .contains(&format!("this server was replaced by 127.0.0.1:{} after a failover (its timeline is 1,", pair.ports[1])),
            "{detail}"
        );
        let (status, detail) = health(&[1, 0], 0);
        assert!(status == "warn" && detail.contains("accepts writes (timeline 1)"), "{detail}");
    }
    #[test]
    fn connections_that_are_open_when_another_server_is_promoted_write_no_more_to_the_old_one() {
        let pair = Pair::created();
        pair.run(&[0, 1], &["init"]).expect(0);
        let mut serve = command(pair.folder.path());
        serve.env("MORAG_DATABASE_URL", pair.url(&[0, 1])).args(["serve", "--listen", "127.0.0.1:0"]);
        let server = Server::start_command(pair.folder.path(), serve);
        let create = |task: &str| {
            let job = json!({"source_file_path": "/in/a", "content_type": "audio", "ingestion_task_id": task});
            server.post("/api/v1/remote-jobs/", &job).status == 200
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let url = DatabaseUrl::parse(&pair.url(&[0, 1])).unwrap();
        let mut session = runtime.block_on(Session::connect(&url, Access::Write, Duration::from_secs(10))).unwrap();
        assert!(create("before"));
        // the old primary goes on, as behind a network partition
        pair.control(&["promote", "b"]);
        let jobs = |server: usize| pair.run(&[server], &["jobs", "list", "--output", "json"]).expect(0).out;
        eventually("the server writes to the new primary", || create("after") && jobs(1).contains("after"));
        let written = jobs(0).matches("after").count();
        assert!(create("later") && jobs(1).contains("later"));
        let old = jobs(0);
        assert!(!old.contains("later") && old.matches("after").count() == written, "{old}");
        let mut refusal = None;
        eventually("the library's session is refused", || {
            refusal = runtime.block_on(session.fetch(&Sql::script("SELECT 1"))).err();
            refusal.is_some()
        });
        let refusal = refusal.unwrap().message;
        assert!(refusal.contains("its timeline is 1, another server had 2") && refusal.contains("restart morag-db"), "{refusal}");
    }

    #[test]
    fn two_standbys_that_were_promoted_to_the_same_timeline_are_both_refused_until_one_is_fenced() {
        let pair = Pair::created();
        pair.run(&[0, 1], &["init"]).expect(0);
        pair.control(&["kill", "a"]);
        // both leave timeline 1, and neither knows of the other
        pair.control(&["stand-by", "a"]);
        pair.control(&["promote", "b"]);
        pair.control(&["promote", "a"]);
        let create =
            |code| pair.run(&[0, 1], &["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1"]).expect(code).err;
        let refused = create(5);
        assert!(refused.contains("also accepts writes, with the same timeline 2 (split brain)"), "{refused}");
        let (status, detail) = servers_check(&pair.run(&[0, 1], &["health", "--output", "json"]).expect(4).json());
        assert!(status == "fail" && detail.contains("split brain"), "{detail}");
        pair.sql(1, "ALTER SYSTEM SET default_transaction_read_only = on; SELECT pg_reload_conf()");
        eventually("the fence is seen", || {
            let (status, detail) = servers_check(&pair.run(&[0, 1], &["health", "--output", "json"]).json());
            status == "pass" && detail.contains("accepts no writes by default (timeline 2, default_transaction_read_only)")
        });
        create(0);
    }
}
