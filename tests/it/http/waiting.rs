//! Long polling: woken, cheap, and nothing lost when somebody goes away.

use super::{Server, agent, ask, eventually};
use crate::jobs::Jobs;
use crate::support::Engine;
use crate::support::database::block_on;
use morag_db::db::{Access, Session};
use serde_json::Value;
use std::io::Write;
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

on_every_engine!(
    waiting_workers_are_woken_each_with_a_job,
    a_claim_that_nobody_waits_for_any_more_is_put_back,
    a_server_that_stops_lets_those_go_that_wait_and_finishes_what_runs
);

fn waits(server: &Server) -> usize {
    let figures = server.get("/metrics").text;
    figures.lines().find_map(|l| l.strip_prefix("morag_db_long_pollers ")).and_then(|n| n.parse().ok()).unwrap_or(0)
}

fn waiting_workers_are_woken_each_with_a_job(engine: Engine) {
    let jobs = Jobs::ready(engine);
    // one connection to the database is enough for all that wait
    let one = [("MORAG_DATABASE_POOL_SIZE", "1"), ("MORAG_DATABASE_MAX_OVERFLOW", "0")];
    let server = Server::start_with(&jobs, &[], &one);
    std::thread::scope(|scope| {
        let poll = |n: usize| {
            let path = format!("/api/v1/remote-jobs/poll?worker_id=w{n}&content_types=audio,video&wait=30s");
            ask(&agent(), "GET", &server.url(&path), None, &[]).expect(200)
        };
        let waiting: Vec<_> = (0..20).map(|n| scope.spawn(move || poll(n))).collect();
        eventually("all wait", || waits(&server) == 20);
        assert_eq!(server.get("/readyz").status, 200);
        // made here, and made elsewhere
        let begun = Instant::now();
        for _ in 0..10 {
            server.create("audio");
        }
        jobs.run(&["create", "--type", "video", "--source", "/in/a", "--ingestion-task", "42", "--count", "10"]).expect(0);
        let claimed: Vec<Value> = waiting.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert!(begun.elapsed() < Duration::from_secs(20), "they were woken, and did not wait to the end");
        let mut ids: Vec<&str> = claimed.iter().map(|job| job["job_id"].as_str().unwrap()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 20);
    });
    // the time ends with nothing
    let begun = Instant::now();
    assert_eq!(server.poll("&wait=700ms")["job_id"], Value::Null);
    assert!(begun.elapsed() >= Duration::from_millis(700));
    assert_eq!(server.get("/api/v1/remote-jobs/poll?worker_id=w&content_types=audio&wait=soon").status, 422);
}

/// Everybody is held off the table while it is there. The sweeper must not run: when the table is free it locks rows, which the claim that
/// waits beside it passes by.
pub(super) struct Held {
    release: mpsc::Sender<()>,
    thread: JoinHandle<()>,
}

impl Held {
    pub(super) fn table(jobs: &Jobs) -> Held {
        let engine = jobs.database.engine;
        let sql = if engine == Engine::Sqlite {
            "BEGIN IMMEDIATE"
        } else if engine.is_postgres() {
            "BEGIN; LOCK TABLE remote_jobs IN ACCESS EXCLUSIVE MODE"
        } else {
            "LOCK TABLES remote_jobs WRITE"
        };
        let (url, (release, released), (hold, held)) = (jobs.database.parsed(), mpsc::channel(), mpsc::channel());
        let thread = std::thread::spawn(move || {
            block_on(async {
                let mut session = Session::connect(&url, Access::Write, Duration::from_secs(10)).await.unwrap();
                session.execute(&morag_db::db::Sql::script(sql)).await.unwrap();
                hold.send(()).unwrap();
                released.recv().unwrap();
                session.close().await;
            });
        });
        held.recv().unwrap();
        Held { release, thread }
    }

    pub(super) fn let_go(self) {
        self.release.send(()).unwrap();
        self.thread.join().unwrap();
    }
}

fn a_claim_that_nobody_waits_for_any_more_is_put_back(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &["--no-sweep"]);
    let id = server.create("audio");
    let held = Held::table(&jobs);
    let mut client = TcpStream::connect(&server.address).unwrap();
    let request = "GET /api/v1/remote-jobs/poll?worker_id=gone&content_types=audio HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
    client.write_all(request.as_bytes()).unwrap();
    // it is under way by now, and waits for the table
    std::thread::sleep(Duration::from_millis(700));
    drop(client);
    std::thread::sleep(Duration::from_millis(300));
    held.let_go();
    eventually("the claim is put back", || {
        jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'release'") == "1" && jobs.status(&id) == "pending"
    });
    let claimed = server.poll("");
    assert_eq!((claimed["job_id"].as_str(), claimed["claim_seq"].as_i64()), (Some(id.as_str()), Some(2)));
    assert!(server.log().contains("status=499"), "who went away stands in the log: {}", server.log());
}

fn a_server_that_stops_lets_those_go_that_wait_and_finishes_what_runs(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &["--no-sweep"]);
    let id = server.create("audio");
    assert_eq!(server.poll("")["job_id"], id);
    std::thread::scope(|scope| {
        let (server, id) = (&server, &id);
        let poll = "/api/v1/remote-jobs/poll?worker_id=v&content_types=image&wait=50s";
        let idle = scope.spawn(move || server.get(poll));
        eventually("it waits", || waits(server) == 1);
        let held = Held::table(&jobs);
        let body = serde_json::json!({"success": true, "claim_seq": 1});
        let result = scope.spawn(move || server.put(&format!("/api/v1/remote-jobs/{id}/result"), &body));
        std::thread::sleep(Duration::from_millis(500));
        server.signal("TERM");
        assert_eq!(idle.join().unwrap().expect(200)["job_id"], Value::Null);
        std::thread::sleep(Duration::from_millis(300));
        // who comes now is told, and gets no job
        assert_eq!(server.get("/readyz").status, 503);
        assert_eq!(server.get("/api/v1/remote-jobs/poll?worker_id=w&content_types=audio").expect(200)["job_id"], Value::Null);
        held.let_go();
        assert_eq!(result.join().unwrap().expect(200)["status"], "completed");
    });
    let (code, log) = server.wait();
    assert_eq!(code, 0, "{log}");
    assert_eq!(jobs.status(&id), "completed");
}

#[test]
fn who_asks_twice_for_an_end_gets_it_at_once() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &["--no-sweep"]);
    let held = Held::table(&jobs);
    let mut client = TcpStream::connect(&server.address).unwrap();
    client.write_all(b"GET /api/v1/remote-jobs/poll?worker_id=w&content_types=audio HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    server.signal("TERM");
    eventually("it is stopping", || server.log().contains("stopping"));
    server.signal("TERM");
    let (code, log) = server.wait();
    assert_eq!(code, 143, "{log}");
    held.let_go();
}
