//! Jobs that ended, by intervals of time: whoever ended them, on every engine the same numbers.

use super::Jobs;
use crate::support::Engine;
use chrono::{TimeDelta, Utc};
use morag_db::jobs::{Trend, Window};

on_every_engine!(trends_count_what_has_ended_and_when);

/// A job as an application that knows nothing of morag-db leaves it: times in seconds before now.
fn insert(jobs: &Jobs, ty: &str, status: &str, fingerprint: Option<&str>, [created, started, ended]: [i64; 3]) {
    let at = |seconds: i64| (Utc::now() - TimeDelta::seconds(seconds)).format("%Y-%m-%d %H:%M:%S%.6f").to_string();
    let fingerprint = fingerprint.map_or("NULL".into(), |text| format!("'{text}'"));
    jobs.database.sql(&format!(
        "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type, task_options, status, created_at, started_at, completed_at, \
         failure_fingerprint) VALUES ('{}', 'i', '/a', '{ty}', '{{}}', '{status}', '{}', '{}', '{}', {fingerprint})",
        uuid::Uuid::now_v7(),
        at(created),
        at(started),
        at(ended)
    ));
}

fn trend(jobs: &Jobs, window: Window, before: Option<&Trend>) -> Trend {
    jobs.service(async |s| s.trend(window, before).await.unwrap())
}

/// Completed, failed, and the p50 and p95 of waiting and running.
fn of(trend: &Trend, ty: &str) -> (u64, u64, [Option<f64>; 4]) {
    let ended = trend.of_type(ty);
    let times = [ended.waits.percentile(0.5), ended.waits.percentile(0.95), ended.runs.percentile(0.5), ended.runs.percentile(0.95)];
    (ended.completed, ended.failed, times)
}

fn trends_count_what_has_ended_and_when(engine: Engine) {
    let jobs = Jobs::ready(engine);
    assert_eq!(of(&trend(&jobs, Window::Week, None), "audio"), (0, 0, [None; 4]));
    let (minute, hour, day) = (60, 3600, 86_400);
    insert(&jobs, "audio", "completed", None, [10 * minute + 47, 10 * minute + 45, 10 * minute]);
    insert(&jobs, "audio", "failed", Some("aaaaaaaaaaaaaaaa"), [20 * minute + 94, 20 * minute + 90, 20 * minute]);
    insert(&jobs, "audio", "timeout", Some("aaaaaaaaaaaaaaaa"), [3 * hour + 10, 3 * hour + 10, 3 * hour]);
    // started before it was created: clocks differ
    insert(&jobs, "audio", "completed", None, [5 * minute, 5 * minute + 1, 4 * minute]);
    insert(&jobs, "video", "completed", None, [2 * day + 3 * hour + 1, 2 * day + 3 * hour, 2 * day]);
    // neither of these has ended in a window
    insert(&jobs, "video", "cancelled", None, [9 * minute, 8 * minute, 7 * minute]);
    insert(&jobs, "video", "completed", None, [9 * day, 9 * day, 8 * day]);
    insert(&jobs, "video", "completed", None, [9 * day, 9 * day, -4 * hour]);

    let hours = trend(&jobs, Window::Hour, None);
    assert_eq!(hours.intervals.len(), 60);
    assert_eq!(of(&hours, "audio"), (2, 1, [Some(2.0), Some(4.0), Some(61.0), Some(90.0)]));
    assert_eq!(of(&hours, "video"), (0, 0, [None; 4]));
    let at = hours.intervals.iter().find(|interval| interval.failures.contains_key("aaaaaaaaaaaaaaaa")).unwrap();
    let ago = (Utc::now() - at.start).num_seconds();
    assert!((20 * minute..=21 * minute + 5).contains(&ago), "{ago}");
    let days = trend(&jobs, Window::Day, None);
    assert_eq!((of(&days, "audio").0, of(&days, "audio").1), (2, 2));
    assert_eq!(days.intervals.iter().filter_map(|interval| interval.failures.get("aaaaaaaaaaaaaaaa")).sum::<u64>(), 2);
    // to two digits
    assert_eq!(of(&trend(&jobs, Window::Week, None), "video"), (1, 0, [Some(1.0), Some(1.0), Some(11_000.0), Some(11_000.0)]));

    // intervals that can't change any more are not read again, the others are
    jobs.database.sql("DELETE FROM remote_jobs");
    insert(&jobs, "image", "completed", None, [3, 2, 1]);
    let again = trend(&jobs, Window::Hour, Some(&hours));
    assert_eq!(of(&again, "audio"), of(&hours, "audio"));
    assert_eq!(of(&again, "image").0, 1);
    assert_eq!(of(&trend(&jobs, Window::Hour, None), "audio").0, 0);
}

#[test]
fn sqlite_reads_what_has_ended_by_the_time_of_its_end() {
    // without statistics, as nobody makes any
    let jobs = Jobs::ready(Engine::Sqlite);
    let plan = jobs.database.sql(
        "EXPLAIN QUERY PLAN SELECT count(*) FROM remote_jobs WHERE completed_at >= '2026-01-01' AND completed_at < '2026-01-02' \
         AND (status IN ('completed', 'failed', 'timeout')) IS TRUE",
    );
    assert!(format!("{plan:?}").contains("ix_remote_jobs_completed_at"), "{plan:?}");
}
