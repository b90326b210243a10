//! The transaction that moves ended jobs into the history, with their events and late results.

use crate::db::{Locked, Name, Row, Session, Sql};
use crate::entity::{job_events, job_late_results, remote_jobs};
use crate::error::SqlError;
use crate::jobs::model::history::Month;
use crate::jobs::store::failures::uncount;
use crate::jobs::{Kind, Service, Status};
use crate::sql;
use chrono::{DateTime, Utc};
use sea_orm::{IdenStatic, Iterable};
use std::collections::BTreeSet;

/// Bytes of a row besides its texts, about.
const FIXED: u64 = 300;

/// Which jobs a transaction moves.
#[derive(Clone, Copy, Debug)]
pub(in crate::jobs) struct Range<'a> {
    pub month: Month,
    /// Jobs that ended at this time or later; those before were moved.
    pub from: DateTime<Utc>,
    /// Jobs that ended before this time.
    pub until: DateTime<Utc>,
    pub statuses: &'a [Status],
}

/// What a transaction moved.
#[derive(Clone, Debug, Default)]
pub(in crate::jobs) struct Moved {
    pub jobs: u64,
    pub events: u64,
    pub late_results: u64,
    /// End of the last job that was found; `None` if none was.
    pub last: Option<DateTime<Utc>>,
}

/// A locked job that is moved.
struct Ended {
    id: String,
    status: Status,
    failure: Option<(String, String, Option<String>)>,
    ended: Option<DateTime<Utc>>,
    bytes: u64,
}

impl Ended {
    fn of(row: &Row) -> std::result::Result<Ended, SqlError> {
        let fingerprint: Option<String> = row.get("fingerprint")?;
        let (ty, worker) = (row.get("content_type")?, row.get("worker_id")?);
        Ok(Ended {
            id: row.get("id")?,
            status: row.get("status")?,
            failure: fingerprint.map(|fingerprint| (fingerprint, ty, worker)),
            ended: row.get::<Option<String>>("ended")?.and_then(|time| time.parse().ok()),
            bytes: row.get("bytes")?,
        })
    }
}

/// The columns of `remote_jobs` that the history has too, besides the id.
fn job_columns() -> Sql {
    Sql::list(remote_jobs::Column::iter().filter(|c| !matches!(c, remote_jobs::Column::Id)).map(|c| Name::of(c.as_str())))
}

impl Service {
    /// Moves up to `most` jobs in one transaction; `None` if their month is being dropped.
    pub(in crate::jobs) async fn try_move(
        &mut self,
        range: Range<'_>,
        most: u64,
        operation: &str,
    ) -> std::result::Result<Option<Moved>, SqlError> {
        let jobs = self.choose_ended(range, most).await?;
        if jobs.is_empty() {
            self.session.execute(&sql!("ROLLBACK")).await?;
            return Ok(Some(Moved::default()));
        }
        let month = Sql::number(range.month.number().unsigned_abs());
        let ids: Vec<String> = jobs.iter().map(|job| job.id.clone()).collect();
        let (these, theirs) = (self.session.is_one_of("id", &ids), self.session.is_one_of("job_id", &ids));
        let move_jobs = sql!(
            "INSERT INTO job_history (id, month, archived_at, {columns}) SELECT id, {month}, {now}, {columns} FROM remote_jobs WHERE {these}",
            columns = job_columns(),
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
        let moved = Moved {
            jobs: jobs.len() as u64,
            events: self.session.execute(&move_events).await?,
            late_results: self.session.execute(&move_late_results).await?,
            last: jobs.iter().filter_map(|job| job.ended).max(),
        };
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
        statements.extend((!operation.is_empty()).then(|| self.progress(operation, moved.jobs)));
        self.session.execute(&Sql::batch(statements)).await?;
        let counted = self.count_moved(range.month, &jobs, &moved);
        let is_open = self.session.execute(&counted).await? > 0;
        self.session.execute(&if is_open { sql!("COMMIT") } else { sql!("ROLLBACK") }).await?;
        Ok(is_open.then_some(moved))
    }

    /// Begins a transaction and locks up to `most` jobs of the range, those that ended first. A job whose id the history has already
    /// in this month is left out.
    async fn choose_ended(&mut self, range: Range<'_>, most: u64) -> std::result::Result<Vec<Ended>, SqlError> {
        let s = &self.session;
        let choose = sql!(
            "{begin}; SELECT id, status, failure_fingerprint AS fingerprint, content_type, worker_id, {ended} AS ended, {size} AS bytes \
             FROM remote_jobs{index} WHERE {condition} \
             AND NOT EXISTS (SELECT 1 FROM job_history h WHERE h.id = remote_jobs.id AND h.month = {month}) \
             ORDER BY completed_at LIMIT {most}{lock}",
            begin = s.begin_work(),
            ended = s.iso_time("completed_at"),
            size = text_sizes(s),
            index = s.ended_index(),
            condition = ended_within(range.statuses, range.from, range.until),
            month = range.month.number(),
            most = Sql::number(most),
            lock = s.for_update(Locked::Skip)
        );
        self.session.fetch(&choose).await?.iter().map(Ended::of).collect()
    }

    /// The statement that adds to the number of jobs that an operation has changed.
    fn progress(&self, operation: &str, moved: u64) -> Sql {
        sql!(
            "UPDATE job_operations SET changed = changed + {moved}, finished_at = {now} WHERE id = {operation}",
            moved = i32::try_from(moved).unwrap_or(i32::MAX),
            now = self.session.now(),
            operation
        )
    }

    /// The statement that counts what was moved. It changes no row if the month is being dropped.
    fn count_moved(&self, month: Month, jobs: &[Ended], moved: &Moved) -> Sql {
        let of = |status: Status| jobs.iter().filter(|job| job.status == status).count() as i64;
        sql!(
            "UPDATE job_history_months SET completed = completed + {completed}, failed = failed + {failed}, timed_out = timed_out + {timed_out}, \
             cancelled = cancelled + {cancelled}, events = events + {events}, late_results = late_results + {late_results}, bytes = bytes + {bytes}, \
             archived_at = {now} WHERE month = {month} AND dropping_since IS NULL",
            completed = of(Status::Completed),
            failed = of(Status::Failed),
            timed_out = of(Status::Timeout),
            cancelled = of(Status::Cancelled),
            events = moved.events as i64,
            late_results = moved.late_results as i64,
            bytes = jobs.iter().map(|job| job.bytes).sum::<u64>() as i64,
            now = self.session.now(),
            month = month.number()
        )
    }
}

/// Size of a row of `remote_jobs` or of the history in bytes, about.
pub(in crate::jobs) fn text_sizes(session: &Session) -> Sql {
    let texts = ["ingestion_task_id", "source_file_path", "task_options", "error_message", "result_data"];
    let sizes = texts.map(|column| sql!("COALESCE({octets}, 0)", octets = session.octets(column)));
    sql!("{fixed} + {sizes}", fixed = Sql::number(FIXED), sizes = Sql::join(sizes, " + "))
}

/// The condition for remote jobs with these statuses that ended at `from` or later and before `until`.
pub(in crate::jobs) fn ended_within(statuses: &[Status], from: DateTime<Utc>, until: DateTime<Utc>) -> Sql {
    let labels: BTreeSet<&str> = statuses.iter().flat_map(|status| Kind::Remote.labels(*status)).copied().collect();
    sql!("status IN ({labels}) AND completed_at >= {from} AND completed_at < {until}", labels = Sql::list(labels), from, until)
}
