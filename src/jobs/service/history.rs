//! Moves ended jobs into the history, in the order of their ends: each transaction moves some jobs of one month with their events and
//! late results, and counts them. A killed run has moved whole jobs only, and the next one continues.

use super::history_move::{Moved, Range, ended_within, month_of};
use super::pacing::Pacing;
use crate::consent::Confirmed;
use crate::db::first;
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use crate::jobs::model::history::{ArchiveOptions, ArchivePlan, ArchiveReport, ArchiveSelection, MIN_ARCHIVE_AGE, Month};
use crate::jobs::{Service, Status};
use crate::sql;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

impl Service {
    /// Counts the jobs that would be moved into the history, by month.
    ///
    /// # Errors
    /// The jobs ended less than [`MIN_ARCHIVE_AGE`] ago, or one of the statuses is not that of an ended job.
    pub async fn plan_archive(&mut self, selection: ArchiveSelection, reason: Option<String>) -> Result<ArchivePlan> {
        let doing = "counting ended jobs";
        if let Some(open) = selection.statuses.iter().find(|status| matches!(status, Status::Pending | Status::Processing)) {
            return Err(Error::configuration(format!("jobs that are {open} have not ended: only ended jobs can be archived")));
        }
        let now = self.database_time().await.doing(doing)?;
        if selection.ended_before > now - MIN_ARCHIVE_AGE {
            return Err(Error::configuration(
                "jobs can be archived one day after their end: their worker, a retry or an operator may still need them; use an earlier time, \
                 e.g. --ended-before '30d ago'",
            ));
        }
        let statuses = selection.statuses();
        let (mut months, mut from) = (BTreeMap::new(), DateTime::<Utc>::UNIX_EPOCH);
        while let Some(month) = self.next_month(&statuses, from, selection.ended_before).await.doing(doing)? {
            let until = selection.ended_before.min(month.end());
            let count = sql!(
                "SELECT COUNT(*) AS jobs FROM remote_jobs{index} WHERE {ended}",
                index = self.session.ended_index(),
                ended = ended_within(&statuses, from.max(month.start()), until)
            );
            months.insert(month, first(&self.session.fetch(&count).await.doing(doing)?).doing(doing)?.unwrap_or_default());
            from = month.end();
        }
        Ok(ArchivePlan { database: self.database_name(), selection, months, reason })
    }

    /// Moves the jobs of a confirmed plan into the history. After each transaction, calls `notice` with the number of jobs moved so
    /// far.
    pub async fn archive_ended(
        &mut self,
        confirmed: Confirmed<ArchivePlan>,
        options: ArchiveOptions,
        notice: &mut (dyn FnMut(u64) + Send),
    ) -> Result<ArchiveReport> {
        let confirmed_by = confirmed.by();
        let plan = confirmed.into_plan();
        let mut report = ArchiveReport { operation_id: uuid::Uuid::now_v7().to_string(), planned: plan.jobs(), ..ArchiveReport::default() };
        let selection = serde_json::json!({"ended_before": plan.selection.ended_before, "statuses": plan.selection.statuses()});
        let begin = sql!(
            "INSERT INTO job_operations (id, action, actor, reason, planned, filter) \
             VALUES ({operation}, 'archive', {actor}, {reason}, {planned}, {filter})",
            operation = &report.operation_id,
            actor = &self.actor,
            reason = plan.reason.as_deref(),
            planned = i32::try_from(report.planned).unwrap_or(i32::MAX),
            filter = &serde_json::json!({"confirmed_by": confirmed_by, "filter": selection})
        );
        self.session.execute(&begin).await.doing("recording the operation")?;
        let most = plan.selection.limit.unwrap_or(u64::MAX);
        let mut pacing = Pacing::start(options.rate, self.session.smallest_chunk());
        self.move_ended(&plan.selection, most, &mut pacing, &mut report, notice).await?;
        Ok(report)
    }

    /// Moves up to `most` jobs that ended longer ago than `age`, those that ended first. It records no operation. Returns the number.
    ///
    /// # Errors
    /// `age` is less than [`MIN_ARCHIVE_AGE`].
    pub async fn archive_older(&mut self, age: Duration, most: u64) -> Result<u64> {
        if age < MIN_ARCHIVE_AGE {
            return Err(Error::configuration("jobs can be archived one day after their end, not earlier"));
        }
        let now = self.database_time().await.doing("archiving ended jobs")?;
        let selection = ArchiveSelection { ended_before: now - age, statuses: Vec::new(), limit: Some(most) };
        let mut report = ArchiveReport::default();
        let mut pacing = Pacing::start(None, self.session.smallest_chunk());
        self.move_ended(&selection, most, &mut pacing, &mut report, &mut |_| {}).await?;
        Ok(report.moved)
    }

    async fn move_ended(
        &mut self,
        selection: &ArchiveSelection,
        most: u64,
        pacing: &mut Pacing,
        report: &mut ArchiveReport,
        notice: &mut (dyn FnMut(u64) + Send),
    ) -> Result<()> {
        let doing = "archiving ended jobs";
        let statuses = selection.statuses();
        let mut next = DateTime::<Utc>::UNIX_EPOCH;
        while report.moved < most
            && let Some(month) = self.next_month(&statuses, next, selection.ended_before).await.doing(doing)?
        {
            next = month.end();
            if !self.open_month(month).await? {
                report.being_dropped.push(month);
                continue;
            }
            let from = month.start() - TimeDelta::seconds(1);
            let mut range = Range { month, from, until: selection.ended_before.min(month.end()), statuses: &statuses, left: Vec::new() };
            while report.moved < most {
                let size = u64::try_from(pacing.size()).unwrap_or(1).min(most - report.moved);
                let (begun, operation) = (Instant::now(), report.operation_id.clone());
                let moved = self.with_retries(async |s| s.try_move(&mut range, size, &operation).await).await.doing(doing)?;
                let took = begun.elapsed();
                let Moved::Some { jobs, events, late_results, left } = moved else {
                    report.being_dropped.extend((moved == Moved::Closed).then_some(month));
                    break;
                };
                report.moved += jobs;
                report.events += events;
                report.late_results += late_results;
                report.left += left;
                notice(report.moved);
                let rows = usize::try_from(jobs + left).unwrap_or(usize::MAX);
                let pause = pacing.pause(usize::try_from(report.moved).unwrap_or(usize::MAX), rows, took, self.session.pause_after(took));
                tokio::time::sleep(pause).await;
            }
        }
        match report.being_dropped.first() {
            Some(month) if report.moved == 0 => Err(being_dropped(*month)),
            _ => Ok(()),
        }
    }

    /// The time of the database's clock.
    pub(in crate::jobs) async fn database_time(&mut self) -> std::result::Result<DateTime<Utc>, SqlError> {
        let now = sql!("SELECT {now} AS now", now = self.session.iso_time(self.session.now()));
        let time: Option<String> = first(&self.session.fetch(&now).await?)?;
        let unreadable =
            || SqlError { kind: SqlErrorKind::Unreadable, code: "".into(), message: format!("the database's time is {time:?}").into() };
        time.as_ref().and_then(|time| time.parse().ok()).ok_or_else(unreadable)
    }

    /// The month of the job that ended first, at `from` or later and before `until`.
    async fn next_month(
        &mut self,
        statuses: &[Status],
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> std::result::Result<Option<Month>, SqlError> {
        let oldest = sql!(
            "SELECT {ended} AS ended FROM remote_jobs{index} WHERE {condition} ORDER BY completed_at LIMIT 1",
            ended = self.session.iso_time("completed_at"),
            index = self.session.ended_index(),
            condition = ended_within(statuses, from, until)
        );
        let Some(oldest): Option<String> = first(&self.session.fetch(&oldest).await?)? else { return Ok(None) };
        let message =
            format!("remote_jobs has a job whose completed_at is '{oldest}', which is not a time; correct it, e.g. in morag-db shell");
        let unreadable = || SqlError { kind: SqlErrorKind::Unreadable, code: "".into(), message: message.into() };
        month_of(&oldest).map(Some).ok_or_else(unreadable)
    }

    /// Makes sure that the history has this month; `false` if the month is being dropped.
    async fn open_month(&mut self, month: Month) -> Result<bool> {
        let doing = format!("preparing the archive for {month}");
        let found = self.history_where(sql!("month = {month}", month = month.number())).await?;
        if found.iter().any(|found| found.is_being_dropped) {
            return Ok(false);
        }
        self.with_retries(async |s| s.session.add_partitions(month.number()).await).await.doing(&doing)?;
        let insert = sql!(
            "INSERT INTO job_history_months (month, archived_at) VALUES ({month}, {now})",
            month = month.number(),
            now = self.session.now()
        );
        if found.is_empty()
            && let Err(answer) = self.session.execute(&insert).await
            && !answer.is_duplicate()
        {
            return Err(Error::from_sql(doing, answer));
        }
        Ok(true)
    }
}

/// The error for a month that is being dropped.
pub(in crate::jobs) fn being_dropped(month: Month) -> Error {
    Error::refused(format!("the archive of {month} is being dropped"), format!("finish that first: morag-db jobs archive drop {month}"))
}
