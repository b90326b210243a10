//! `verify --data`: checks the rows against the rules of the schema. Reads only; limited in rows and time.

use crate::catalog::Catalog;
use crate::db::data_rules::data_rules;
use crate::db::{Row, Session, Work};
use crate::error::{Doing, Result, SqlError};
use serde::Serialize;
use std::time::{Duration, Instant};

/// Upper limit of row counts; if there are more, the report says so.
pub const CAP: u64 = 10_000;
const SAMPLE: usize = 5;

/// Rows that violate a rule of the schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DataFinding {
    /// The key, check or column they violate.
    pub object: String,
    /// What is wrong with the rows.
    pub fault: String,
    /// Number of rows; [`CAP`] + 1 if there are more than [`CAP`].
    pub rows: u64,
    /// Whether counting stopped at [`CAP`].
    pub is_capped: bool,
    /// Primary keys of some of the rows, each with the invalid value.
    pub sample: Vec<(String, Option<String>)>,
    /// Whether the finding makes `verify` fail; values that applications may write, and minor problems, do not.
    pub fails: bool,
    /// Statement that repairs all of the rows, if there is one.
    pub fix: Option<String>,
}

/// Result of the data checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DataReport {
    pub findings: Vec<DataFinding>,
    /// Number of rules that were checked.
    pub checked: usize,
    pub not_checked: Vec<String>,
}

/// Finds rows that violate rules of `catalog`, for at most `limit`.
pub(super) async fn check(session: &mut Session, catalog: &Catalog, version: &str, limit: Duration) -> Result<DataReport> {
    let mut report = DataReport::default();
    let start = Instant::now();
    let data_rules = data_rules(session.backend(), catalog, version, CAP + 1)?;
    for rule in data_rules {
        let left = limit.saturating_sub(start.elapsed());
        if left.is_zero() {
            report.not_checked.push(format!("rows: {} (out of time)", rule.object));
            continue;
        }
        session.prepare(Work::Queries(left)).await?;
        let rows = match tokio::time::timeout(left + Duration::from_secs(1), session.fetch(&rule.query)).await {
            Ok(Ok(rows)) => rows,
            Ok(Err(answer)) => {
                report.not_checked.push(format!("rows: {} ({answer})", rule.object));
                continue;
            }
            // the statement is still running, so this session can't be used any more
            Err(_) => {
                report.not_checked.push(format!("rows: {} and all after it (out of time)", rule.object));
                return Ok(report);
            }
        };
        report.checked += 1;
        if !rows.is_empty() {
            let count = rows.len() as u64;
            let pair = |row: &Row| Ok((row.get::<Option<String>>("row_key")?.unwrap_or_default(), row.get("found")?));
            let sample = rows.iter().take(SAMPLE).map(pair).collect::<std::result::Result<_, SqlError>>();
            report.findings.push(DataFinding {
                object: rule.object,
                fault: rule.fault,
                rows: count,
                is_capped: count > CAP,
                sample: sample.doing("looking at rows")?,
                fails: rule.is_fault,
                fix: rule.fix,
            });
        }
    }
    Ok(report)
}
