//! Changes of the counts of failed jobs, written in the transaction that changes the jobs.

use crate::db::claims::{Failure, FailureChange, insert_failures};
use crate::db::{Row, Sql};
use crate::error::SqlError;
use crate::jobs::model::fingerprint::{READ, failure_of};
use crate::jobs::{RemoteJob, Service};
use crate::sql;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

impl Service {
    /// The statement that counts `failed`, which fail now, each with its failure; `None` if there are none. A failure that a job
    /// was counted with before no longer counts.
    pub(in crate::jobs) fn count_failed(&self, failed: &[(&RemoteJob, Failure)]) -> Option<Sql> {
        let now = self.session.now();
        let mut changes = no_longer_failed(failed.iter().map(|(job, _)| *job));
        let mut groups: BTreeMap<(&str, &str, Option<&str>), (&Failure, i64)> = BTreeMap::new();
        for (job, failure) in failed {
            let key = (failure.fingerprint.as_str(), job.content_type.as_str(), job.worker_id.as_deref());
            groups.entry(key).or_insert((failure, 0)).1 += 1;
        }
        changes.extend(groups.into_iter().map(|((_, ty, worker), (failure, jobs))| FailureChange {
            fingerprint: failure.fingerprint.clone(),
            error: Some(failure.error.clone()),
            content_type: ty.into(),
            worker_id: worker.map(String::from),
            jobs,
            first_failed_at: now.clone(),
            last_failed_at: now.clone(),
        }));
        (!changes.is_empty()).then(|| insert_failures(&changes))
    }

    /// The statement that no longer counts those of `jobs` that are counted as failed; `None` if none is.
    pub(in crate::jobs) fn uncount_failed<'a>(&self, jobs: impl IntoIterator<Item = &'a RemoteJob>) -> Option<Sql> {
        let changes = no_longer_failed(jobs);
        (!changes.is_empty()).then(|| insert_failures(&changes))
    }
}

impl Service {
    /// Those of these archived jobs that count as failed, as [`Service::count_restored`] takes them.
    pub(in crate::jobs) fn failed_archived(&self, ids: &[String]) -> Sql {
        sql!(
            "SELECT failure_fingerprint AS fingerprint, content_type, worker_id, SUBSTR(error_message, 1, {most}) AS error, {ended} AS ended \
             FROM job_archive WHERE failure_fingerprint IS NOT NULL AND status IN ('failed', 'timeout') AND {these}",
            most = Sql::number(READ as u64),
            ended = self.session.iso_time("completed_at"),
            these = self.session.is_one_of("id", ids)
        )
    }
}

/// The statement that counts jobs that are failed again; `None` if there are none.
pub(in crate::jobs) fn count_restored(rows: &[Row]) -> std::result::Result<Option<Sql>, SqlError> {
    type Group = (String, String, Option<String>);
    let mut groups: BTreeMap<Group, (String, i64, Vec<DateTime<Utc>>)> = BTreeMap::new();
    for row in rows {
        let error: Option<String> = row.get("error")?;
        let ended: Option<String> = row.get("ended")?;
        let key = (row.get("fingerprint")?, row.get("content_type")?, row.get("worker_id")?);
        let folded = || (failure_of(error.as_deref().unwrap_or_default()).error, 0, Vec::new());
        let group = groups.entry(key).or_insert_with(folded);
        group.1 += 1;
        group.2.extend(ended.and_then(|time| time.parse::<DateTime<Utc>>().ok()));
    }
    let time = |time: Option<&DateTime<Utc>>| time.map_or(sql!("NULL"), |time| sql!("{time}", time = *time));
    let change =
        |((fingerprint, content_type, worker_id), (error, jobs, ended)): (Group, (String, i64, Vec<DateTime<Utc>>))| FailureChange {
            fingerprint,
            error: Some(error),
            content_type,
            worker_id,
            jobs,
            first_failed_at: time(ended.iter().min()),
            last_failed_at: time(ended.iter().max()),
        };
    let changes: Vec<FailureChange> = groups.into_iter().map(change).collect();
    Ok((!changes.is_empty()).then(|| insert_failures(&changes)))
}

/// Each job with the failure of its `error`; equal errors are folded once.
pub(in crate::jobs) fn with_failures<'a>(jobs: impl IntoIterator<Item = (&'a RemoteJob, &'a str)>) -> Vec<(&'a RemoteJob, Failure)> {
    let mut known: BTreeMap<&str, Failure> = BTreeMap::new();
    jobs.into_iter().map(|(job, error)| (job, known.entry(error).or_insert_with(|| failure_of(error)).clone())).collect()
}

fn no_longer_failed<'a>(jobs: impl IntoIterator<Item = &'a RemoteJob>) -> Vec<FailureChange> {
    let counted = |job: &'a RemoteJob| Some((job.failure_fingerprint.as_deref()?, job.content_type.as_str(), job.worker_id.as_deref()));
    uncounted(jobs.into_iter().filter_map(counted))
}

/// The statement that no longer counts jobs with these fingerprints, types and workers; `None` if there are none.
pub(in crate::jobs) fn uncount<'a>(jobs: impl IntoIterator<Item = (&'a str, &'a str, Option<&'a str>)>) -> Option<Sql> {
    let changes = uncounted(jobs);
    (!changes.is_empty()).then(|| insert_failures(&changes))
}

fn uncounted<'a>(jobs: impl IntoIterator<Item = (&'a str, &'a str, Option<&'a str>)>) -> Vec<FailureChange> {
    let mut groups: BTreeMap<(&str, &str, Option<&str>), i64> = BTreeMap::new();
    jobs.into_iter().for_each(|job| *groups.entry(job).or_default() -= 1);
    let change = |((fingerprint, ty, worker), jobs): ((&str, &str, Option<&str>), i64)| FailureChange {
        fingerprint: fingerprint.into(),
        error: None,
        content_type: ty.into(),
        worker_id: worker.map(String::from),
        jobs,
        first_failed_at: sql!("NULL"),
        last_failed_at: sql!("NULL"),
    };
    groups.into_iter().map(change).collect()
}
