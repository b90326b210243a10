//! `--read-url`: lists, statistics, `verify` and `serve` read from a replica, and say how old its data is.

use crate::http::{Server, eventually};
use crate::support::Run;
use crate::support::binary::command;
use crate::support::database::{block_on, unique_name};
use morag_db::database_url::DatabaseUrl;
use morag_db::db::{Access, Session, Sql};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A source and its replica. The URLs end before the name of the database.
pub struct Pair {
    source: String,
    replica: String,
    database: String,
    folder: tempfile::TempDir,
    /// SQL on the replica that stops it from applying changes, and that lets it go on.
    stop: &'static str,
    go_on: &'static str,
    /// Whether a replica that has stopped still knows how old its data is.
    knows_age: bool,
}

impl Pair {
    /// `URLS` of a pair that `scripts/servers` started.
    pub fn of_variable(name: &str) -> Pair {
        let urls = std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run ./scripts/test, which starts the servers"));
        let (source, replica) = urls.split_once(',').unwrap();
        Pair::new(source, replica, &unique_name(), ["STOP REPLICA SQL_THREAD", "START REPLICA SQL_THREAD"], false)
    }

    pub fn new(source: &str, replica: &str, database: &str, [stop, go_on]: [&'static str; 2], knows_age: bool) -> Pair {
        let server = |url: &str| url.rsplit_once('/').unwrap().0.to_string();
        let folder = tempfile::tempdir().unwrap();
        Pair { source: server(source), replica: server(replica), database: database.into(), folder, stop, go_on, knows_age }
    }

    fn at(&self, server: &str) -> String {
        format!("{server}/{}", self.database)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(self.folder.path());
        command.env("MORAG_DATABASE_URL", self.at(&self.source)).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::from(self.command(arguments).output().unwrap())
    }

    /// With the replica in MORAG_READ_URL.
    fn read(&self, arguments: &[&str]) -> Run {
        Run::from(self.command(arguments).env("MORAG_READ_URL", self.at(&self.replica)).output().unwrap())
    }

    fn on_source(&self, sql: &str) {
        run_on(&self.at(&self.source), Access::Write, sql);
    }

    fn on_replica(&self, sql: &str) {
        run_on(&self.at(&self.replica), Access::Read, sql);
    }

    fn create(&self, count: usize) -> String {
        let created =
            self.run(&["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", &count.to_string()]);
        created.expect(0).out.lines().next().unwrap().trim().to_string()
    }

    /// Number of jobs that a list of the replica has.
    fn listed(&self) -> usize {
        let run = self.read(&["jobs", "list", "--output", "json"]);
        if run.code == 0 { run.json()["jobs"].as_array().unwrap().len() } else { 0 }
    }

    fn serve(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Command {
        let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
        all.extend(arguments);
        let mut command = self.command(&all);
        command.envs(environment.iter().copied());
        command
    }

    fn check(&self, read_url: &str, code: i32) -> (String, String) {
        let run = Run::from(self.command(&["health", "--output", "json"]).env("MORAG_READ_URL", read_url).output().unwrap());
        let report = run.expect(code).json();
        let check = report["checks"].as_array().unwrap().iter().find(|c| c["id"] == "read_replica").cloned().unwrap();
        (check["status"].as_str().unwrap().into(), check["detail"].as_str().unwrap().into())
    }
}

fn run_on(url: &str, access: Access, sql: &str) {
    block_on(async {
        let url = DatabaseUrl::parse(url).unwrap();
        let mut session = Session::connect(&url, access, Duration::from_secs(10)).await.unwrap();
        session.execute(&Sql::script(sql)).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
        session.close().await;
    });
}

impl Drop for Pair {
    fn drop(&mut self) {
        // other tests need a replica that goes on
        if std::thread::panicking() {
            self.on_replica(self.go_on);
        }
    }
}

/// `other` is the name of another database, which does not exist yet.
pub fn reads_and_says_how_old_the_data_is(pair: &Pair, other: &str) {
    pair.run(&["init"]).expect(0);
    pair.create(3);
    eventually("the jobs arrive on the replica", || pair.listed() == 3);

    // what lists and counts reads there, and says so in each format
    for reading in [&["jobs", "list"][..], &["jobs", "stats"], &["jobs", "workers"], &["jobs", "failures"], &["jobs", "audit"]] {
        let report = pair.read(&[reading, &["--output", "json"]].concat()).expect(0).json();
        assert_eq!(report["read_from"]["is_replica"], true, "{reading:?}: {report}");
        assert!(report["read_from"]["age_seconds"].as_f64().is_some(), "{reading:?}: {report}");
        assert!(pair.read(reading).expect(0).out.contains("\nRead from replica 127.0.0.1:"), "{reading:?}");
    }
    // what was just migrated may not be there yet, so verify reads there only if it is told to
    assert!(pair.read(&["verify", "--output", "json"]).expect(0).json().get("read_from").is_none());
    let replica = pair.at(&pair.replica);
    assert!(pair.run(&["verify", "--read-url", &replica]).expect(0).out.contains("\nRead from replica "));
    assert!(!pair.run(&["verify", "--read-url", &replica, "--fix-sql", "fix.sql"]).expect(0).out.contains("Read from"));
    let lines = pair.read(&["jobs", "list", "--output", "ndjson"]).expect(0);
    assert!(lines.err.starts_with("Read from replica ") && !lines.out.contains("replica"), "{lines:?}");
    assert!(pair.run(&["jobs", "list", "--output", "json"]).expect(0).json().get("read_from").is_none());
    let (status, detail) = pair.check(&pair.at(&pair.replica), 0);
    assert!(status == "pass" && detail.contains(" is at most "), "{detail}");

    // a replica that stops: what is listed is old, and is said to be; what must be current is. The sweeper commits every second, since
    // a standby doesn't know whether its primary is idle
    let server = Server::start_command(
        pair.folder.path(),
        pair.serve(&[("MORAG_READ_URL", &pair.at(&pair.replica))], &["--read-max-age", "2s", "--sweep-interval", "1s"]),
    );
    eventually("the server reads from the replica", || server.get("/api/v1/jobs").header("age").is_some());
    let page = server.get("/");
    assert!(page.status == 200 && page.text.contains("Read from a replica, at most "), "{}", page.text);
    let metrics = server.get("/metrics").text;
    assert!(metrics.contains("morag_db_read_replica_used 1\n") && metrics.contains("morag_db_read_replica_age_seconds "), "{metrics}");
    pair.on_replica(pair.stop);
    let newest = pair.create(1);
    std::thread::sleep(Duration::from_millis(2500));
    let list = pair.read(&["jobs", "list", "--output", "json"]).expect(0).json();
    assert_eq!(list["jobs"].as_array().unwrap().len(), 3, "{list}");
    match list["read_from"]["age_seconds"].as_f64() {
        Some(age) => assert!(pair.knows_age && age >= 2.0, "{list}"),
        None => assert!(!pair.knows_age && list["read_from"]["unknown"].as_str().unwrap().contains("replication is stopped"), "{list}"),
    }
    assert!(pair.read(&["jobs", "show", &newest]).expect(0).out.contains(&newest));
    let plan = pair.read(&["jobs", "cancel", "--status", "pending", "--dry-run", "--output", "json"]).expect(0).json();
    assert_eq!(plan["jobs"].as_array().unwrap().len(), 4, "{plan}");
    // serve goes back to the database
    let listed = || {
        let reply = server.get("/api/v1/jobs");
        (reply.header("age").map(String::from), reply.body["jobs"].as_array().map_or(0, Vec::len))
    };
    eventually("the server reads from the database", || listed() == (None, 4));
    assert!(server.get("/metrics").text.contains("morag_db_read_replica_used 0\n"));
    let page = server.get("/jobs");
    assert!(page.text.contains(&newest) && !page.text.contains("Read from a replica"), "{}", page.text);
    pair.on_replica(pair.go_on);
    eventually("the jobs arrive on the replica", || pair.listed() == 4);
    eventually("the server reads from the replica again", || matches!(listed(), (Some(_), 4)));
    assert_eq!(server.terminate().0, 0);

    // a server that can't be reached is no replica of this run: the database answers
    let nowhere = format!("{}:1/{}", pair.replica.rsplit_once(':').unwrap().0, pair.database);
    let run = Run::from(pair.command(&["jobs", "list"]).env("MORAG_READ_URL", &nowhere).output().unwrap()).expect(0);
    assert!(run.err.contains("reading from ") && run.out.contains(&newest) && !run.out.contains("Read from"), "{run:?}");
    assert_eq!(pair.check(&nowhere, 0).0, "warn");
    let server = Server::start_command(pair.folder.path(), pair.serve(&[("MORAG_READ_URL", &nowhere)], &[]));
    let reply = server.get("/api/v1/jobs");
    assert!(reply.header("age").is_none() && reply.body["jobs"].as_array().unwrap().len() == 4, "{}", reply.text);
    assert_eq!(server.terminate().0, 0);

    // the data of another database is refused
    let other = Pair::new(&pair.at(&pair.source), &pair.at(&pair.replica), other, [pair.stop, pair.go_on], pair.knows_age);
    other.run(&["init"]).expect(0);
    eventually("the other database arrives", || other.read(&["jobs", "list", "--output", "json"]).out.contains("read_from"));
    let (status, detail) = pair.check(&other.at(&other.replica), 4);
    assert!(status == "fail" && detail.contains("is not a replica of"), "{detail}");
    let wrong = other.at(&other.replica);
    let run = Run::from(pair.command(&["jobs", "list", "--read-url", &wrong]).output().unwrap()).expect(8);
    assert!(run.err.contains("is not a replica of"), "{}", run.err);
    let server = Server::start_command(pair.folder.path(), pair.serve(&[("MORAG_READ_URL", &wrong)], &[]));
    eventually("the server compares", || server.log().contains("it has the data of another database"));
    let reply = server.get("/api/v1/jobs");
    assert!(reply.header("age").is_none() && reply.body["jobs"].as_array().unwrap().len() == 4, "{}", reply.text);
    assert_eq!(server.terminate().0, 0);
    // the database itself is no replica, and its data is current
    let (status, detail) = pair.check(&pair.at(&pair.source), 0);
    assert!(status == "warn" && detail.ends_with("is not a replica"), "{detail}");
}

/// A role that may read the tables, and not the state of replication.
fn unknown_to_a_plain_role(pair: &Pair, right: &str) {
    pair.run(&["init"]).expect(0);
    let grant = format!("CREATE USER {0} IDENTIFIED BY ''; GRANT SELECT ON {0}.* TO {0}", pair.database);
    pair.on_source(&grant);
    let url = pair.at(&pair.replica).replace("//root@", &format!("//{}@", pair.database));
    let read = || Run::from(pair.command(&["jobs", "stats", "--output", "json", "--read-url", &url]).output().unwrap());
    eventually("the role arrives", || read().out.contains("read_from"));
    let report = read().expect(0).json();
    let unknown = format!("this role can't read the replication status; GRANT {right} ON *.*");
    assert_eq!((&report["read_from"]["is_replica"], &report["read_from"]["unknown"]), (&Value::Null, &json!(unknown)), "{report}");
    // with it, it is known
    pair.on_source(&format!("GRANT {right} ON *.* TO {}", pair.database));
    eventually("the age is known", || read().json()["read_from"]["age_seconds"].as_f64().is_some());
    pair.on_source(&format!("DROP USER {}", pair.database));
}

mod mariadb_replica {
    use super::*;

    static ALONE: Mutex<()> = Mutex::new(());

    #[test]
    fn reads_and_says_how_old_the_data_is() {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        super::reads_and_says_how_old_the_data_is(&Pair::of_variable("MORAG_TEST_MARIADB_REPLICA_URLS"), &unique_name());
    }

    #[test]
    fn a_plain_role_may_not_see_the_age() {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        unknown_to_a_plain_role(&Pair::of_variable("MORAG_TEST_MARIADB_REPLICA_URLS"), "REPLICA MONITOR");
    }
}

mod mysql_replica {
    use super::*;

    static ALONE: Mutex<()> = Mutex::new(());

    #[test]
    fn reads_and_says_how_old_the_data_is() {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        super::reads_and_says_how_old_the_data_is(&Pair::of_variable("MORAG_TEST_MYSQL_REPLICA_URLS"), &unique_name());
    }

    #[test]
    fn a_plain_role_may_not_see_the_age() {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        unknown_to_a_plain_role(&Pair::of_variable("MORAG_TEST_MYSQL_REPLICA_URLS"), "REPLICATION CLIENT");
    }
}

mod arguments {
    use super::*;

    fn fails(folder: &Path, database: &str, read: &str) -> String {
        let mut command = command(folder);
        command.env("MORAG_DATABASE_URL", database).args(["jobs", "list", "--read-url", read]);
        Run::from(command.output().unwrap()).expect(2).err
    }

    #[test]
    fn a_replica_has_the_engine_of_the_database() {
        let folder = tempfile::tempdir().unwrap();
        assert!(fails(folder.path(), "sqlite://a.db", "sqlite://b.db").contains("an SQLite file has no read replica"));
        assert!(fails(folder.path(), "postgres://h/a", "mysql://h/a").contains("the same engine"));
        assert!(fails(folder.path(), "postgres://h/a", "h").contains("--read-url"));
    }
}
