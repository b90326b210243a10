//! Fencing: a worker with a stale claim can't change the job, and its result is stored as a late result.

use super::Jobs;
use crate::support::Engine;
use morag_db::jobs::{ClaimRequest, Outcome, Submission, TimeLimits};

on_every_engine!(
    a_late_result_changes_nothing_and_is_kept,
    the_same_result_again_is_no_change_and_another_is_refused,
    a_heartbeat_keeps_a_claim_and_no_other,
    a_claim_by_an_old_client_is_not_ours_any_more,
    a_late_result_can_be_accepted_by_hand,
    the_next_claim_travels_with_a_result_whatever_becomes_of_that,
    what_was_claimed_along_is_put_back_if_the_result_can_not_be_kept,
    results_of_a_lot_are_judged_one_by_one,
    a_claim_lasts_as_long_as_its_type_is_given,
);

// the other engines have no timelines
mod timeline {
    use super::a_role_that_may_not_read_the_timeline_claims_all_the_same;
    on_engine!(postgres, Postgres, a_role_that_may_not_read_the_timeline_claims_all_the_same);
    on_engine!(postgres_newest, PostgresNewest, a_role_that_may_not_read_the_timeline_claims_all_the_same);
}

fn a_late_result_changes_nothing_and_is_kept(engine: Engine) {
    // how the claim ends, and the next worker: another one, or one with the same name
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
        assert_eq!(late, 2, "each once, however often it comes");
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
    // an id prefix is enough, as for operators
    jobs.run(&["heartbeat", &id[..18], "--claim", &token]).expect(0);
    jobs.run(&["submit", &id[..18], "--claim", "7", "--success"]).expect(9);
    jobs.run(&["submit", "none", "--claim", "7", "--success"]).expect(10);
    // after 24 hours, a heartbeat does not extend the claim
    jobs.database.sql("UPDATE remote_jobs SET started_at = '2020-01-02 03:04:05.000006', claim_started_at = '2020-01-02 03:04:05.000006'");
    jobs.run(&["heartbeat", &id, "--claim", &token]).expect(0);
    assert_eq!(jobs.json(&["expire"])["expired"], 1);
}

fn a_claim_by_an_old_client_is_not_ours_any_more(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("audio", "42");
    let (_, token) = jobs.claim("new", "audio").unwrap();
    // as in the MoRAG project's own SQL, which does not know claim_seq
    jobs.database.sql(&format!(
        "UPDATE remote_jobs SET status = 'processing', worker_id = 'old', started_at = '2026-03-04 05:06:07.000008' WHERE id = '{id}'"
    ));
    let before = jobs.row(&id);
    jobs.succeed(&id, &token, "from the new one").expect(9);
    jobs.run(&["heartbeat", &id, "--claim", &token]).expect(9);
    jobs.run(&["submit", &id, "--worker", "new", "--success"]).expect(9);
    assert_eq!(jobs.row(&id), before);
    // a worker without a token is identified by its name
    jobs.run(&["submit", &id, "--worker", "old", "--success", "--content", "from the old one"]).expect(0);
    assert_eq!(jobs.status(&id), "completed");
    // a job that another client completed with its own SQL is completed
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
    jobs.run(&["late", "accept", "", "--reason", "it is good"]).expect(10);
    jobs.run(&["late", "accept", &late[..23], "--reason", "it is good", "--as", "night shift"]).expect(0);
    let story = jobs.json(&["show", &id]);
    assert_eq!(
        (story["job"]["status"].as_str(), story["remote"]["result_data"]["content"].as_str()),
        (Some("completed"), Some("worth keeping"))
    );
    let last = story["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((last["action"].as_str(), last["actor"].as_str()), (Some("late-accept"), Some("night shift")));
    let operation = jobs.json(&["audit"])["operations"][0].clone();
    assert_eq!((operation["action"].as_str(), operation["changed"].as_u64()), (Some("late-accept"), Some(1)));
    assert_eq!(jobs.json(&["audit", operation["id"].as_str().unwrap()])["jobs"][0]["job_id"], id);
    jobs.run(&["late", "accept", &late, "--reason", "again", "--replace"]).expect(9);
    jobs.run(&["late", "accept", "nothing", "--reason", "x"]).expect(10);
}

fn the_next_claim_travels_with_a_result_whatever_becomes_of_that(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = [0, 1, 2].map(|_| jobs.create("audio", "42"));
    let (first, token) = jobs.claim("w1", "audio").unwrap();
    let next = ["--worker", "w1", "--claim-next", "audio,video", "--output", "json"];
    let submit = |id: &str, claim: &str| {
        let mut arguments = vec!["submit", id, "--claim", claim, "--success", "--content", "done"];
        arguments.extend(next);
        jobs.run(&arguments)
    };
    let answer = submit(&first, &token).expect(0).json();
    assert_eq!((&answer["answers"][0]["verdict"], answer["jobs"].as_array().unwrap().len()), (&"accepted".into(), 1));
    let (second, second_token) = (answer["jobs"][0]["id"].as_str().unwrap(), answer["jobs"][0]["claim_seq"].to_string());
    assert!(ids.contains(&second.to_string()) && second != first);
    assert_eq!(jobs.row(second)[0].len(), jobs.row(&first)[0].len());
    // a table with both kinds of rows has the columns of both
    let csv = jobs.run(&[
        "submit",
        &first,
        "--claim",
        &token,
        "--success",
        "--content",
        "done",
        "--worker",
        "w2",
        "--claim-next",
        "audio",
        "--output",
        "csv",
    ]);
    let widths: Vec<usize> = csv.expect(0).out.lines().map(|line| line.split(',').count()).collect();
    assert!(widths.len() == 3 && widths.iter().all(|width| *width == widths[0]), "{widths:?}");
    jobs.run(&["requeue", "--kind", "remote", "--worker", "w2", "--force", "--reason", "not that one", "--yes"]).expect(0);
    // the result is stale, but the next job is claimed all the same
    jobs.run(&["cancel", second]).expect(0);
    let refused = submit(second, &second_token).expect(9).json();
    assert_eq!((&refused["answers"][0]["verdict"], &refused["answers"][0]["status"]), (&"stale".into(), &"cancelled".into()));
    let (third, third_token) = (refused["jobs"][0]["id"].as_str().unwrap(), refused["jobs"][0]["claim_seq"].to_string());
    assert_eq!(jobs.database.value(&format!("SELECT worker_id FROM remote_jobs WHERE id = '{third}'")), "w1");
    // no more pending jobs
    let last = submit(third, &third_token).expect(0).json();
    assert_eq!((&last["answers"][0]["verdict"], &last["jobs"]), (&"accepted".into(), &serde_json::json!([])));
    let events = "SELECT count(*) FROM job_events WHERE action IN ('claim', 'complete')";
    assert_eq!(jobs.database.value(events), "6", "four claims and two results");
    jobs.run(&["submit", third, "--claim", "1", "--success", "--claim-next", "audio"]).expect(2);
}

fn what_was_claimed_along_is_put_back_if_the_result_can_not_be_kept(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = [0, 1].map(|_| jobs.create("audio", "42"));
    let (first, token) = jobs.claim("w1", "audio").unwrap();
    let second = ids.iter().find(|id| **id != first).unwrap();
    jobs.run(&["cancel", &first]).expect(0);
    // a late result can't be stored
    jobs.database.sql("ALTER TABLE job_late_results RENAME TO elsewhere");
    jobs.run(&["submit", &first, "--claim", &token, "--success", "--worker", "w1", "--claim-next", "audio"]).expect(1);
    jobs.database.sql("ALTER TABLE elsewhere RENAME TO job_late_results");
    assert_eq!(jobs.status(second), "pending");
    assert_eq!(jobs.database.value(&format!("SELECT count(*) FROM job_events WHERE job_id = '{second}' AND action = 'release'")), "1");
    assert_eq!(jobs.claim("w2", "audio").unwrap(), (second.clone(), "2".into()));
}

fn results_of_a_lot_are_judged_one_by_one(engine: Engine) {
    let jobs = Jobs::ready(engine);
    for _ in 0..4 {
        jobs.create("audio", "42");
    }
    jobs.database.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
    jobs.database.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d1', 'n', 'pdf', 'u1')");
    jobs.database.sql("INSERT INTO jobs (id, document_name, document_type, document_id, user_id) VALUES ('waits', 'd', 'pdf', 'd1', 'u1')");
    jobs.create("audio", "waits");
    let mut claimed = jobs.service(async |s| s.claim(&request()).await.unwrap());
    assert_eq!(claimed.len(), 5);
    claimed.sort_by_key(|job| job.ingestion_task_id == "waits");
    let of =
        |n: usize, seq: i64, outcome: Outcome| Submission { id: claimed[n].id.clone(), claim_seq: Some(seq), worker_id: None, outcome };
    let done = |text: &str| Outcome::Success { content: Some(text.into()), metadata: None, processing_time: None };
    let failed = Outcome::Failure { error: "it's 'no' use; DROP TABLE \\ \u{0}".into() };
    let mut batch = vec![of(0, 1, done("zero")), of(1, 1, failed), of(2, 7, done("stale")), of(4, 1, done("waits"))];
    batch.push(Submission { id: "00000000-0000-4000-8000-000000000000".into(), ..of(0, 1, done("unknown")) });
    batch.push(of(3, 1, done("three")));
    let verdicts = |batch: &[Submission]| {
        let answers = jobs.service(async |s| s.submit_many(batch).await.unwrap());
        answers
            .iter()
            .map(|a| format!("{:?} {} {}", a.verdict, a.status.as_deref().unwrap_or("-"), a.ingestion_continued))
            .collect::<Vec<_>>()
    };
    let expected = [
        "Accepted completed false",
        "Accepted failed false",
        "Stale processing false",
        "Accepted completed true",
        "NotFound - false",
        "Accepted completed false",
    ];
    assert_eq!(verdicts(&batch), expected);
    let rows = jobs.database.sql("SELECT status, retry_count, error_message FROM remote_jobs ORDER BY status, retry_count");
    let statuses: Vec<&str> = rows.iter().map(|row| row[0].as_deref().unwrap()).collect();
    assert_eq!(statuses, ["completed", "completed", "completed", "failed", "processing"]);
    assert_eq!(rows[3][2].as_deref(), Some("it's 'no' use; DROP TABLE \\ \u{fffd}"));
    assert_eq!(jobs.database.value("SELECT status FROM jobs WHERE id = 'waits'"), "PENDING");
    let again = verdicts(&batch);
    assert_eq!(again[0], "Repeated completed false");
    assert_eq!(again[1], "Repeated failed false");
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action IN ('complete', 'fail')"), "4");
}

fn a_claim_lasts_as_long_as_its_type_is_given(engine: Engine) {
    let jobs = Jobs::ready(engine);
    for ty in ["audio", "image"] {
        jobs.create(ty, "42");
    }
    let claimed = jobs.json(&["claim", "--worker", "w", "--types", "audio,image", "--max", "2", "--time-limit", "audio=45m"]);
    let minutes = |n: usize| {
        let time = |key: &str| chrono::DateTime::parse_from_rfc3339(claimed["jobs"][n][key].as_str().unwrap()).unwrap();
        (time("timeout_at") - time("started_at")).num_minutes()
    };
    assert_eq!((minutes(0), minutes(1)), (45, 5));
    jobs.run(&["claim", "--worker", "w", "--types", "audio", "--time-limit", "audio"]).expect(2);
    jobs.run(&["claim", "--worker", "w", "--types", "audio", "--time-limit", "audio=0s"]).expect(2);
}

fn request() -> ClaimRequest {
    ClaimRequest { worker: "w".into(), types: vec!["audio".into()], max: 10, limits: TimeLimits::default() }
}

fn a_role_that_may_not_read_the_timeline_claims_all_the_same(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let role = format!("w{}", jobs.database.name.replace("morag_test_", ""));
    jobs.database.sql(&format!(
        "CREATE ROLE {role} LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}; \
         REVOKE EXECUTE ON FUNCTION pg_catalog.pg_walfile_name(pg_lsn) FROM PUBLIC"
    ));
    let url = jobs.database.url.replace("postgres@", &format!("{role}@"));
    let id = jobs.create("audio", "42");
    let claimed = jobs.run(&["claim", "--worker", "w", "--types", "audio", "--output", "json", "-v", "--database-url", &url]).expect(0);
    assert!(claimed.err.contains("could not read the timeline"), "{}", claimed.err);
    let claimed = claimed.json();
    assert_eq!((claimed["jobs"][0]["id"].as_str(), claimed["jobs"][0]["claim_seq"].as_i64()), (Some(id.as_str()), Some(1)));
    jobs.run(&["submit", &id, "--claim", "1", "--success", "--content", "c", "--database-url", &url]).expect(0);
    jobs.database.sql(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}
