//! Shows that an adoption kept every row and value: row counts and checksums of the tables, before and after.

use super::context::PlanContext;
use super::rows::kept_columns;
use crate::catalog::Column;
use crate::db::Session;
use crate::error::{Error, Result};
use std::collections::BTreeMap;

/// Returns an error if a table has other rows or values than before.
pub(super) fn compare(before: &BTreeMap<String, (String, String)>, after: &BTreeMap<String, (String, String)>) -> Result<()> {
    let changed = before.iter().filter(|(table, sum)| after.get(*table) != Some(*sum));
    let findings: Vec<String> = changed
        .map(|(table, (rows, _))| {
            format!("{table}: {rows} rows before, {} after", after.get(table).map_or("none", |(rows, _)| rows.as_str()))
        })
        .collect();
    if findings.is_empty() {
        return Ok(());
    }
    Err(Error::Differs {
        reason: "rows changed during the adoption; no version was recorded".into(),
        findings,
        next: "if applications wrote meanwhile: stop them and add --accept-changed-rows; if none did, restore the backup",
    })
}

/// Returns row count and checksum of each of `tables`; before the conversion, the checksum is computed as if it had run.
/// Times that a separate statement converts to UTC are left out.
pub(super) async fn checksums(
    session: &mut Session,
    look: &PlanContext,
    tables: &[String],
    time_zone: &str,
    is_before: bool,
) -> Result<BTreeMap<String, (String, String)>> {
    let mut sums = BTreeMap::new();
    for table in tables {
        let all = kept_columns(&look.wanted, &look.live, table);
        let names = look.columns.get(table).map_or(&[][..], Vec::as_slice);
        let columns: Vec<(&Column, &Column)> =
            names.iter().filter_map(|name| all.iter().find(|(_, live)| live.name == *name).copied()).collect();
        let floats = look.floats.get(table).map_or(&[][..], Vec::as_slice);
        let sum = session.checksum(table, &columns, floats, time_zone, is_before).await?;
        sums.insert(table.clone(), sum);
    }
    Ok(sums)
}
