//! The history: ended jobs move there, are read there, exported and dropped by month.

use super::Jobs;
use crate::support::Engine;
use morag_db::consent::{Confirmation, Confirmed};
use morag_db::error::Error;
use morag_db::jobs::{ArchiveOptions, ArchiveSelection, NewJob};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

on_every_engine!(
    ended_jobs_move_with_their_events_and_late_results,
    a_month_is_exported_and_dropped,
    a_drop_is_finished_and_refused_where_it_must_be,
    a_job_whose_id_is_archived_stays,
    a_job_that_its_ingestion_job_waits_for_stays,
    times_and_ids_of_other_clients_are_understood,
    large_results_move_in_small_transactions,
    a_key_that_created_an_archived_job_creates_no_other_one,
    two_at_once_and_a_killed_one_move_every_job_once,
);

mod rows_read {
    use super::a_move_reads_only_the_jobs_that_it_moves;

    on_engine!(mariadb, MariaDb, a_move_reads_only_the_jobs_that_it_moves);
    on_engine!(mysql, MySql, a_move_reads_only_the_jobs_that_it_moves);
}

// the other engines have no partition that is a table of its own
mod foreign_tables {
    use super::tables_of_others_are_neither_used_nor_dropped;

    on_engine!(postgres, Postgres, tables_of_others_are_neither_used_nor_dropped);
}

const MARCH: &str = "2026-03-31 23:59:59.999999";
const APRIL: &str = "2026-04-01 00:00:00.000000";

fn completed(jobs: &Jobs, content: &str) -> String {
    jobs.create("audio", "1");
    let (id, claim) = jobs.claim("w", "audio").unwrap();
    jobs.succeed(&id, &claim, content).expect(0);
    id
}

fn failed(jobs: &Jobs, error: &str) -> String {
    jobs.create("audio", "1");
    let (id, claim) = jobs.claim("w", "audio").unwrap();
    jobs.fail(&id, &claim, error).expect(0);
    id
}

fn ended_at(jobs: &Jobs, id: &str, time: &str) {
    jobs.database.sql(&format!("UPDATE remote_jobs SET completed_at = '{time}' WHERE id = '{id}'"));
}

fn archive(jobs: &Jobs) -> Value {
    jobs.json(&["archive", "--ended-before", "2026-06-01", "--yes"])
}

fn ids(listed: &Value) -> BTreeSet<String> {
    listed["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_string()).collect()
}

/// Counts of the history by its rows, and as `jobs archive` has them: jobs, events, late results.
fn counted(jobs: &Jobs) -> ([u64; 3], [u64; 3]) {
    let tables = ["job_history", "job_event_history", "job_late_result_history"];
    let rows = tables.map(|table| jobs.database.value(&format!("SELECT count(*) FROM {table}")).parse().unwrap());
    let months = jobs.json(&["archive"])["months"].clone();
    let sum = |name: &str| months.as_array().unwrap().iter().map(|month| month[name].as_u64().unwrap()).sum();
    (rows, ["jobs", "events", "late_results"].map(sum))
}

fn ended_jobs_move_with_their_events_and_late_results(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let done = completed(&jobs, "result \u{fc} 😀");
    let broken = failed(&jobs, "disk full");
    // a result that comes too late
    jobs.create("audio", "2");
    let (late, claim) = jobs.claim("w", "audio").unwrap();
    jobs.run(&["cancel", &late]).expect(0);
    jobs.succeed(&late, &claim, "late").expect(9);
    let (young, open) = (completed(&jobs, "young"), jobs.create("video", "3"));
    let without_end = completed(&jobs, "an old client's");
    jobs.database.sql(&format!("UPDATE remote_jobs SET completed_at = NULL WHERE id = '{without_end}'"));
    for (id, time) in [(&done, MARCH), (&broken, APRIL), (&late, APRIL)] {
        ended_at(&jobs, id, time);
    }
    let (row, shown) = (jobs.json(&["show", &done])["remote"].clone(), jobs.json(&["show", &late]));
    assert_eq!(jobs.json(&["failures"])["jobs"], 1);
    // nothing moves before it is confirmed, and nothing young at all
    jobs.run(&["archive", "--ended-before", "1h ago", "--yes"]).expect(2);
    jobs.run(&["archive", "--ended-before", "2026-06-01", "--status", "pending", "--yes"]).expect(2);
    let plan = jobs.json(&["archive", "--ended-before", "2026-06-01", "--dry-run"]);
    assert_eq!((&plan["jobs"], &plan["months"]), (&json!(3), &json!({"2026-03": 1, "2026-04": 2})));
    let asked = jobs.run(&["archive", "--ended-before", "2026-06-01"]).expect(8).err;
    assert!(asked.contains("will move up to 3 jobs") && asked.contains("--yes"), "{asked}");
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "6");
    let moved = jobs.json(&["archive", "--ended-before", "2026-06-01", "--yes", "--reason", "old", "--as", "night"]);
    assert_eq!((&moved["planned"], &moved["moved"], &moved["late_results"]), (&json!(3), &json!(3), &json!(1)), "{moved:#}");
    let audited = jobs.json(&["audit"])["operations"][0].clone();
    assert_eq!((&audited["action"], &audited["changed"], &audited["actor"]), (&json!("archive"), &json!(3), &json!("night")));
    assert_eq!(ids(&jobs.json(&["list"])), [&young, &open, &without_end].map(String::clone).into());
    assert_eq!(jobs.json(&["failures"])["jobs"], 0);
    for table in ["job_events", "job_late_results"] {
        let left = format!("SELECT count(*) FROM {table} WHERE job_id IN ('{done}', '{broken}', '{late}')");
        assert_eq!(jobs.database.value(&left), "0", "{table}");
    }
    // all of it is in the history
    let months = jobs.json(&["archive"])["months"].clone();
    assert_eq!((&months[0]["month"], &months[0]["statuses"]), (&json!("2026-04"), &json!({"failed": 1, "cancelled": 1})), "{months:#}");
    assert_eq!((&months[1]["month"], &months[1]["statuses"]), (&json!("2026-03"), &json!({"completed": 1})), "{months:#}");
    let (rows, listed) = counted(&jobs);
    assert_eq!(rows, listed);
    assert_eq!(rows[0], 3);
    let found = jobs.json(&["show", &done[..13]]);
    assert_eq!((&found["remote"], &found["job"]["is_archived"]), (&row, &json!(true)), "{found:#}");
    let found = jobs.json(&["show", &late]);
    assert_eq!((&found["events"], &found["late_results"]), (&shown["events"], &shown["late_results"]));
    let text = jobs.run(&["show", &broken]).expect(0).out;
    assert!(text.contains("Archived") && text.contains("disk full"), "{text}");
    let all = [&done, &broken, &late, &young, &open, &without_end].map(String::clone).into();
    assert_eq!(ids(&jobs.json(&["list", "--archived"])), all);
    assert_eq!(ids(&jobs.json(&["list", "--archived", "--status", "failed"])), [broken.clone()].into());
    // page by page, none twice
    let (mut pages, mut after) = (Vec::new(), None::<String>);
    loop {
        let mut arguments = vec!["list", "--archived", "--limit", "2", "--sort", "oldest"];
        arguments.extend(after.iter().flat_map(|after| ["--after", after]));
        let page = jobs.json(&arguments);
        pages.extend(page["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_string()));
        let Some(next) = page["next"].as_str() else { break };
        after = Some(next.to_string());
    }
    assert_eq!((pages.len(), pages.into_iter().collect::<BTreeSet<_>>()), (6, all));
    let stats = jobs.json(&["stats", "--archived"])["archived"].clone();
    let count = |status: &str| stats.as_array().unwrap().iter().find(|one| one["status"] == status).map(|one| one["jobs"].clone());
    assert_eq!([count("completed"), count("failed"), count("cancelled")], [1, 1, 1].map(|n| Some(json!(n))));
    // nothing of it can be changed, and the schema is right
    jobs.run(&["requeue", &broken, "--reason", "x"]).expect(10);
    assert_eq!(archive(&jobs)["moved"], Value::Null, "nothing is left to move");
    let verified = jobs.database.run(&["verify", "--output", "json"]).expect(0).json();
    let unmanaged = verified["unmanaged"].to_string();
    assert!(!unmanaged.contains("job_history"), "partitions belong to morag-db: {unmanaged}");
    let reset = jobs.database.run(&["reset"]).expect(8).err;
    assert!(reset.contains("job_history") && !reset.contains("job_history_2026"), "{reset}");
    jobs.database.run(&["reset", "--yes", "--database", &jobs.database.parsed().database_name()]).expect(0);
    jobs.database.run(&["verify"]).expect(0);
}

fn lines(file: &std::path::Path) -> Vec<Value> {
    let text = String::from_utf8(zstd::stream::decode_all(std::fs::File::open(file).unwrap()).unwrap()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn a_month_is_exported_and_dropped(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let march: Vec<String> = (0..120).map(|n| completed(&jobs, &format!("{n} \u{fc}\n\"😀\""))).collect();
    let april = failed(&jobs, "disk full");
    for id in &march {
        ended_at(&jobs, id, MARCH);
    }
    ended_at(&jobs, &april, APRIL);
    let result = jobs.json(&["show", &march[7]])["remote"]["result_data"].clone();
    assert_eq!(archive(&jobs)["moved"], 121);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let missing = jobs.run(&["archive", "export", "2026-02", "--to", to]).expect(10).err;
    assert!(missing.contains("morag-db jobs archive"), "{missing}");
    jobs.run(&["archive", "export", "2026-13", "--to", to]).expect(2);
    jobs.run(&["archive", "export", "2026-03", "--to", "/nonexistent"]).expect(1);
    let planned = jobs.json(&["archive", "drop", "2026-03", "--dry-run"]);
    assert_eq!((&planned["is_dropped"], &planned["month"]["jobs"]), (&json!(false), &json!(120)), "{planned:#}");
    let asked = jobs.run(&["archive", "drop", "2026-03", "--export", to]).expect(8).err;
    assert!(asked.contains("will drop the archive of 2026-03: 120 jobs"), "{asked}");
    let dropped = jobs.json(&["archive", "drop", "2026-03", "--export", to, "--yes"]);
    assert_eq!(dropped["files"].as_array().unwrap().len(), 3, "{dropped:#}");
    let exported = lines(&folder.path().join("job_history-2026-03.ndjson.zst"));
    let of = |id: &str| exported.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(
        exported.iter().map(|row| row["id"].as_str().unwrap().to_string()).collect::<BTreeSet<_>>(),
        march.iter().cloned().collect()
    );
    assert_eq!((&of(&march[7])["result_data"], &of(&march[7])["completed_at"]), (&result, &json!("2026-03-31T23:59:59.999999Z")));
    let events = lines(&folder.path().join("job_event_history-2026-03.ndjson.zst"));
    assert_eq!(events.len(), 360, "create, claim and complete of each");
    // the other month is still there, and the partitions are gone
    assert_eq!(jobs.json(&["archive"])["months"].as_array().unwrap().len(), 1);
    assert_eq!(jobs.json(&["show", &april])["job"]["is_archived"], true);
    jobs.run(&["show", &march[0]]).expect(10);
    let partitions = match engine {
        Engine::Sqlite => "SELECT count(*) + 3 FROM job_event_history WHERE month = 202603",
        _ if engine.is_postgres() => "SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r'",
        _ => "SELECT count(*) FROM information_schema.partitions WHERE table_schema = DATABASE() AND partition_name LIKE 'm2026%'",
    };
    assert_eq!(jobs.database.value(partitions), "3");
    // an export does not replace what is there
    jobs.run(&["archive", "export", "2026-04", "--to", to]).expect(0);
    let refused = jobs.run(&["archive", "drop", "2026-04", "--export", to, "--yes"]).expect(8).err;
    assert!(refused.contains("exists"), "{refused}");
    assert_eq!(jobs.json(&["archive"])["months"].as_array().unwrap().len(), 1);
    let audited = jobs.json(&["audit"])["operations"][0].clone();
    assert_eq!((&audited["action"], &audited["changed"]), (&json!("archive drop"), &json!(120)));
    // the month can be filled again
    let again = completed(&jobs, "again");
    ended_at(&jobs, &again, MARCH);
    assert_eq!(archive(&jobs)["moved"], 1);
    let (rows, listed) = counted(&jobs);
    assert_eq!((rows, rows[0]), (listed, 2));
}

fn a_drop_is_finished_and_refused_where_it_must_be(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let (first, second) = (completed(&jobs, "1"), completed(&jobs, "2"));
    ended_at(&jobs, &first, APRIL);
    assert_eq!(archive(&jobs)["moved"], 1);
    // a job that is archived between the plan and the drop is not dropped unseen
    ended_at(&jobs, &second, APRIL);
    jobs.service(async |s| {
        let plan = s.plan_drop("2026-04".parse().unwrap(), None).await.unwrap();
        let before = "2026-06-01T00:00:00Z".parse().unwrap();
        let selection = ArchiveSelection { ended_before: before, statuses: Vec::new(), limit: None };
        let moving = s.plan_archive(selection, None).await.unwrap();
        let moving = Confirmed::new(moving, Confirmation::Flag(None)).unwrap();
        assert_eq!(s.archive_ended(moving, ArchiveOptions::default(), &mut |_| {}).await.unwrap().moved, 1);
        let dropped = s.drop_month(Confirmed::new(plan, Confirmation::Flag(None)).unwrap()).await;
        assert!(matches!(dropped, Err(Error::Refused { .. })), "{dropped:?}");
        // too young for an automatic move
        assert!(s.archive_older(Duration::from_secs(3600), 10).await.is_err());
    });
    assert_eq!(jobs.json(&["archive"])["months"][0]["jobs"], 2);
    // a drop that was killed: nothing more goes there, and the next one finishes it
    jobs.database.sql("UPDATE job_history_months SET dropping_since = CURRENT_TIMESTAMP");
    let third = completed(&jobs, "3");
    ended_at(&jobs, &third, APRIL);
    assert_eq!(jobs.json(&["archive"])["months"][0]["is_being_dropped"], true);
    let refused = jobs.run(&["archive", "--ended-before", "2026-06-01", "--yes"]).expect(8).err;
    assert!(refused.contains("morag-db jobs archive drop 2026-04"), "{refused}");
    assert_eq!(jobs.status(&third), "completed");
    // what is left of it is not a whole month
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().to_str().unwrap();
    jobs.run(&["archive", "export", "2026-04", "--to", folder]).expect(8);
    let other = completed(&jobs, "4");
    ended_at(&jobs, &other, MARCH);
    let moved = jobs.run(&["archive", "--ended-before", "2026-06-01", "--yes", "--output", "json"]).expect(9).json();
    assert_eq!((&moved["moved"], &moved["being_dropped"]), (&json!(1), &json!(["2026-04"])), "other months go on");
    let dropped = jobs.json(&["archive", "drop", "2026-04", "--export", folder, "--yes"]);
    assert_eq!(dropped["files"], json!([]), "{dropped:#}");
    assert_eq!(archive(&jobs)["moved"], 1);
    assert_eq!(counted(&jobs).0[0], 2);
    // a month that is not over
    let now = completed(&jobs, "now");
    let this_month = chrono::Utc::now().format("%Y-%m").to_string();
    jobs.database.sql(&format!("INSERT INTO job_history_months (month) VALUES ({})", this_month.replace('-', "")));
    let refused = jobs.run(&["archive", "drop", &this_month, "--yes"]).expect(8).err;
    assert!(refused.contains("is not over"), "{refused}");
    assert_eq!(jobs.status(&now), "completed");
}

fn a_job_whose_id_is_archived_stays(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = completed(&jobs, "first");
    ended_at(&jobs, &id, APRIL);
    assert_eq!(archive(&jobs)["moved"], 1);
    jobs.database.sql(&format!(
        "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type, status, created_at, completed_at) \
         VALUES ('{id}', 'new', '/new', 'audio', 'completed', '{MARCH}', '{APRIL}')"
    ));
    let other = completed(&jobs, "other");
    ended_at(&jobs, &other, APRIL);
    let run = jobs.run(&["archive", "--ended-before", "2026-06-01", "--yes", "--output", "json"]).expect(0).json();
    assert_eq!((&run["planned"], &run["moved"], &run["left"]), (&json!(2), &json!(1), &json!(1)), "{run:#}");
    assert_eq!(jobs.json(&["show", &id])["remote"]["source_file_path"], "/new");
    let kept = jobs.database.value(&format!("SELECT source_file_path FROM job_history WHERE id = '{id}'"));
    assert_eq!(kept, "/in/a", "the archived job is as it was");
    // those that ended first
    for _ in 0..3 {
        ended_at(&jobs, &completed(&jobs, "x"), MARCH);
    }
    assert_eq!(jobs.json(&["archive", "--ended-before", "2026-06-01", "--limit", "2", "--yes"])["moved"], 2);
    assert_eq!(jobs.json(&["archive"])["months"][1]["jobs"], 2);
}

fn a_job_that_its_ingestion_job_waits_for_stays(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
    jobs.database.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d1', 'n', 'pdf', 'u1')");
    jobs.database.sql(
        "INSERT INTO jobs (id, document_name, document_type, document_id, user_id, status) VALUES \
         ('waits', 'n', 'pdf', 'd1', 'u1', 'WAITING_FOR_REMOTE_WORKER'), ('done', 'n', 'pdf', 'd1', 'u1', 'FINISHED')",
    );
    let of = |parent: &str| {
        let id = jobs.create("audio", parent);
        jobs.run(&["cancel", &id]).expect(0);
        ended_at(&jobs, &id, APRIL);
        id
    };
    let (kept, _) = (of("waits"), of("done"));
    let moved = archive(&jobs);
    assert_eq!((&moved["moved"], &moved["left"]), (&json!(1), &json!(1)), "{moved:#}");
    assert_eq!(jobs.status(&kept), "cancelled");
    jobs.database.sql("UPDATE jobs SET status = 'FINISHED'");
    assert_eq!(archive(&jobs)["moved"], 1);
}

fn times_and_ids_of_other_clients_are_understood(engine: Engine) {
    let jobs = Jobs::ready(engine);
    // as SQLAlchemy 2 writes ids where there is no type for them
    let id = if engine.is_postgres() { "018f3c1e-0000-7000-8000-00000000000a" } else { "018f3c1e00007000800000000000000a" };
    // texts on SQLite: the first second of a month, without a fraction, as isoformat() writes it, and with a zone
    let times = ["2026-04-01 00:00:00", "2026-04-01 00:00:00.5", "2026-04-02T10:00:00", "2026-04-03 10:00:00"];
    for (n, time) in times.iter().enumerate() {
        let id = if n == 0 { id.to_string() } else { uuid::Uuid::now_v7().to_string() };
        jobs.database.sql(&format!(
            "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type, status, created_at, completed_at) \
             VALUES ('{id}', 't', 'p', 'audio', 'completed', '{time}', '{time}')"
        ));
    }
    assert_eq!(archive(&jobs)["moved"], 4);
    assert_eq!(jobs.json(&["archive"])["months"].as_array().unwrap().len(), 1);
    for asked in [id, "018f3c1e", "018f3c1e-0000", "018F3C1E-0000-7000-8000-00000000000A"] {
        assert_eq!(jobs.json(&["show", asked])["job"]["is_archived"], true, "{asked}");
    }
}

fn large_results_move_in_small_transactions(engine: Engine) {
    let jobs = Jobs::ready(engine);
    for _ in 0..4 {
        let id = completed(&jobs, "small");
        let result = format!("{{\"content\": \"{}\"}}", "x".repeat(5_000_000));
        jobs.database.sql(&format!("UPDATE remote_jobs SET result_data = '{result}' WHERE id = '{id}'"));
        ended_at(&jobs, &id, APRIL);
    }
    for _ in 0..20 {
        ended_at(&jobs, &completed(&jobs, "small"), APRIL);
    }
    assert_eq!(archive(&jobs)["moved"], 24);
    let (rows, listed) = counted(&jobs);
    assert_eq!((rows, rows[0]), (listed, 24));
    assert!(jobs.json(&["archive"])["months"][0]["bytes"].as_u64().unwrap() > 20_000_000);
}

fn a_key_that_created_an_archived_job_creates_no_other_one(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let job: NewJob = serde_json::from_value(json!({"content_type": "audio", "source_file_path": "/a", "ingestion_task_id": "1"})).unwrap();
    let first = jobs.service(async |s| s.create_once(&job, "key").await.unwrap());
    jobs.run(&["cancel", &first.id]).expect(0);
    ended_at(&jobs, &first.id, APRIL);
    assert_eq!(archive(&jobs)["moved"], 1);
    let again = jobs.service(async |s| s.create_once(&job, "key").await.unwrap());
    assert_eq!((again.id, again.is_new), (first.id, false));
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "0");
}

fn two_at_once_and_a_killed_one_move_every_job_once(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.run(&["seed", "--remote-jobs", "6000"]).expect(0);
    let before = jobs.database.value("SELECT count(*) FROM remote_jobs").parse::<u64>().unwrap();
    let rest = || jobs.database.value("SELECT count(*) FROM remote_jobs").parse::<u64>().unwrap();
    let arguments = ["jobs", "archive", "--ended-before", "2d ago", "--yes", "--rate", "1000"];
    let mut killed = jobs.database.spawn(&arguments);
    let begun = std::time::Instant::now();
    while rest() == before && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let (rows, listed) = counted(&jobs);
    assert_eq!((rows, rest() + rows[0]), (listed, before), "whole transactions");
    assert!(rows[0] > 0 && rows[0] < before, "killed midway: {rows:?}");
    let arguments = ["archive", "--ended-before", "2d ago", "--yes", "--output", "json"];
    let moved: Vec<u64> = std::thread::scope(|scope| {
        let both: Vec<_> = (0..2).map(|_| scope.spawn(|| jobs.run(&arguments))).collect();
        both.into_iter().map(|run| run.join().unwrap()).map(|run| run.json()["moved"].as_u64().unwrap_or_default()).collect()
    });
    let (rows, listed) = counted(&jobs);
    assert_eq!((rows, rest() + rows[0]), (listed, before), "{moved:?}");
    assert_eq!(jobs.json(&["archive", "--ended-before", "2d ago", "--dry-run"])["jobs"], 0);
}

fn a_move_reads_only_the_jobs_that_it_moves(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.run(&["seed", "--remote-jobs", "20000"]).expect(0);
    let read = jobs.service(async |s| {
        let ended_before = chrono::Utc::now() - chrono::TimeDelta::days(2);
        let first = |limit| ArchiveSelection { ended_before, statuses: Vec::new(), limit: Some(limit) };
        // the archive is not read either
        let plan = Confirmed::new(s.plan_archive(first(10_000), None).await.unwrap(), Confirmation::Flag(None)).unwrap();
        assert_eq!(s.archive_ended(plan, ArchiveOptions::default(), &mut |_| {}).await.unwrap().moved, 10_000);
        let plan = Confirmed::new(s.plan_archive(first(100), None).await.unwrap(), Confirmation::Flag(None)).unwrap();
        let status = morag_db::db::Sql::script("SHOW SESSION STATUS LIKE 'Handler_read%'");
        let reads = |rows: Vec<morag_db::db::Row>| rows.iter().map(|row| row.get::<u64>("Value").unwrap()).sum::<u64>();
        let earlier = reads(s.session().fetch(&status).await.unwrap());
        assert_eq!(s.archive_ended(plan, ArchiveOptions::default(), &mut |_| {}).await.unwrap().moved, 100);
        reads(s.session().fetch(&status).await.unwrap()) - earlier
    });
    assert!(read < 5_000, "{read} rows read for 100 jobs");
}

fn tables_of_others_are_neither_used_nor_dropped(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = completed(&jobs, "x");
    ended_at(&jobs, &id, APRIL);
    let arguments = ["archive", "--ended-before", "2026-06-01", "--yes"];
    let refused = |words: &str| {
        let run = jobs.run(&arguments);
        assert!(run.code == 1 && run.err.contains(words), "{} {}", run.code, run.err);
        assert_eq!(jobs.status(&id), "completed");
    };
    // one with the name of a partition, and one that takes the rows of the month
    jobs.database.sql("CREATE TABLE job_history_202604 (theirs text)");
    refused("job_history_202604");
    jobs.database.sql("DROP TABLE job_history_202604; CREATE TABLE theirs (LIKE job_history INCLUDING ALL)");
    jobs.database.sql("ALTER TABLE job_history ATTACH PARTITION theirs FOR VALUES IN (202604)");
    refused("theirs");
    jobs.database.sql("INSERT INTO job_history_months (month) VALUES (202604)");
    jobs.run(&["archive", "drop", "2026-04", "--yes"]).expect(0);
    assert_eq!(jobs.database.value("SELECT count(*) FROM theirs"), "0", "it is still there");
    jobs.database.sql("ALTER TABLE job_history DETACH PARTITION theirs");
    assert_eq!(archive(&jobs)["moved"], 1);
}
