//! The transaction that moves ended jobs into the history, with their events and late results.

use crate::db::{Locked, Name, Row, Sql};
use crate::entity::{job_events, job_late_results};
use crate::error::SqlError;
use crate::jobs::model::history::Month;
use crate::jobs::store::archive::{shared_columns, text_sizes};
use crate::jobs::store::failures::uncount;
use crate::jobs::{Kind, Service, Status};
use crate::sql;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{IdenStatic, Iterable};
use std::collections::BTreeSet;

/// Maximum size of the jobs of a transaction; a single larger job is moved alone. Clusters replicate a transaction as a whole.
const MOST_BYTES: u64 = 8 << 20;

/// Which jobs a transaction moves.
#[derive(Clone, Debug)]
pub(in crate::jobs) struct Range<'a> {
    pub month: Month,
    /// Jobs that ended at this time or later.
    pub from: DateTime<Utc>,
    /// Jobs that ended before this time.
    pub until: DateTime<Utc>,
    pub statuses: &'a [Status],
    /// Ids of jobs that were found and stay where they are, by the time of their end.
    pub left: Vec<(DateTime<Utc>, String)>,
}

impl Range<'_> {
    /// Moves the start of the range to the end of the last job. SQLite compares times as text, which may lack fractions of a second; so
    /// the last second is read again.
    fn go_on(&mut self, last: DateTime<Utc>, left: Vec<(DateTime<Utc>, String)>) {
        self.left.extend(left);
        self.from = self.from.max(last - TimeDelta::seconds(1));
        self.left.retain(|(ended, _)| *ended >= self.from);
    }
}

/// What a transaction did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::jobs) enum Moved {
    /// It moved jobs, or only found jobs that stay.
    Some { jobs: u64, events: u64, late_results: u64, left: u64 },
    /// No job is left in the range.
    Nothing,
    /// The month is being dropped: nothing was moved.
    Closed,
}

/// A locked job that may be moved.
struct Ended {
    id: String,
    parent: String,
    status: Status,
    failure: Option<(String, String, Option<String>)>,
    /// As it stands in the row.
    ended: String,
    bytes: u64,
}

impl Ended {
    fn of(row: &Row) -> std::result::Result<Ended, SqlError> {
        let fingerprint: Option<String> = row.get("fingerprint")?;
        let (ty, worker) = (row.get("content_type")?, row.get("worker_id")?);
        Ok(Ended {
            id: row.get("id")?,
            parent: row.get("parent")?,
            status: row.get("status")?,
            failure: fingerprint.map(|fingerprint| (fingerprint, ty, worker)),
            ended: row.get("ended")?,
            bytes: row.get("bytes")?,
        })
    }

    /// The time of the end; where another client has written none that can be read, the first moment of its month.
    fn time(&self, month: Month) -> DateTime<Utc> {
        self.ended.parse().unwrap_or_else(|_| month.start())
    }
}

impl Service {
    /// Moves up to `most` jobs in one transaction.
    pub(in crate::jobs) async fn try_move(
        &mut self,
        range: &mut Range<'_>,
        most: u64,
        operation: &str,
    ) -> std::result::Result<Moved, SqlError> {
        let found = self.choose_ended(range, most).await?;
        let Some(last) = found.iter().map(|job| job.time(range.month)).max() else {
            self.session.execute(&sql!("ROLLBACK")).await?;
            return Ok(Moved::Nothing);
        };
        let stay = self.jobs_that_stay(&found, range.month).await?;
        let (left, mut jobs): (Vec<Ended>, Vec<Ended>) = found.into_iter().partition(|job| stay.contains(&job.id));
        let last = within_bytes(&mut jobs, range.month).unwrap_or(last);
        let (events, late_results) = if jobs.is_empty() { (0, 0) } else { self.move_rows(&jobs, range.month, operation).await? };
        let counted = self.count_moved(range.month, &jobs, (events, late_results));
        if self.session.execute(&counted).await? == 0 {
            self.session.execute(&sql!("ROLLBACK")).await?;
            return Ok(Moved::Closed);
        }
        self.session.execute(&sql!("COMMIT")).await?;
        // those of another month are counted there
        let staying = left.iter().filter(|job| month_of(&job.ended).is_none_or(|of| of == range.month)).count() as u64;
        let moved = Moved::Some { jobs: jobs.len() as u64, events, late_results, left: staying };
        let left = left.into_iter().map(|job| (job.time(range.month), job.id)).collect();
        range.go_on(last, left);
        Ok(moved)
    }

    /// Begins a transaction and locks up to `most` jobs of the range, those that ended first.
    async fn choose_ended(&mut self, range: &Range<'_>, most: u64) -> std::result::Result<Vec<Ended>, SqlError> {
        let s = &self.session;
        let known: Vec<String> = range.left.iter().map(|(_, id)| id.clone()).collect();
        let choose = sql!(
            "{begin}; SELECT id, ingestion_task_id AS parent, status, failure_fingerprint AS fingerprint, content_type, worker_id, \
             {ended} AS ended, {size} AS bytes FROM remote_jobs{index} WHERE {condition} AND NOT ({known}) ORDER BY completed_at LIMIT {most}{lock}",
            begin = s.begin_work(),
            ended = s.iso_time("completed_at"),
            size = text_sizes(s),
            index = s.ended_index(),
            condition = ended_within(range.statuses, range.from, range.until),
            known = s.is_one_of("id", &known),
            most = Sql::number(most),
            lock = s.for_update(Locked::Skip)
        );
        self.session.fetch(&choose).await?.iter().map(Ended::of).collect()
    }

    /// Ids of the jobs that are not moved now: jobs of another month (SQLite compares times as text), jobs whose id is already in the
    /// archive, and jobs whose ingestion job has not ended and still reads them. The queries select by id, so that no planner scans the
    /// whole table.
    async fn jobs_that_stay(&mut self, jobs: &[Ended], month: Month) -> std::result::Result<BTreeSet<String>, SqlError> {
        let ids: Vec<String> = jobs.iter().map(|job| job.id.clone()).collect();
        let open: Vec<&str> =
            [Status::Pending, Status::Processing].iter().flat_map(|status| Kind::Ingest.labels(*status)).copied().collect();
        let parents: BTreeSet<&String> = jobs.iter().map(|job| &job.parent).collect();
        let known = sql!(
            "SELECT id AS known, NULL AS waiting FROM job_history WHERE {these}; \
             SELECT NULL AS known, id AS waiting FROM jobs WHERE status IN ({open}) AND id IN ({parents})",
            these = self.session.is_one_of("id", &ids),
            open = Sql::list(open),
            parents = Sql::list(parents)
        );
        let (mut known_ids, mut waiting) = (BTreeSet::new(), BTreeSet::new());
        for row in self.session.fetch(&known).await? {
            known_ids.extend(row.get::<Option<String>>("known")?.map(|id| plain(&id)));
            waiting.extend(row.get::<Option<String>>("waiting")?);
        }
        let stays = |job: &&Ended| {
            known_ids.contains(&plain(&job.id)) || waiting.contains(&job.parent) || month_of(&job.ended).is_some_and(|of| of != month)
        };
        Ok(jobs.iter().filter(stays).map(|job| job.id.clone()).collect())
    }

    /// Moves the rows of `jobs`. Returns the numbers of events and late results.
    async fn move_rows(&mut self, jobs: &[Ended], month: Month, operation: &str) -> std::result::Result<(u64, u64), SqlError> {
        let month = Sql::number(month.number().unsigned_abs());
        let ids: Vec<String> = jobs.iter().map(|job| job.id.clone()).collect();
        let (these, theirs) = (self.session.is_one_of("id", &ids), self.session.is_one_of("job_id", &ids));
        let move_jobs = sql!(
            "INSERT INTO job_history (id, month, archived_at, {columns}) SELECT id, {month}, {now}, {columns} FROM remote_jobs WHERE {these}",
            columns = Sql::list(shared_columns()),
            month = &month,
            now = self.session.now(),
            these = &these
        );
        self.session.execute(&move_jobs).await?;
        let move_events = sql!(
            "INSERT INTO job_event_history (month, {columns}) SELECT {month}, {columns} FROM job_events WHERE kind = 'remote' AND {theirs}",
            columns = Sql::list(job_events::Column::iter().map(|column| Name::of(column.as_str()))),
            month = &month,
            theirs = &theirs
        );
        let move_late_results = sql!(
            "INSERT INTO job_late_result_history (month, {columns}) SELECT {month}, {columns} FROM job_late_results WHERE {theirs}",
            columns = Sql::list(job_late_results::Column::iter().map(|column| Name::of(column.as_str()))),
            month,
            theirs = &theirs
        );
        let moved = (self.session.execute(&move_events).await?, self.session.execute(&move_late_results).await?);
        let failures = jobs.iter().filter_map(|job| {
            let (fingerprint, ty, worker) = job.failure.as_ref()?;
            Some((fingerprint.as_str(), ty.as_str(), worker.as_deref()))
        });
        let mut statements = vec![
            sql!("DELETE FROM job_events WHERE kind = 'remote' AND {theirs}", theirs = &theirs),
            sql!("DELETE FROM job_late_results WHERE {theirs}", theirs),
            sql!("DELETE FROM remote_jobs WHERE {these}", these),
        ];
        statements.extend(uncount(failures));
        statements.extend((!operation.is_empty()).then(|| self.progress(operation, jobs.len())));
        self.session.execute(&Sql::batch(statements)).await?;
        Ok(moved)
    }

    /// The statement that adds to the number of jobs that an operation has changed.
    fn progress(&self, operation: &str, moved: usize) -> Sql {
        sql!(
            "UPDATE job_operations SET changed = changed + {moved}, finished_at = {now} WHERE id = {operation}",
            moved = i32::try_from(moved).unwrap_or(i32::MAX),
            now = self.session.now(),
            operation
        )
    }

    /// The statement that counts what was moved. It changes no row if the month is being dropped.
    fn count_moved(&self, month: Month, jobs: &[Ended], (events, late_results): (u64, u64)) -> Sql {
        let of = |status: Status| jobs.iter().filter(|job| job.status == status).count() as i64;
        sql!(
            "UPDATE job_history_months SET completed = completed + {completed}, failed = failed + {failed}, timed_out = timed_out + {timed_out}, \
             cancelled = cancelled + {cancelled}, events = events + {events}, late_results = late_results + {late_results}, bytes = bytes + {bytes}, \
             archived_at = {now} WHERE month = {month} AND dropping_since IS NULL",
            completed = of(Status::Completed),
            failed = of(Status::Failed),
            timed_out = of(Status::Timeout),
            cancelled = of(Status::Cancelled),
            events = events as i64,
            late_results = late_results as i64,
            bytes = jobs.iter().map(|job| job.bytes).sum::<u64>() as i64,
            now = self.session.now(),
            month = month.number()
        )
    }
}

/// Leaves only so many of `jobs` that they have at most [`MOST_BYTES`], but at least one. Returns the end of the last one if any was
/// taken away.
fn within_bytes(jobs: &mut Vec<Ended>, month: Month) -> Option<DateTime<Utc>> {
    let mut bytes = 0;
    let fits = jobs.iter().take_while(|job| {
        bytes += job.bytes;
        bytes <= MOST_BYTES
    });
    let count = fits.count().max(1);
    let is_cut = count < jobs.len();
    jobs.truncate(count);
    jobs.iter().map(|job| job.time(month)).max().filter(|_| is_cut)
}

/// An id without hyphens, in small letters: the same for all spellings.
fn plain(id: &str) -> String {
    id.replace('-', "").to_lowercase()
}

/// The month of a time as text, in any form that begins with year and month.
pub(in crate::jobs) fn month_of(time: &str) -> Option<Month> {
    time.get(..7)?.parse().ok()
}

/// The condition for remote jobs with these statuses that ended at `from` or later and before `until`.
pub(in crate::jobs) fn ended_within(statuses: &[Status], from: DateTime<Utc>, until: DateTime<Utc>) -> Sql {
    let labels: BTreeSet<&str> = statuses.iter().flat_map(|status| Kind::Remote.labels(*status)).copied().collect();
    sql!("status IN ({labels}) AND completed_at >= {from} AND completed_at < {until}", labels = Sql::list(labels), from, until)
}
