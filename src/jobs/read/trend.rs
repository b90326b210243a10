//! Remote jobs that ended in the last hour, day or week, by intervals of time: throughput, wait and run times, failures by
//! fingerprint. Counts are exact; percentiles are exact to two digits.

use crate::db::{Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::Service;
use crate::sql;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// The length of a trend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Window {
    /// An hour, by the minute.
    #[default]
    Hour,
    /// A day, by 30 minutes.
    Day,
    /// A week, by 3 hours.
    Week,
}

impl Window {
    /// All windows, the shortest first.
    pub const ALL: [Window; 3] = [Window::Hour, Window::Day, Window::Week];

    /// The name in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Window::Hour => "hour",
            Window::Day => "day",
            Window::Week => "week",
        }
    }

    /// The length of an interval in seconds.
    pub const fn interval_seconds(self) -> i64 {
        match self {
            Window::Hour => 60,
            Window::Day => 30 * 60,
            Window::Week => 3 * 3600,
        }
    }

    /// The number of intervals.
    pub const fn intervals(self) -> usize {
        match self {
            Window::Hour => 60,
            Window::Day => 48,
            Window::Week => 56,
        }
    }
}

/// Numbers of jobs by duration: the duration in milliseconds, rounded to two digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Durations(BTreeMap<u64, u64>);

impl Durations {
    /// A percentile in seconds by nearest rank, `p` from 0 to 1; `None` without jobs.
    pub fn percentile(&self, p: f64) -> Option<f64> {
        let rank = ((p * self.0.values().sum::<u64>() as f64).ceil() as u64).max(1);
        let mut jobs = 0;
        self.0.iter().find_map(|(duration, n)| {
            jobs += n;
            (jobs >= rank).then_some(*duration as f64 / 1000.0)
        })
    }

    fn add(&mut self, other: &Durations) {
        for (duration, jobs) in &other.0 {
            *self.0.entry(*duration).or_default() += jobs;
        }
    }
}

/// Jobs that ended in an interval.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndedJobs {
    /// Number of completed jobs.
    pub completed: u64,
    /// Number of failed and timed-out jobs.
    pub failed: u64,
    /// From the creation to the start.
    pub waits: Durations,
    /// From the start to the end.
    pub runs: Durations,
}

impl EndedJobs {
    fn add(&mut self, other: &EndedJobs) {
        self.completed += other.completed;
        self.failed += other.failed;
        self.waits.add(&other.waits);
        self.runs.add(&other.runs);
    }
}

/// An interval of a trend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its start.
    pub start: DateTime<Utc>,
    /// Jobs by type.
    pub types: BTreeMap<String, EndedJobs>,
    /// Number of failed and timed-out jobs by fingerprint.
    pub failures: BTreeMap<String, u64>,
    read_at: DateTime<Utc>,
}

impl Interval {
    /// The jobs of all types.
    pub fn total(&self) -> EndedJobs {
        let mut total = EndedJobs::default();
        self.types.values().for_each(|ended| total.add(ended));
        total
    }

    fn of(start: DateTime<Utc>, read_at: DateTime<Utc>) -> Self {
        Interval { start, types: BTreeMap::new(), failures: BTreeMap::new(), read_at }
    }

    fn add(&mut self, row: &Row) -> std::result::Result<(), SqlError> {
        let jobs: u64 = row.get("jobs")?;
        let what: String = row.get("what")?;
        if what == "failure" {
            self.failures.insert(row.get("label")?, jobs);
            return Ok(());
        }
        let ended = self.types.entry(row.get("label")?).or_default();
        if what == "wait" {
            let is_completed = row.get::<String>("outcome")? == "completed";
            *if is_completed { &mut ended.completed } else { &mut ended.failed } += jobs;
        }
        if let Some(duration) = row.get::<Option<f64>>("duration")? {
            let durations = if what == "wait" { &mut ended.waits } else { &mut ended.runs };
            *durations.0.entry(duration.max(0.0) as u64).or_default() += jobs;
        }
        Ok(())
    }
}

/// The remote jobs that ended in a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The window.
    pub window: Window,
    /// Its intervals, the oldest first; the last one is not over yet.
    pub intervals: Vec<Interval>,
}

impl Trend {
    /// The jobs of one type in the whole window.
    pub fn of_type(&self, ty: &str) -> EndedJobs {
        let mut total = EndedJobs::default();
        self.intervals.iter().filter_map(|interval| interval.types.get(ty)).for_each(|ended| total.add(ended));
        total
    }
}

/// How long after its end an interval may still change: transactions that began before may commit.
const SETTLED_AFTER: TimeDelta = TimeDelta::seconds(90);

impl Service {
    /// Jobs that ended in the window, by intervals. Of `before`, an earlier trend, the intervals that can't change any more are
    /// taken over; a job that is requeued later stays counted in them.
    pub async fn trend(&mut self, window: Window, before: Option<&Trend>) -> Result<Trend> {
        let doing = "reading which jobs have ended";
        let look = sql!("SELECT {now} AS now", now = self.session.iso_time(self.session.now()));
        let rows = self.session.fetch(&look).await.doing(doing)?;
        let now: Option<String> = rows.first().map_or(Ok(None), |row| row.get("now")).doing(doing)?;
        let now = now.and_then(|now| now.parse::<DateTime<Utc>>().ok()).unwrap_or_else(Utc::now);
        let seconds = window.interval_seconds();
        let newest = now.timestamp().div_euclid(seconds);
        let starts = (0..window.intervals() as i64).rev().filter_map(|n| DateTime::from_timestamp((newest - n) * seconds, 0));
        let known = before.filter(|before| before.window == window).map_or(&[][..], |before| &before.intervals);
        let is_settled = |interval: &&Interval| interval.read_at >= interval.start + TimeDelta::seconds(seconds) + SETTLED_AFTER;
        let kept = |start| known.iter().filter(is_settled).find(|interval| interval.start == start).cloned();
        let mut intervals: Vec<Interval> = starts.map(|start| kept(start).unwrap_or_else(|| Interval::of(start, now))).collect();
        let to_read = intervals.iter().enumerate().filter(|(_, interval)| interval.read_at == now);
        let looks: Vec<Sql> = to_read.flat_map(|(n, interval)| self.looks(n, interval.start, seconds)).collect();
        for row in self.session.fetch(&Sql::batch(looks)).await.doing(doing)? {
            let n: usize = row.get("interval_number").doing(doing)?;
            if let Some(interval) = intervals.get_mut(n) {
                interval.add(&row).doing(doing)?;
            }
        }
        Ok(Trend { window, intervals })
    }

    /// The queries of an interval.
    fn looks(&self, n: usize, start: DateTime<Utc>, seconds: i64) -> [Sql; 3] {
        let s = &self.session;
        // IS TRUE, or SQLite reads all that has ended by its status
        let ended = sql!(
            "completed_at >= {start} AND completed_at < {end} AND (status IN ('completed', 'failed', 'timeout')) IS TRUE",
            start,
            end = start + TimeDelta::seconds(seconds)
        );
        let durations = |what: &'static str, between: Sql| {
            sql!(
                "SELECT {n} AS interval_number, {what} AS what, outcome, label, {rounded} AS duration, count(*) AS jobs \
                 FROM (SELECT status AS outcome, content_type AS label, {between} * 1000 AS ms FROM remote_jobs WHERE {ended}) t \
                 GROUP BY outcome, label, {rounded}",
                n = Sql::number(n as u64),
                what,
                rounded = rounded(),
                between,
                ended = &ended
            )
        };
        [
            durations("wait", s.seconds_between("created_at", "started_at")),
            durations("run", s.seconds_between("started_at", "completed_at")),
            sql!(
                "SELECT {n} AS interval_number, 'failure' AS what, failure_fingerprint AS label, count(*) AS jobs FROM remote_jobs \
                 WHERE {ended} AND failure_fingerprint IS NOT NULL GROUP BY failure_fingerprint",
                n = Sql::number(n as u64),
                ended
            ),
        ]
    }
}

/// `ms` to two digits.
fn rounded() -> Sql {
    let digits = (2..9).map(|power| {
        let unit = 10_u64.pow(power - 1);
        sql!("WHEN ms < {limit} THEN ROUND(ms / {unit}) * {unit}", limit = Sql::number(unit * 100), unit = Sql::number(unit))
    });
    let cases = digits.fold(sql!("WHEN ms < 0 THEN 0 WHEN ms < 100 THEN ROUND(ms)"), |cases, case| sql!("{cases} {case}", cases, case));
    sql!("CASE {cases} ELSE ROUND(ms / 100000000) * 100000000 END", cases)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let durations = Durations([(100, 90), (2_000, 8), (60_000, 2)].into());
        assert_eq!([0.5, 0.9, 0.95, 0.99].map(|p| durations.percentile(p)), [Some(0.1), Some(0.1), Some(2.0), Some(60.0)]);
        assert_eq!(Durations::default().percentile(0.5), None);
    }
}
