//! Which plans of a merge are refused.

use super::matching::Matches;
use super::options::OnConflict;
use super::plan::CopyPlan;
use crate::error::{Error, Result};

impl CopyPlan {
    /// Rows that the target has with other values.
    pub fn conflicts(&self) -> u64 {
        self.tables.iter().filter_map(|table| table.matches.as_ref()).map(|matches| matches.conflicting).sum()
    }

    /// Returns an error if a merge would have to leave rows out without having been told to.
    pub fn refuse_conflicts(&self) -> Result<()> {
        let Some(merge) = &self.merge else { return Ok(()) };
        if !merge.repeated.is_empty() {
            return Err(Error::Differs {
                reason: "one side has rows with the same primary key; nothing was written".into(),
                findings: merge.repeated.clone(),
                next: "remove one row of each pair: look for ids that differ in hyphens or case only",
            });
        }
        let mut findings = merge.collisions.clone();
        if merge.on_conflict == OnConflict::Refuse {
            findings.extend(self.tables.iter().filter_map(|table| conflict_line(&table.table, table.matches.as_ref()?)));
        }
        match (findings.is_empty(), merge.collisions.is_empty()) {
            (true, _) => Ok(()),
            (false, true) => Err(Error::Differs {
                reason: "the target has other values in rows of the same primary key; nothing was written".into(),
                findings,
                next: "keep the target's rows with --on-conflict skip, or overwrite them with --on-conflict replace",
            }),
            (false, false) => Err(Error::Differs {
                reason: "other rows of the target have the same unique values; nothing was written".into(),
                findings,
                next: "change these rows on one side, or leave their tables out with --exclude",
            }),
        }
    }
}

pub(super) fn conflict_line(table: &str, matches: &Matches) -> Option<String> {
    let (n, keys) = (matches.conflicting, matches.first_conflicts.join(", "));
    let more = if n > matches.first_conflicts.len() as u64 { ", …" } else { "" };
    (n > 0).then(|| format!("{table}: {n} {} with other values: {keys}{more}", if n == 1 { "row" } else { "rows" }))
}
