//! The database goes away and comes back: cut off, slow, or restarted.

use super::waiting::Held;
use super::{Server, agent, ask, eventually};
use crate::jobs::Jobs;
use crate::support::Engine;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::{Duration, Instant};

on_engine!(
    postgres,
    Postgres,
    a_database_that_is_cut_off_loses_no_result,
    a_claim_whose_answer_was_lost_is_put_back,
    answers_say_so_while_there_is_no_database
);
on_engine!(
    mariadb,
    MariaDb,
    a_database_that_is_cut_off_loses_no_result,
    a_claim_whose_answer_was_lost_is_put_back,
    answers_say_so_while_there_is_no_database
);
on_engine!(
    mysql,
    MySql,
    a_database_that_is_cut_off_loses_no_result,
    a_claim_whose_answer_was_lost_is_put_back,
    answers_say_so_while_there_is_no_database
);

const OPEN: u8 = 0;
/// Nothing goes through, and nobody is told.
const SILENT: u8 = 1;
/// Connections are closed, and new ones refused.
const CLOSED: u8 = 2;

/// Stands between the server and its database.
struct Link {
    address: String,
    state: Arc<AtomicU8>,
}

impl Link {
    fn to(target: String) -> Link {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, state) = (listener.local_addr().unwrap().to_string(), Arc::new(AtomicU8::new(OPEN)));
        let shared = state.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.load(Ordering::Relaxed) == CLOSED {
                    continue;
                }
                let Ok(server) = TcpStream::connect(&target) else { continue };
                for (mut from, mut to) in [(client.try_clone().unwrap(), server.try_clone().unwrap()), (server, client)] {
                    let state = shared.clone();
                    std::thread::spawn(move || {
                        from.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
                        let mut bytes = [0; 65_536];
                        loop {
                            match state.load(Ordering::Relaxed) {
                                CLOSED => break,
                                SILENT => {
                                    std::thread::sleep(Duration::from_millis(20));
                                    continue;
                                }
                                _ => {}
                            }
                            match from.read(&mut bytes) {
                                Ok(0) => break,
                                Ok(n) if to.write_all(&bytes[..n]).is_ok() => {}
                                Err(e) if matches!(e.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
                                _ => break,
                            }
                        }
                        let _ = from.shutdown(std::net::Shutdown::Both);
                        let _ = to.shutdown(std::net::Shutdown::Both);
                    });
                }
            }
        });
        Link { address, state }
    }

    fn is(&self, state: u8) {
        self.state.store(state, Ordering::Relaxed);
        // a read that was begun before goes through
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// A server whose way to the database can be cut.
fn through_a_link(jobs: &Jobs, arguments: &[&str]) -> (Link, Server) {
    let url = &jobs.database.url;
    let start = url.rfind('@').map_or_else(|| url.find("://").unwrap() + 3, |at| at + 1);
    let end = start + url[start..].find('/').unwrap();
    let link = Link::to(url[start..end].to_string());
    let through = format!("{}{}{}", &url[..start], link.address, &url[end..]);
    let server = Server::start_with(jobs, arguments, &[("MORAG_DATABASE_URL", &through)]);
    (link, server)
}

fn a_database_that_is_cut_off_loses_no_result(engine: Engine) {
    const JOBS: usize = 400;
    let jobs = Jobs::ready(engine);
    jobs.run(&["create", "--type", "audio", "--source", "/in/a", "--ingestion-task", "42", "--count", &JOBS.to_string()]).expect(0);
    let (link, server) = through_a_link(&jobs, &["--request-timeout", "1s", "--rate-limit", "0"]);
    let (claimed, acknowledged) = (Mutex::new(Vec::new()), Mutex::new(HashSet::new()));
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for worker in 0..6 {
            let (jobs, server, claimed, acknowledged, is_over) = (&jobs, &server, &claimed, &acknowledged, &is_over);
            scope.spawn(move || {
                let agent = agent();
                let poll = server.url(&format!("/api/v1/remote-jobs/poll?worker_id=w{worker}&content_types=audio"));
                while !is_over.load(Ordering::Relaxed) {
                    let answer = ask(&agent, "GET", &poll, None, &[]);
                    assert!(matches!(answer.status, 200 | 503), "{}", answer.text);
                    let Some(id) = answer.body["job_id"].as_str().map(String::from) else {
                        std::thread::sleep(Duration::from_millis(50));
                        continue;
                    };
                    let seq = answer.body["claim_seq"].as_i64().unwrap();
                    claimed.lock().unwrap().push((id.clone(), seq));
                    let body = json!({"success": true, "content": format!("by {worker}"), "claim_seq": seq}).to_string();
                    // as a worker does: again until it is told what became of it
                    loop {
                        let answer = ask(&agent, "PUT", &server.url(&format!("/api/v1/remote-jobs/{id}/result")), Some(&body), &[]);
                        match answer.status {
                            200 => {
                                assert_eq!(answer.body["status"], "completed");
                                acknowledged.lock().unwrap().insert(id.clone());
                                break;
                            }
                            503 => std::thread::sleep(Duration::from_millis(100)),
                            other => {
                                let sql = format!(
                                    "SELECT action, claim_seq, worker_id, detail, at FROM job_events WHERE job_id = '{id}' ORDER BY at"
                                );
                                panic!("{other}: {} {:?}", answer.text, jobs.database.sql(&sql))
                            }
                        }
                    }
                }
            });
        }
        std::thread::sleep(Duration::from_millis(300));
        for state in [SILENT, CLOSED, SILENT, CLOSED] {
            link.is(state);
            std::thread::sleep(Duration::from_millis(1500));
            link.is(OPEN);
            std::thread::sleep(Duration::from_millis(500));
        }
        let end = Instant::now() + Duration::from_secs(60);
        let left = || jobs.database.value("SELECT count(*) FROM remote_jobs WHERE status <> 'completed'");
        while left() != "0" && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(200));
        }
        is_over.store(true, Ordering::Relaxed);
    });
    let claimed = claimed.into_inner().unwrap();
    let tokens: HashSet<_> = claimed.iter().collect();
    assert_eq!(tokens.len(), claimed.len(), "no job was given to two");
    let completed: HashSet<String> =
        jobs.database.sql("SELECT id FROM remote_jobs WHERE status = 'completed'").into_iter().flatten().flatten().collect();
    assert_eq!(completed, acknowledged.into_inner().unwrap(), "what was acknowledged is there, and nothing else");
    assert_eq!(completed.len(), JOBS, "a claim whose answer was lost on its way from the database is put back");
}

fn a_claim_whose_answer_was_lost_is_put_back(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let (link, server) = through_a_link(&jobs, &["--request-timeout", "1500ms", "--no-sweep"]);
    let id = server.create("audio");
    std::thread::scope(|scope| {
        let held = Held::table(&jobs);
        let server = &server;
        let poll = scope.spawn(move || server.get("/api/v1/remote-jobs/poll?worker_id=w&content_types=audio"));
        std::thread::sleep(Duration::from_millis(700));
        link.is(SILENT);
        held.let_go();
        assert_eq!(poll.join().unwrap().status, 503);
    });
    let claims = || jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'claim'");
    // elsewhere a claim is two messages, of which the second never came
    assert_eq!(claims(), if engine.is_postgres() { "1" } else { "0" });
    link.is(OPEN);
    eventually("nobody has it", || jobs.status(&id) == "pending");
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'release'"), claims());
    // claims pass its row by until the database knows that the connection is gone
    eventually("it is claimed again", || {
        let claimed = server.poll("");
        assert!(claimed["job_id"].is_null() || claimed["job_id"] == id.as_str(), "{claimed}");
        claimed["job_id"] == id.as_str()
    });
    let metrics = server.get("/metrics").text;
    let released = format!("morag_db_jobs_released_total {}", i32::from(engine.is_postgres()));
    assert!(metrics.contains(&released), "{metrics}");
}

fn answers_say_so_while_there_is_no_database(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let (link, server) = through_a_link(&jobs, &["--request-timeout", "1s"]);
    let id = server.create("audio");
    // a poll may find nothing yet
    let mut claimed = Value::Null;
    eventually("it is claimed", || {
        claimed = server.poll("");
        claimed["job_id"] == id.as_str()
    });
    link.is(CLOSED);
    eventually("it is not ready", || server.get("/readyz").status == 503);
    let unhealthy = server.get("/health/db").expect(200);
    assert_eq!(unhealthy["status"], "unhealthy");
    let result = json!({"success": true, "claim_seq": claimed["claim_seq"]});
    let refused = server.put(&format!("/api/v1/remote-jobs/{id}/result"), &result);
    assert_eq!(refused.status, 503);
    assert!(refused.header("retry-after").is_some());
    assert!(!refused.text.contains("127.0.0.1"), "an answer names no address: {}", refused.text);
    assert_eq!(server.get("/livez").status, 200);
    assert!(server.get("/metrics").text.contains("morag_db_database_up 0"));
    link.is(OPEN);
    eventually("it is ready again", || server.get("/readyz").status == 200);
    server.put(&format!("/api/v1/remote-jobs/{id}/result"), &result).expect(200);
    link.is(SILENT);
    let begun = Instant::now();
    eventually("it is not ready", || server.get("/readyz").status == 503);
    assert!(begun.elapsed() < Duration::from_secs(10), "an answer comes in time");
    assert_eq!(server.terminate().0, 0);
}

#[test]
fn a_database_that_is_not_ready_is_refused_at_the_start() {
    let database = crate::support::TestDatabase::empty(Engine::Sqlite);
    let run = database.run(&["serve", "--listen", "127.0.0.1:0"]).expect(8);
    assert!(run.err.contains("morag-db init"), "{}", run.err);
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &[]);
    let taken = jobs.database.run(&["serve", "--listen", &server.address]).expect(2);
    assert!(taken.err.contains(&server.address), "{}", taken.err);
    jobs.database.run(&["serve", "--listen", "127.0.0.1:0", "--source-root", "missing"]).expect(2);
    jobs.database.run(&["serve", "--listen", "everywhere"]).expect(2);
}
