//! Reads the history: its months, and single archived jobs.

use crate::db::claims::remote_job;
use crate::db::{Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::model::history::{HistoryMonth, Month};
use crate::jobs::read::list::Source;
use crate::jobs::store::event::Event;
use crate::jobs::{JobDetails, Kind, RemoteJob, Service, Status, StatusCount};
use crate::sql;

impl HistoryMonth {
    fn of(row: &Row) -> std::result::Result<Option<HistoryMonth>, SqlError> {
        let Some(month) = Month::of_number(row.get("month")?) else { return Ok(None) };
        let statuses = [
            (Status::Completed, row.get("completed")?),
            (Status::Failed, row.get("failed")?),
            (Status::Timeout, row.get("timed_out")?),
            (Status::Cancelled, row.get("cancelled")?),
        ];
        Ok(Some(HistoryMonth {
            month,
            jobs: statuses.iter().map(|(_, jobs): &(Status, u64)| jobs).sum(),
            statuses: statuses.into_iter().filter(|(_, jobs)| *jobs > 0).collect(),
            events: row.get("events")?,
            late_results: row.get("late_results")?,
            bytes: row.get("bytes")?,
            archived_at: row.get("archived")?,
            is_being_dropped: row.get("is_being_dropped")?,
        }))
    }
}

impl Service {
    /// The months of the history, the newest first.
    pub async fn history(&mut self) -> Result<Vec<HistoryMonth>> {
        self.history_where(sql!("1 = 1")).await
    }

    /// One month of the history.
    ///
    /// # Errors
    /// The history has nothing of this month.
    pub async fn history_of(&mut self, month: Month) -> Result<HistoryMonth> {
        let found = self.history_where(sql!("month = {month}", month = month.number())).await?.pop();
        found.ok_or_else(|| Error::NotFound { what: format!("archive of {month}") })
    }

    pub(in crate::jobs) async fn history_where(&mut self, condition: Sql) -> Result<Vec<HistoryMonth>> {
        let sql = sql!(
            "SELECT month, completed, failed, timed_out, cancelled, events, late_results, bytes, {archived} AS archived, \
             CASE WHEN dropping_since IS NULL THEN 0 ELSE 1 END AS is_being_dropped FROM job_history_months WHERE {condition} ORDER BY month DESC",
            archived = self.session.iso_time("archived_at"),
            condition
        );
        let doing = "reading the months of the archive";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let months: Vec<Option<HistoryMonth>> = rows.iter().map(HistoryMonth::of).collect::<std::result::Result<_, _>>().doing(doing)?;
        Ok(months.into_iter().flatten().collect())
    }

    /// Number of archived jobs by status, exactly.
    pub async fn archived_counts(&mut self) -> Result<Vec<StatusCount>> {
        let months = self.history().await?;
        let jobs = |status: Status| months.iter().filter_map(|month| month.statuses.get(&status)).sum();
        let counts = Status::ALL.map(|status| StatusCount { kind: Kind::Remote, status, jobs: jobs(status), is_capped: false });
        Ok(counts.into_iter().filter(|count| count.jobs > 0).collect())
    }

    /// The details of an archived job, by its id or the beginning of it; `None` if there is none.
    pub(in crate::jobs) async fn archived(&mut self, prefix: &str) -> Result<Option<JobDetails>> {
        let Some(ranges) = id_ranges(prefix) else { return Ok(None) };
        let within = ranges.map(|(first, last)| sql!("t.id >= {first} AND t.id <= {last}", first, last));
        // on PostgreSQL an id is a number, however it is written
        let spellings = if self.session.takes_only_uuids(true) { 1 } else { within.len() };
        let looks = within.into_iter().take(spellings).map(|within| {
            sql!(
                "SELECT {columns} FROM job_history t WHERE {within} ORDER BY t.id, t.month DESC LIMIT 3",
                columns = self.line_columns(Kind::Remote, Source::History),
                within
            )
        });
        let looks = Sql::batch(looks);
        let mut found = self.lines(&looks).await?;
        found.dedup_by(|later, earlier| later.id == earlier.id);
        if found.len() > 1 {
            let ids: Vec<String> = found.iter().map(|line| line.id.clone()).collect();
            let reason =
                format!("'{prefix}' is the beginning of more than one id of archived jobs: {}; give more characters", ids.join(", "));
            return Err(Error::configuration(reason));
        }
        let Some(job) = found.pop() else { return Ok(None) };
        let doing = "reading an archived job";
        let this = self.session.is_one_of("r.id", std::slice::from_ref(&job.id));
        let sql = sql!(
            "SELECT {columns} FROM job_history r WHERE {this} ORDER BY r.month DESC LIMIT 1",
            columns = remote_job(&self.session),
            this
        );
        let remote = RemoteJob::all_of(self.session.fetch(&sql).await.doing(doing)?).doing(doing)?.pop();
        let sql = sql!(
            "SELECT {columns} FROM job_event_history WHERE {theirs} ORDER BY at, id",
            columns = Event::columns(&self.session),
            theirs = self.session.is_one_of("job_id", std::slice::from_ref(&job.id))
        );
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let events = rows.iter().map(Event::of).collect::<std::result::Result<_, _>>().doing(doing)?;
        let late_results = self.archived_late_results(&job.id).await?;
        Ok(Some(JobDetails { job, remote, events, kept: None, late_results }))
    }
}

/// The smallest and the largest id that begin with these hexadecimal digits, as ids are written with hyphens and without; `None` if
/// no id does.
fn id_ranges(prefix: &str) -> Option<[(String, String); 2]> {
    let digits: String = prefix.to_lowercase().chars().filter(|c| *c != '-').collect();
    if digits.is_empty() || digits.len() > 32 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let filled = |digit: &str| uuid::Uuid::parse_str(&format!("{digits}{}", digit.repeat(32 - digits.len()))).ok();
    let (first, last) = (filled("0")?, filled("f")?);
    Some([(first.to_string(), last.to_string()), (first.simple().to_string(), last.simple().to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_range_of_ids() {
        let range = |first: &str, last: &str| (first.to_string(), last.to_string());
        let [with, without] = id_ranges("019A-").unwrap();
        assert_eq!(with, range("019a0000-0000-0000-0000-000000000000", "019affff-ffff-ffff-ffff-ffffffffffff"));
        assert_eq!(without, range("019a0000000000000000000000000000", "019affffffffffffffffffffffffffff"));
        let id = "019a2f3c-5d10-7a31-8000-00000000000a";
        assert_eq!(id_ranges(id).unwrap()[0], range(id, id));
        for wrong in ["", "-", "xyz", &"0".repeat(33)] {
            assert_eq!(id_ranges(wrong), None, "{wrong}");
        }
    }
}
