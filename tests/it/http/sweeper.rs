//! What happens by itself, in one instance of several.

use super::{Server, eventually};
use crate::jobs::Jobs;
use crate::support::Engine;

on_every_engine!(
    one_of_two_instances_sweeps_and_the_other_takes_over,
    a_server_that_starts_leaves_history_as_it_is,
    old_jobs_are_archived_where_that_is_asked_for,
);

fn a_server_that_starts_leaves_history_as_it_is(engine: Engine) {
    let jobs = Jobs::ready(engine);
    // as MoRAG's own server left them, a month ago
    let ids: Vec<String> = (0..30).map(|_| jobs.create("audio", "42")).collect();
    jobs.database.sql(
        "UPDATE remote_jobs SET status = 'failed', retry_count = 1, error_message = 'e', started_at = '2026-01-02 03:04:05.000006', \
         completed_at = '2026-01-02 03:04:05.000006', created_at = '2026-01-02 03:04:05.000006'",
    );
    // all but the fingerprint of the error, by which they are counted
    let history = || {
        let columns = "id, status, worker_id, retry_count, error_message, result_data, created_at, started_at, completed_at, timeout_at, \
                       claim_seq, claim_started_at, heartbeat_at, run_after";
        jobs.database.sql(&format!("SELECT {columns} FROM remote_jobs WHERE error_message = 'e' ORDER BY id"))
    };
    let before = history();
    assert_eq!(before.len(), ids.len());
    // of two cancelled jobs, one is kept for too long already
    let cancelled = [jobs.create("video", "42"), jobs.create("video", "42")];
    cancelled.iter().for_each(|id| drop(jobs.run(&["cancel", id]).expect(0)));
    jobs.database.sql(&format!("UPDATE job_archive SET kept_until = '2026-01-02 03:04:05.000006' WHERE id = '{}'", cancelled[0]));
    let server = Server::start(&jobs, &["--sweep-interval", "1s"]);
    let id = server.create("audio");
    server.poll("");
    jobs.age(&id);
    eventually("the sweeper is at work", || jobs.status(&id) == "pending");
    eventually("what has expired is deleted", || jobs.database.value("SELECT count(*) FROM job_archive") == "1");
    assert_eq!(history(), before);
    eventually("they are counted", || jobs.failure_groups(&["--kind", "remote"]).contains(&("e".into(), 30)));
    let status = server.get(&format!("/api/v1/remote-jobs/{id}/status")).expect(200);
    assert_eq!(
        (status["status"].as_str(), status["error_message"].as_str()),
        (Some("pending"), Some("Job exceeded maximum processing time"))
    );
}

fn one_of_two_instances_sweeps_and_the_other_takes_over(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let holder = || jobs.database.value("SELECT holder FROM morag_leases WHERE name = 'sweep'");
    let first = Server::start(&jobs, &["--sweep-interval", "1s"]);
    let name = |server: &Server| format!("pid {}", server.id());
    eventually("the first has the lease", || holder().contains(&name(&first)));
    let second = Server::start(&jobs, &["--sweep-interval", "1s"]);
    let id = first.create("audio");
    first.poll("");
    jobs.age(&id);
    // expired, and made pending again with a delay
    eventually("it is ended and tried again", || jobs.status(&id) == "pending");
    let actors = jobs.database.sql("SELECT DISTINCT actor FROM job_events WHERE action IN ('expire', 'retry')");
    assert_eq!(actors.len(), 1);
    assert!(actors[0][0].as_deref().unwrap().starts_with("sweeper "), "{actors:?}");
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action IN ('expire', 'retry')"), "2");
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert!(holder().contains(&name(&first)), "it keeps the lease");
    // not among the locks of migrations
    assert!(!jobs.database.run(&["migrate", "unlock"]).out.contains("sweep"));
    first.signal("KILL");
    eventually("the second takes over", || holder().contains(&name(&second)));
    // one that is told to stop gives it back
    second.terminate();
    assert_eq!(holder(), "");
    let quiet = Server::start(&jobs, &["--no-sweep"]);
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert_eq!(holder(), "");
    drop(quiet);
}

fn old_jobs_are_archived_where_that_is_asked_for(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let old: Vec<String> = (0..3).map(|_| jobs.create("audio", "42")).collect();
    let young = jobs.create("audio", "42");
    let ended = |id: &str, time: &str| {
        jobs.run(&["cancel", id]).expect(0);
        jobs.database.sql(&format!("UPDATE remote_jobs SET completed_at = {time} WHERE id = '{id}'"));
    };
    old.iter().for_each(|id| ended(id, "'2026-01-02 03:04:05.000006'"));
    ended(&young, "completed_at");
    let refused = jobs.database.run(&["serve", "--archive-after", "1h"]).expect(2).err;
    assert!(refused.contains("at least 1d"), "{refused}");
    let server = Server::start(&jobs, &["--sweep-interval", "1s", "--archive-after", "30d"]);
    eventually("they are archived", || jobs.database.value("SELECT count(*) FROM job_history") == "3");
    assert_eq!(jobs.status(&young), "cancelled");
    eventually("they are counted", || server.get("/metrics").text.contains("jobs_archived_total 3"));
    let listed = server.get("/api/v1/jobs?archived=true&sort=oldest").expect(200);
    assert_eq!((listed["jobs"].as_array().unwrap().len(), &listed["jobs"][0]["is_archived"]), (4, &serde_json::json!(true)));
    assert_eq!(server.get("/api/v1/jobs").expect(200)["jobs"].as_array().unwrap().len(), 1);
    let shown = server.get(&format!("/api/v1/jobs/{}", old[0])).expect(200);
    assert_eq!((shown["remote"]["status"].as_str(), shown["events"].as_array().unwrap().len()), (Some("cancelled"), 2));
    let why = jobs.json(&["why", &old[1]]);
    assert_eq!(why["reason"], "archived", "{why:#}");
    // the page has the month, and leads to its jobs
    let page = server.get("/database").text;
    let link = "/jobs?archived=true&amp;ended_after=2026-01-01&amp;ended_before=2026-02-01";
    assert!(page.contains(&format!("<a href=\"{link}\">2026-01</a>")), "{page}");
    assert!(page.contains("<td class=\"figure\" data-label=\"cancelled\">3</td>"), "{page}");
    let listed = server.get(&link.replace("&amp;", "&")).text;
    assert!(old.iter().all(|id| listed.contains(id)) && !listed.contains(&young), "{listed}");
}
