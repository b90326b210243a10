//! The fence: a worker whose claim is over can change nothing, and its result is kept.

use super::Jobs;
use crate::support::Engine;

on_every_engine!(
    a_late_result_changes_nothing_and_is_kept,
    the_same_result_again_is_no_change_and_another_is_refused,
    a_heartbeat_keeps_a_claim_and_no_other,
    a_claim_by_an_old_client_is_not_ours_any_more,
    a_late_result_can_be_accepted_by_hand,
);

fn a_late_result_changes_nothing_and_is_kept(engine: Engine) {
    // how the claim ends, and the worker that comes after: another one, or one of the same name
    for (disturbance, next) in [("expire", "w2"), ("expire", "w1"), ("requeue", "w2"), ("cancel", "w1"), ("purge", "")] {
        let jobs = Jobs::ready(engine);
        let id = jobs.create("audio", "42");
        let (_, token) = jobs.claim("w1", "audio").unwrap();
        match disturbance {
            "expire" => {
                jobs.age(&id);
                jobs.run(&["expire"]).expect(0);
                jobs.run(&["requeue", &id]).expect(0);
            }
            "requeue" => drop(jobs.run(&["requeue", &id, "--force", "--reason", "it hangs"]).expect(0)),
            "cancel" => {
                jobs.run(&["cancel", &id]).expect(0);
                jobs.succeed(&id, &token, "too late").expect(9);
                jobs.run(&["requeue", &id]).expect(0);
            }
            _ => {
                jobs.run(&["cancel", &id]).expect(0);
                jobs.run(&["purge", &id]).expect(0);
                jobs.succeed(&id, &token, "too late").expect(10);
                continue;
            }
        }
        let (again, second) = jobs.claim(next, "audio").unwrap();
        assert_eq!(again, id);
        assert_ne!(second, token, "a claim is counted and never counted back");
        let before = jobs.row(&id);
        let refused = jobs.succeed(&id, &token, "too late").expect(9);
        assert!(refused.err.contains("kept as a late result") && refused.err.contains(&format!("claim {second}")), "{}", refused.err);
        jobs.fail(&id, &token, "too late as well").expect(9);
        jobs.run(&["heartbeat", &id, "--claim", &token]).expect(9);
        assert_eq!(jobs.row(&id), before, "{disturbance}: byte for byte");
        let late = jobs.json(&["late", "list"])["late_results"].as_array().unwrap().len();
        assert_eq!(late, if disturbance == "cancel" { 3 } else { 2 });
        jobs.succeed(&id, &second, "in time").expect(0);
        assert_eq!(jobs.status(&id), "completed");
        let story = jobs.json(&["show", &id]);
        assert_eq!(story["remote"]["result_data"]["content"], "in time");
        assert_eq!(story["late_results"].as_array().unwrap().len(), late);
    }
}

fn the_same_result_again_is_no_change_and_another_is_refused(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("web", "42");
    let (_, token) = jobs.claim("w", "web").unwrap();
    jobs.succeed(&id, &token, "result").expect(0);
    let (row, events) = (jobs.row(&id), jobs.database.value("SELECT count(*) FROM job_events"));
    let again = jobs.json(&["submit", &id, "--claim", &token, "--success", "--content", "result"]);
    assert_eq!(again["answers"][0]["verdict"], "repeated");
    jobs.succeed(&id, &token, "another").expect(9);
    jobs.fail(&id, &token, "result").expect(9);
    assert_eq!((jobs.row(&id), jobs.database.value("SELECT count(*) FROM job_events")), (row, events));
}

fn a_heartbeat_keeps_a_claim_and_no_other(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("image", "42");
    let (_, token) = jobs.claim("w", "image").unwrap();
    jobs.age(&id);
    jobs.run(&["heartbeat", &id, "--claim", &token]).expect(0);
    jobs.run(&["expire"]).expect(0);
    assert_eq!(jobs.status(&id), "processing", "it was heard of in time");
    jobs.run(&["heartbeat", &id, "--claim", "7"]).expect(9);
    jobs.run(&["heartbeat", "00000000-0000-7000-8000-000000000000", "--claim", "1"]).expect(10);
    // after a day no heartbeat helps
    jobs.database.sql("UPDATE remote_jobs SET started_at = '2020-01-02 03:04:05.000006', claim_started_at = '2020-01-02 03:04:05.000006'");
    jobs.run(&["heartbeat", &id, "--claim", &token]).expect(0);
    assert_eq!(jobs.json(&["expire"])["expired"], 1);
}

fn a_claim_by_an_old_client_is_not_ours_any_more(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("audio", "42");
    let (_, token) = jobs.claim("new", "audio").unwrap();
    // as the MoRAG project's own SQL does it: it knows nothing of claim_seq
    jobs.database.sql(&format!(
        "UPDATE remote_jobs SET status = 'processing', worker_id = 'old', started_at = '2026-03-04 05:06:07.000008' WHERE id = '{id}'"
    ));
    let before = jobs.row(&id);
    jobs.succeed(&id, &token, "from the new one").expect(9);
    jobs.run(&["heartbeat", &id, "--claim", &token]).expect(9);
    jobs.run(&["submit", &id, "--worker", "new", "--success"]).expect(9);
    assert_eq!(jobs.row(&id), before);
    // a worker without a token is held to its name
    jobs.run(&["submit", &id, "--worker", "old", "--success", "--content", "from the old one"]).expect(0);
    assert_eq!(jobs.status(&id), "completed");
    // and a job that it finished by its own means is finished
    let other = jobs.create("audio", "43");
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'completed', result_data = '{{\"content\": \"x\"}}' WHERE id = '{other}'"));
    assert!(jobs.claim("new", "audio").is_none());
    assert_eq!(jobs.json(&["show", &other])["job"]["status"], "completed");
}

fn a_late_result_can_be_accepted_by_hand(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("audio", "42");
    let (_, token) = jobs.claim("w", "audio").unwrap();
    jobs.age(&id);
    jobs.run(&["expire"]).expect(0);
    jobs.succeed(&id, &token, "worth keeping").expect(9);
    let late = jobs.json(&["late", "list"])["late_results"][0]["id"].as_str().unwrap().to_string();
    jobs.run(&["requeue", &id]).expect(0);
    jobs.claim("w2", "audio").unwrap();
    jobs.run(&["late", "accept", &late, "--reason", "it is good"]).expect(9);
    jobs.run(&["cancel", &id]).expect(0);
    jobs.run(&["late", "accept", &late, "--reason", "it is good", "--as", "night shift"]).expect(0);
    let story = jobs.json(&["show", &id]);
    assert_eq!(
        (story["job"]["status"].as_str(), story["remote"]["result_data"]["content"].as_str()),
        (Some("completed"), Some("worth keeping"))
    );
    let last = story["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((last["action"].as_str(), last["actor"].as_str()), (Some("late-accept"), Some("night shift")));
    jobs.run(&["late", "accept", &late, "--reason", "again"]).expect(9);
    jobs.run(&["late", "accept", "nothing", "--reason", "x"]).expect(10);
}
