//! The history as plain data: its months, and the plans and reports of moving jobs there and of dropping a month.

use crate::consent::Plan;
use crate::jobs::Status;
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::time::Duration;

/// Minimum time between a job's end and its move into the history: until then its worker, a retry or an operator may still need it.
pub const MIN_ARCHIVE_AGE: Duration = Duration::from_secs(24 * 3600);

/// The statuses of ended jobs, which can be archived.
pub const ENDED: [Status; 4] = [Status::Completed, Status::Failed, Status::Timeout, Status::Cancelled];

/// A calendar month in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(NaiveDate);

impl Month {
    /// The month of a time.
    pub fn of(time: DateTime<Utc>) -> Month {
        Month(time.date_naive().with_day(1).unwrap_or_default())
    }

    /// The month with this number in the tables of the history: year * 100 + month.
    pub(in crate::jobs) fn of_number(number: i64) -> Option<Month> {
        let year = i32::try_from(number / 100).ok()?;
        NaiveDate::from_ymd_opt(year, u32::try_from(number % 100).ok()?, 1).map(Month)
    }

    /// Its number in the tables of the history.
    pub(in crate::jobs) fn number(self) -> i64 {
        i64::from(self.0.year()) * 100 + i64::from(self.0.month())
    }

    /// Its first moment.
    pub fn start(self) -> DateTime<Utc> {
        self.0.and_time(chrono::NaiveTime::MIN).and_utc()
    }

    /// The first moment of the next month.
    pub fn end(self) -> DateTime<Utc> {
        self.0.checked_add_months(Months::new(1)).map_or(DateTime::<Utc>::MAX_UTC, |next| Month(next).start())
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

impl std::str::FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Month, String> {
        let is_month =
            text.len() == 7 && text.bytes().enumerate().all(|(at, byte)| if at == 4 { byte == b'-' } else { byte.is_ascii_digit() });
        let date = if is_month { NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok() } else { None };
        date.map(Month).ok_or_else(|| "expected a month, e.g. 2026-01".into())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What the history has of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryMonth {
    /// Month in which the jobs ended, in UTC.
    pub month: Month,
    /// Number of jobs.
    pub jobs: u64,
    /// Number of jobs by status.
    pub statuses: BTreeMap<Status, u64>,
    /// Number of events of these jobs.
    pub events: u64,
    /// Number of late results of these jobs.
    pub late_results: u64,
    /// Approximate size of the jobs in bytes, without their events and late results.
    pub bytes: u64,
    /// When jobs were last moved here, RFC 3339 in UTC.
    pub archived_at: Option<String>,
    /// Whether a drop of this month was begun and not finished.
    pub is_being_dropped: bool,
}

/// Which jobs are moved into the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveSelection {
    /// Jobs that ended before this time.
    pub ended_before: DateTime<Utc>,
    /// Only these statuses; all of ended jobs if there is none.
    pub statuses: Vec<Status>,
    /// Maximum number of jobs, those that ended first.
    pub limit: Option<u64>,
}

impl ArchiveSelection {
    /// The statuses in which jobs are moved.
    pub(in crate::jobs) fn statuses(&self) -> Vec<Status> {
        if self.statuses.is_empty() { ENDED.to_vec() } else { self.statuses.clone() }
    }
}

/// The plan to move ended jobs into the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivePlan {
    /// Name of the database, which the operator types to confirm.
    pub database: String,
    /// Which jobs.
    pub selection: ArchiveSelection,
    /// Number of jobs by the month of their end.
    pub months: BTreeMap<Month, u64>,
    /// The operator's reason.
    pub reason: Option<String>,
}

impl ArchivePlan {
    /// Number of jobs.
    pub fn jobs(&self) -> u64 {
        let all = self.months.values().sum();
        self.selection.limit.map_or(all, |limit| limit.min(all))
    }
}

impl Plan for ArchivePlan {
    fn database(&self) -> &str {
        &self.database
    }
}

/// How jobs are moved into the history.
#[derive(Clone, Copy, Debug, Default)]
pub struct ArchiveOptions {
    /// Maximum number of jobs per second.
    pub rate: Option<NonZeroU32>,
}

/// What was moved into the history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ArchiveReport {
    /// Id of the operation, as `jobs audit` lists it.
    pub operation_id: String,
    /// Number of jobs in the plan.
    pub planned: u64,
    /// Number of jobs that were moved.
    pub moved: u64,
    /// Number of their events.
    pub events: u64,
    /// Number of their late results.
    pub late_results: u64,
    /// Number of jobs that were not moved: their ingestion job has not ended, or their id is already in the archive.
    pub left: u64,
    /// Months that are being dropped: their jobs stay.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub being_dropped: Vec<Month>,
}

/// The plan to drop a month of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DropPlan {
    /// Name of the database, which the operator types to confirm.
    #[serde(skip)]
    pub database: String,
    /// The month as it was when the plan was made.
    pub month: HistoryMonth,
    /// The operator's reason.
    pub reason: Option<String>,
}

impl Plan for DropPlan {
    fn database(&self) -> &str {
        &self.database
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_written_and_bounded() {
        let month: Month = "2026-12".parse().unwrap();
        assert_eq!((month.to_string().as_str(), month.number()), ("2026-12", 202_612));
        assert_eq!(Month::of_number(202_612), Some(month));
        assert_eq!(month.end(), "2027-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap());
        assert_eq!(Month::of("2026-12-31T23:59:59.999999Z".parse().unwrap()), month);
        for wrong in ["2026-13", "2026-1", "26-01", "2026-01-01", "2026/01", "+026-01", ""] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
        assert_eq!(Month::of_number(0), None);
    }
}
