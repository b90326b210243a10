//! Undo of bulk operations, and the archive that it reads.

use super::Jobs;
use crate::support::Engine;
use morag_db::jobs::{ApplyOptions, BulkAction, ClaimRequest, Filter, Force, Keep, Selection, Status, TimeLimits};
use serde_json::{Value, json};
use std::time::Duration;

on_every_engine!(
    a_requeue_is_undone,
    a_cancel_and_a_priority_are_undone,
    purged_jobs_come_back,
    what_was_touched_since_is_left,
    the_archive_ends_by_time_and_by_size,
    jobs_of_other_applications_are_restored,
    of_many_exactly_the_untouched_are_restored,
    counts_and_waiting_jobs_stay_right_beside_old_clients,
    the_archive_has_the_columns_of_a_job,
);

/// Creates remote jobs of which each has failed under a claim.
fn failed(jobs: &Jobs, count: usize, error: &str) -> Vec<String> {
    (0..count)
        .map(|_| {
            jobs.create("audio", "1");
            let (id, claim) = jobs.claim("w", "audio").unwrap();
            jobs.fail(&id, &claim, error).expect(0);
            id
        })
        .collect()
}

fn operation(report: &Value) -> String {
    report["operation_id"].as_str().unwrap().to_string()
}

fn actions(jobs: &Jobs, id: &str) -> Vec<String> {
    let events = jobs.json(&["show", id])["events"].as_array().unwrap().clone();
    events.iter().map(|e| e["action"].as_str().unwrap().to_string()).collect()
}

fn a_requeue_is_undone(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = failed(&jobs, 3, "disk full");
    let other = failed(&jobs, 1, "no such file").remove(0);
    let rows: Vec<_> = ids.iter().map(|id| jobs.row(id)).collect();
    let groups = jobs.json(&["failures"])["groups"].clone();
    let requeued = jobs.json(&["requeue", "--error", "disk", "--reset-retries", "--yes"]);
    assert_eq!((&requeued["changed"], &requeued["kept_for_seconds"]), (&json!(3), &json!(604_800)));
    let operation = operation(&requeued);
    let plan = jobs.json(&["undo", &operation, "--dry-run"]);
    assert_eq!((plan["jobs"].as_array().unwrap().len(), &plan["jobs"][0]["to"]), (3, &json!("failed")), "{plan:#}");
    assert_eq!(jobs.status(&ids[0]), "pending", "a plan changes nothing");
    let asked = jobs.run(&["undo", &operation]).expect(8).err;
    assert!(asked.contains("will undo the requeue of 3 jobs") && asked.contains("--yes"), "{asked}");
    let undone = jobs.json(&["undo", &operation[..13], "--yes", "--reason", "wrong filter", "--as", "night"]);
    assert_eq!((&undone["changed"], &undone["undoes"]), (&json!(3), &json!(operation)), "{undone:#}");
    for (id, row) in ids.iter().zip(&rows) {
        assert_eq!(&jobs.row(id), row, "all columns are as they were");
        assert_eq!(actions(&jobs, id), ["create", "claim", "fail", "requeue", "undo"]);
    }
    assert_eq!(jobs.status(&other), "failed");
    let mut again = jobs.json(&["failures"])["groups"].clone();
    let (mut before, after) = (groups.as_array().unwrap().clone(), again.as_array_mut().unwrap());
    // the sample may be another job of the group, and a failure is counted a moment after the job's row has its time
    for group in before.iter_mut().chain(after.iter_mut()) {
        group["example"] = Value::Null;
        for time in ["first_failed_at", "last_failed_at"] {
            group[time] = json!(group[time].as_str().unwrap()[..16]);
        }
    }
    assert_eq!(&before, after);
    let first = jobs.json(&["audit"])["operations"][0].clone();
    assert_eq!((&first["action"], &first["undoes"], &first["actor"]), (&json!("undo"), &json!(operation), &json!("night")));
    // a second time there is nothing to do, and an undo is not undone
    let twice = jobs.json(&["undo", &operation, "--yes"]);
    assert_eq!((twice["jobs"].as_array().unwrap().len(), &twice["undone_before"]), (0, &json!(3)), "{twice:#}");
    let wrong = jobs.run(&["undo", first["id"].as_str().unwrap(), "--yes"]).expect(8).err;
    assert!(wrong.contains("only requeue, cancel, purge, prioritise can be undone"), "{wrong}");
    jobs.run(&["undo", "ffffffff"]).expect(10);
    // and the jobs can be requeued again
    assert_eq!(jobs.json(&["requeue", "--error", "disk", "--yes"])["changed"], 3);
}

fn a_cancel_and_a_priority_are_undone(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let (waiting, running) = (jobs.create("video", "1"), jobs.create("audio", "1"));
    let (_, claim) = jobs.claim("w", "audio").unwrap();
    let rows = [jobs.row(&waiting), jobs.row(&running)];
    let first = operation(&jobs.json(&["prioritise", "--type", "video", "--to", "-5", "--yes"]));
    jobs.json(&["undo", &first, "--yes"]);
    assert_eq!(jobs.row(&waiting), rows[0]);
    let cancelled = operation(&jobs.json(&["cancel", "--all", "--yes"]));
    assert_eq!([jobs.status(&waiting), jobs.status(&running)], ["cancelled", "cancelled"]);
    assert_eq!(jobs.json(&["undo", &cancelled, "--yes"])["changed"], 2);
    assert_eq!([jobs.row(&waiting), jobs.row(&running)], rows);
    // the worker goes on as if nothing had happened
    jobs.run(&["heartbeat", &running, "--claim", &claim]).expect(0);
    jobs.succeed(&running, &claim, "x").expect(0);
    // the deadline of a cancelled job may pass: then it would only time out
    let again = operation(&jobs.json(&["cancel", &waiting, "--yes"]));
    jobs.database.sql("UPDATE job_archive SET timeout_at = '2020-01-02 03:04:05.000006'");
    let plan = jobs.run(&["undo", &again, "--yes"]).expect(9).out;
    assert!(plan.contains("its deadline has passed: requeue it with: morag-db jobs requeue"), "{plan}");
    jobs.run(&["requeue", &waiting]).expect(0);
    // a worker that was told of the cancellation too late has done its work
    let third = jobs.create("image", "1");
    let (_, claim) = jobs.claim("w", "image").unwrap();
    let cancelled = operation(&jobs.json(&["cancel", &third]));
    jobs.succeed(&third, &claim, "x").expect(9);
    assert!(jobs.run(&["undo", &cancelled, "--yes"]).expect(9).out.contains("a late result"), "its result is not thrown away");
}

fn purged_jobs_come_back(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = failed(&jobs, 2, "no such file: it's \u{1F600}");
    jobs.create("audio", "7");
    let (done, claim) = jobs.claim("w", "audio").unwrap();
    jobs.succeed(&done, &claim, "result \u{fc}").expect(0);
    let all = [ids[0].clone(), ids[1].clone(), done.clone()];
    let rows: Vec<_> = all.iter().map(|id| jobs.row(id)).collect();
    let groups = jobs.json(&["failures"])["jobs"].clone();
    let purged = jobs.json(&["purge", "--all", "--yes", "--reason", "cleanup"]);
    assert_eq!((&purged["changed"], jobs.database.value("SELECT count(*) FROM remote_jobs").as_str()), (&json!(3), "0"));
    assert_eq!(jobs.json(&["failures"])["jobs"], 0);
    // what is kept is shown
    let shown = jobs.json(&["show", &done]);
    assert_eq!(shown["job"]["native_status"], "purged");
    assert_eq!(shown["remote"]["result_data"]["content"], "result \u{fc}", "{shown:#}");
    assert_eq!(shown["kept"]["operation_id"], purged["operation_id"]);
    let text = jobs.run(&["show", &done]).expect(0).out;
    assert!(text.contains(&format!("morag-db jobs undo {}", operation(&purged))), "{text}");
    let kept = jobs.json(&["archive", "kept"])["operations"].clone();
    assert_eq!((&kept[0]["action"], &kept[0]["jobs"]), (&json!("purge"), &json!(3)), "{kept:#}");
    // one of them was made anew by somebody
    jobs.database.sql(&format!(
        "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type) VALUES ('{}', 'new', '/new', 'audio')",
        ids[1]
    ));
    let undone = jobs.json(&["undo", &operation(&purged), "--yes"]);
    assert_eq!((&undone["changed"], undone["refused"].as_array().unwrap().len()), (&json!(2), 1), "{undone:#}");
    assert!(undone["refused"][0][1].as_str().unwrap().contains("exists again"), "{undone:#}");
    assert_eq!([jobs.row(&ids[0]), jobs.row(&done)], [rows[0].clone(), rows[2].clone()]);
    assert_eq!(jobs.database.value(&format!("SELECT source_file_path FROM remote_jobs WHERE id = '{}'", ids[1])), "/new");
    assert_eq!((groups, &jobs.json(&["failures"])["jobs"]), (json!(2), &json!(1)));
    // the same result again is still a repetition
    jobs.succeed(&done, &claim, "result \u{fc}").expect(0);
    // without keeping them, they are gone
    let gone = jobs.json(&["purge", &done, "--keep-for", "0"]);
    assert_eq!(gone["kept_for_seconds"], 0);
    let plan = jobs.run(&["undo", &operation(&gone), "--yes"]).expect(9).out;
    assert!(plan.contains("not kept ("), "{plan}");
    assert_eq!(jobs.json(&["show", &done])["kept"], Value::Null);
}

fn what_was_touched_since_is_left(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = failed(&jobs, 7, "disk full");
    let requeued = operation(&jobs.json(&["requeue", "--status", "failed", "--yes"]));
    // claimed; cancelled; cancelled and requeued; prioritised; an old client's claim, and one that it put back; deleted
    let (claimed, _) = jobs.claim("w", "audio").unwrap();
    let rest: Vec<&String> = ids.iter().filter(|id| **id != claimed).collect();
    jobs.run(&["cancel", rest[0]]).expect(0);
    jobs.run(&["cancel", rest[1]]).expect(0);
    jobs.run(&["requeue", rest[1]]).expect(0);
    jobs.run(&["prioritise", rest[2], "--to", "3"]).expect(0);
    let old = |set: &str, id: &str| jobs.database.sql(&format!("UPDATE remote_jobs SET {set} WHERE id = '{id}'"));
    old("status = 'processing', worker_id = 'old', started_at = CURRENT_TIMESTAMP", rest[3]);
    old("worker_id = 'old', started_at = CURRENT_TIMESTAMP", rest[4]);
    jobs.database.sql(&format!("DELETE FROM remote_jobs WHERE id = '{}'", rest[5]));
    let before: Vec<_> = ids.iter().map(|id| jobs.row(id)).collect();
    let plan = jobs.json(&["undo", &requeued, "--yes"]);
    assert_eq!(plan["jobs"], json!([]), "{plan:#}");
    assert_eq!(ids.iter().map(|id| jobs.row(id)).collect::<Vec<_>>(), before);
    let why = |id: &str| {
        let refused = plan["refused"].as_array().unwrap();
        refused.iter().find(|one| one[0] == id).unwrap_or_else(|| panic!("{id}: {plan:#}"))[1].as_str().unwrap().to_string()
    };
    assert_eq!(why(&claimed), "it is processing now");
    for (id, words) in
        [(rest[0], "later operation"), (rest[1], "later operation"), (rest[2], "later operation"), (rest[3], "it is processing now")]
    {
        assert!(why(id).contains(words), "{}", why(id));
    }
    assert_eq!([why(rest[4]), why(rest[5])], ["it was changed since", "it was deleted since"]);
    // a job that changes between plan and undo is skipped
    let one = failed(&jobs, 1, "x").remove(0);
    let last = operation(&jobs.json(&["requeue", &one]));
    let skipped = jobs.service(async |s| {
        let plan = s.plan_undo(&last, None).await.unwrap();
        assert_eq!(plan.jobs.len(), 1);
        let types = vec!["audio".to_string()];
        let request = ClaimRequest { worker: "w".into(), types, max: 50, limits: TimeLimits::default() };
        s.claim(&request).await.unwrap();
        let confirmed = morag_db::consent::Confirmed::new(plan, morag_db::consent::Confirmation::Flag(None)).unwrap();
        s.undo(confirmed, None, &mut |_| {}).await.unwrap().skipped
    });
    assert_eq!((skipped, jobs.status(&one).as_str()), (vec![one.clone()], "processing"));
}

fn the_archive_ends_by_time_and_by_size(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let count = |jobs: &Jobs| jobs.database.value("SELECT count(*) FROM job_archive");
    let ids = failed(&jobs, 4, &"e".repeat(2_000));
    let requeue = operation(&jobs.json(&["requeue", &ids[0], "--keep-for", "1h"]));
    let purge = operation(&jobs.json(&["purge", &ids[1], &ids[2], "--yes"]));
    assert_eq!(count(&jobs), "3");
    // first those of jobs that exist, then the oldest
    jobs.run(&["archive", "prune", "--at-most", "5kB"]).expect(8);
    assert_eq!(jobs.json(&["archive", "prune", "--at-most", "6kB", "--yes"])["jobs"], 1);
    assert!(jobs.run(&["undo", &requeue, "--yes"]).expect(9).out.contains("not kept ("));
    assert_eq!(jobs.json(&["archive", "kept"])["operations"][0]["operation_id"], purge);
    jobs.run(&["archive", "prune", "--operation", &purge[..13]]).expect(8);
    // a full archive makes room by itself
    let small = Keep { bytes: 3_000, ..Keep::default() };
    jobs.service(async |s| {
        let selection = Selection { ids: vec![ids[3].clone()], ..Selection::default() };
        let plan = s.plan(BulkAction::Purge, &selection, Force::No, None).await.unwrap();
        let confirmed = morag_db::consent::Confirmed::new(plan, morag_db::consent::Confirmation::Flag(None)).unwrap();
        s.apply(confirmed, ApplyOptions { keep: small, ..ApplyOptions::default() }, &mut |_| {}).await.unwrap();
    });
    let kept = jobs.json(&["archive", "kept"])["operations"].clone();
    assert_eq!((kept.as_array().unwrap().len(), &kept[0]["jobs"]), (1, &json!(1)), "{kept:#}");
    assert!(kept[0]["bytes"].as_u64().unwrap() <= 3_000, "{kept:#}");
    // what has expired goes without a question, also by the next operation
    jobs.database.sql("UPDATE job_archive SET kept_until = '2020-01-02 03:04:05.000006'");
    assert_eq!(jobs.json(&["archive", "prune"])["jobs"], 1);
    assert_eq!(jobs.run(&["archive", "kept"]).expect(0).out, "Nothing is kept for jobs undo.\n");
    let audited = jobs.json(&["audit"])["operations"][0].clone();
    assert_eq!(
        (&audited["action"], &audited["changed"], &audited["confirmed_by"]),
        (&json!("archive prune"), &json!(1), &json!("harmless"))
    );
    jobs.run(&["cancel", &ids[0]]).expect(0);
    jobs.database.sql("UPDATE job_archive SET kept_until = '2020-01-02 03:04:05.000006'");
    let new = jobs.create("audio", "1");
    jobs.run(&["cancel", &new]).expect(0);
    assert_eq!(count(&jobs), "1");
}

fn jobs_of_other_applications_are_restored(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let sql = |text: &str| jobs.database.sql(text);
    let of = |table: &str, columns: &str| sql(&format!("SELECT {columns} FROM {table} ORDER BY id"));
    jobs.database.run(&["seed", "--seed", "5"]).expect(0);
    sql("UPDATE jobs SET status = 'FAILED', percentage = 42, end_date = '2026-03-01 10:11:12.131415'");
    sql("UPDATE processing_jobs SET status = 'failed', progress = 0.25, processed_items = 3, current_phase = 'map', \
         completed_at = '2026-03-01 10:11:12.131415', error_message = 'it''s full', error_details = '{\"a\": [1, \"\u{fc}\"]}'");
    sql("UPDATE task_runs SET status = 'FAILED', completed_at = '2026-03-01 10:11:12.131415'");
    let tables = [
        ("jobs", "id, status, percentage, end_date"),
        (
            "processing_jobs",
            "id, status, progress, processed_items, processed_batches, failed_batches, current_phase, completed_at, error_message, error_details",
        ),
        ("task_runs", "id, status, completed_at"),
    ];
    let kinds = "ingest,processing,task-run";
    let before: Vec<_> = tables.iter().map(|(table, columns)| of(table, columns)).collect();
    let runs = before[2].len();
    assert!(before.iter().all(|rows| !rows.is_empty()), "the seed has each kind");
    let requeued = jobs.json(&["requeue", "--kind", kinds, "--yes", "--reason", "r"]);
    let operation = operation(&requeued);
    let first = of("jobs", "id, status")[0][0].clone().unwrap();
    assert_eq!(jobs.database.value(&format!("SELECT percentage FROM jobs WHERE id = '{first}'")), "0");
    // its application has begun
    sql(&format!("UPDATE jobs SET status = 'PROCESSING', percentage = 7 WHERE id = '{first}'"));
    let undone = jobs.json(&["undo", &operation, "--yes"]);
    assert_eq!(undone["refused"], json!([[first, "it is PROCESSING now"]]), "{undone:#}");
    assert_eq!(undone["changed"].as_u64().unwrap() + 1, requeued["changed"].as_u64().unwrap());
    for ((table, columns), rows) in tables.iter().zip(&before) {
        let now = of(table, columns);
        for row in rows.iter().filter(|row| row[0].as_deref() != Some(first.as_str())) {
            assert!(now.contains(row), "{table}: {row:?} in {now:?}");
        }
    }
    // the new runs stay, cancelled
    let new = of("task_runs", "id, status").len() - runs;
    assert_eq!(new, requeued["new_runs"].as_array().unwrap().len());
    assert_eq!(jobs.database.value("SELECT count(*) FROM task_runs WHERE status = 'CANCELLED'"), new.to_string());
    // and a cancel; an ingestion job that waited for a remote job goes on, since none is left
    sql("UPDATE jobs SET status = 'PENDING', percentage = 42, end_date = NULL");
    sql("UPDATE processing_jobs SET status = 'queued', completed_at = NULL");
    let before: Vec<_> = tables[..2].iter().map(|(table, columns)| of(table, columns)).collect();
    let cancelled = jobs.json(&["cancel", "--kind", "ingest,processing", "--yes", "--reason", "r"]);
    assert_eq!(jobs.json(&["undo", cancelled["operation_id"].as_str().unwrap(), "--yes"])["refused"], json!([]));
    assert_eq!(tables[..2].iter().map(|(table, columns)| of(table, columns)).collect::<Vec<_>>(), before);
    sql("UPDATE remote_jobs SET status = 'completed'");
    sql(&format!("UPDATE jobs SET status = 'WAITING_FOR_REMOTE_WORKER' WHERE id = '{first}'"));
    let cancelled = jobs.json(&["cancel", &first]);
    jobs.run(&["undo", cancelled["operation_id"].as_str().unwrap(), "--yes"]).expect(0);
    assert_eq!(jobs.database.value(&format!("SELECT status FROM jobs WHERE id = '{first}'")), "PENDING");
    // what ran may have been stopped; what the application has changed itself is its own; and what is not kept is gone
    sql(&format!("UPDATE jobs SET status = 'PROCESSING' WHERE id = '{first}'"));
    let cancelled = jobs.json(&["cancel", &first]);
    let left = jobs.run(&["undo", cancelled["operation_id"].as_str().unwrap(), "--yes"]).expect(9).out;
    assert!(left.contains("its application may have stopped it: requeue it with"), "{left}");
    sql(&format!("UPDATE jobs SET status = 'FAILED' WHERE id = '{first}'"));
    let requeued = jobs.json(&["requeue", &first]);
    sql(&format!("UPDATE jobs SET updated_at = '2039-01-01 00:00:00' WHERE id = '{first}'"));
    assert!(jobs.run(&["undo", requeued["operation_id"].as_str().unwrap(), "--yes"]).expect(9).out.contains("it was changed since"));
    sql(&format!("UPDATE jobs SET status = 'FAILED' WHERE id = '{first}'"));
    let requeued = jobs.json(&["requeue", &first, "--keep-for", "0"]);
    assert!(jobs.run(&["undo", requeued["operation_id"].as_str().unwrap(), "--yes"]).expect(9).out.contains("not kept ("));
}

/// `MORAG_TEST_UNDO_JOBS=50000` takes ten minutes.
fn of_many_exactly_the_untouched_are_restored(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let all: usize = std::env::var("MORAG_TEST_UNDO_JOBS").map_or(2_000, |jobs| jobs.parse().unwrap());
    let touched = all / 10;
    jobs.database.run(&["seed", "--remote-jobs", &all.to_string()]).expect(0);
    jobs.database.sql(
        "UPDATE remote_jobs SET status = 'failed', error_message = 'disk full', content_type = 'audio', retry_count = 1, \
                       started_at = created_at, completed_at = created_at, worker_id = 'w'",
    );
    let (requeued, taken) = jobs.service(async |s| {
        let selection = Selection { filter: Filter { statuses: vec![Status::Failed], ..Filter::default() }, ..Selection::default() };
        let plan = s.plan(BulkAction::Requeue, &selection, Force::No, Some("r".into())).await.unwrap();
        let confirmed = morag_db::consent::Confirmed::new(plan, morag_db::consent::Confirmation::Flag(None)).unwrap();
        let requeued = s.apply(confirmed, ApplyOptions::default(), &mut |_| {}).await.unwrap();
        let types = vec!["audio".to_string()];
        let request = ClaimRequest { worker: "taker".into(), types, max: 100, limits: TimeLimits::default() };
        let mut taken = 0;
        while taken < touched {
            taken += s.claim(&request).await.unwrap().len();
        }
        (requeued, taken)
    });
    assert_eq!((requeued.changed, taken), (all, touched));
    let undone = jobs.json(&["undo", &requeued.operation_id, "--yes"]);
    assert_eq!((&undone["changed"], undone["refused"].as_array().unwrap().len()), (&json!(all - touched), touched));
    let count = |status: &str| jobs.database.value(&format!("SELECT count(*) FROM remote_jobs WHERE status = '{status}'"));
    assert_eq!([count("failed"), count("processing")], [(all - touched).to_string(), touched.to_string()]);
    let same = "SELECT count(*) FROM remote_jobs WHERE status = 'failed' AND started_at = created_at AND completed_at = created_at \
                AND worker_id = 'w' AND error_message = 'disk full' AND retry_count = 1";
    assert_eq!(jobs.database.value(same), (all - touched).to_string());
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'undo'"), (all - touched).to_string());
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_archive"), touched.to_string());
}

/// What an old client does to a job with its own SQL, before and after an operation.
fn counts_and_waiting_jobs_stay_right_beside_old_clients(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let counted = |jobs: &Jobs| (jobs.json(&["failures"])["jobs"].clone(), jobs.database.value("SELECT SUM(jobs) FROM job_failures"));
    let ids = failed(&jobs, 2, "disk full");
    // a counted failure that an old client has completed; it is purged and comes back before a sweep
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'completed' WHERE id = '{}'", ids[0]));
    let purged = operation(&jobs.json(&["purge", &ids[0]]));
    assert_eq!(jobs.json(&["undo", &purged, "--yes"])["changed"], 1);
    assert_eq!(counted(&jobs), (json!(1), "1".into()));
    jobs.run(&["expire"]).expect(0);
    assert_eq!(counted(&jobs), (json!(1), "1".into()));
    // an old client's attempt at a requeued job leaves no event, but a failure
    let requeued = operation(&jobs.json(&["requeue", &ids[1]]));
    jobs.database.sql(&format!("UPDATE remote_jobs SET retry_count = 2 WHERE id = '{}'", ids[1]));
    assert!(jobs.run(&["undo", &requeued, "--yes"]).expect(9).out.contains("it was changed since"));
    // of a priority nothing else is restored
    let prioritised = operation(&jobs.json(&["prioritise", &ids[1], "--to", "7"]));
    jobs.database.sql(&format!("UPDATE remote_jobs SET source_file_path = '/moved' WHERE id = '{}'", ids[1]));
    jobs.json(&["undo", &prioritised, "--yes"]);
    let row = jobs.database.sql(&format!("SELECT priority, source_file_path FROM remote_jobs WHERE id = '{}'", ids[1]));
    assert_eq!(row, [["0".to_string(), "/moved".to_string()].map(Some)]);
    // an ingestion job waits for a job that is requeued by force, and goes on when it is completed again
    jobs.database.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
    jobs.database.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d1', 'n', 'pdf', 'u1')");
    jobs.database.sql(
        "INSERT INTO jobs (id, document_name, document_type, status, percentage, document_id, user_id) \
         VALUES ('i1', 'd', 'pdf', 'WAITING_FOR_REMOTE_WORKER', 40, 'd1', 'u1')",
    );
    let done = jobs.create("video", "i1");
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'completed', completed_at = created_at WHERE id = '{done}'"));
    let forced = operation(&jobs.json(&["requeue", &done, "--force", "--reason", "r"]));
    jobs.json(&["undo", &forced, "--yes"]);
    assert_eq!(jobs.database.value("SELECT status FROM jobs WHERE id = 'i1'"), "PENDING");
    // what an old client has deleted was not purged
    jobs.run(&["requeue", &done, "--force", "--reason", "r"]).expect(0);
    jobs.database.sql(&format!("DELETE FROM remote_jobs WHERE id = '{done}'"));
    assert_eq!(jobs.json(&["show", &done])["kept"], Value::Null);
}

fn the_archive_has_the_columns_of_a_job(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let catalog = jobs.database.catalog().0;
    let names = |table: &str| {
        catalog.tables[table].columns.iter().map(|c| (c.name.clone(), c.ty.clone())).collect::<std::collections::BTreeMap<_, _>>()
    };
    let (job, mut archived) = (names("remote_jobs"), names("job_archive"));
    for own in ["operation_id", "action", "archived_at", "kept_until", "bytes"] {
        archived.remove(own).unwrap();
    }
    assert_eq!(archived, job, "a migration that adds a column to remote_jobs adds it to job_archive");
    assert!(Keep::default().time > Duration::ZERO);
}
