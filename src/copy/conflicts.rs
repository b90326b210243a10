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

    /// Returns an error if the plan can't be carried out.
    pub fn refuse(&self) -> Result<()> {
        self.refuse_misfits()?;
        self.refuse_conflicts()
    }

    /// Returns an error if a merge would have to leave rows out without having been told to.
    fn refuse_conflicts(&self) -> Result<()> {
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
            findings.extend(self.tables.iter().filter_map(|table| table.matches.as_ref()?.line(&table.table, "with other values")));
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

impl Matches {
    /// The conflicting rows of `table` with their first keys, and what is wrong with them; `None` if there are none.
    pub fn line(&self, table: &str, what: &str) -> Option<String> {
        let (n, keys) = (self.conflicting, self.first_conflicts.join(", "));
        let more = if n > self.first_conflicts.len() as u64 { ", …" } else { "" };
        (n > 0).then(|| format!("{table}: {n} {} {what}: {keys}{more}", if n == 1 { "row" } else { "rows" }))
    }
}
