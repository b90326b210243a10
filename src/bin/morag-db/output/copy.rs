//! Text output of copies, comparisons and their plans.

use super::reports::facts;
use super::{Report, TextStyle, table};
use morag_db::copy::{BackupReport, CheckReport, CompareReport, CopyPlan, CopyReport, MergeReport, MergedTable, PlannedTable, TargetState};
use morag_db::lifecycle::ResetReport;
use morag_db::words::size;
use serde_json::Value;

fn rows(n: u64) -> String {
    if n == 1 { "1 row".into() } else { format!("{n} rows") }
}

fn seconds(seconds: f64) -> String {
    format!("{seconds:.1} s")
}

/// What a copy is about to do, in a line.
pub fn summary(plan: &CopyPlan) -> String {
    let verb = match plan.state {
        TargetState::Interrupted => "resuming the copy of",
        TargetState::Merged => "adding",
        _ => "copying",
    };
    format!("{verb} {} in {} tables from {} to {}", rows(plan.rows()), plan.tables.len(), plan.source_engine, plan.target_engine)
}

/// A plan that is only shown.
#[derive(serde::Serialize)]
pub struct Planned {
    #[serde(flatten)]
    pub plan: CopyPlan,
}

impl Report for Planned {
    fn text(&self, style: TextStyle) -> String {
        let p = &self.plan;
        let state = match p.state {
            TargetState::Missing => "will be created",
            TargetState::Empty => "has the schema and no rows",
            TargetState::Replaced => "will be reset first",
            TargetState::Merged => "rows will be added",
            TargetState::Interrupted => "a copy was interrupted; it will resume",
        };
        let bytes = |bytes: Option<u64>| bytes.map_or("not read".into(), size);
        let cells = |t: &PlannedTable| match &t.matches {
            None => vec![t.table.clone(), t.rows.to_string(), bytes(t.bytes)],
            Some(m) => vec![t.table.clone(), t.rows.to_string(), m.new.to_string(), m.equal.to_string(), m.conflicting.to_string()],
        };
        let header: &[&str] = if p.merge.is_some() { &["Table", "Rows", "New", "Equal", "Conflicts"] } else { &["Table", "Rows", "Size"] };
        let mut text = facts(&[
            ("Source", format!("{} ({})", p.source, p.source_engine)),
            ("Target", format!("{} ({}): {state}", p.target, p.target_engine)),
            ("Version", p.version.clone()),
            ("Rows", p.rows().to_string()),
        ]);
        text.push('\n');
        text.push_str(&table(style, header, p.tables.iter().map(cells).collect()));
        text.push_str(&section("Not copied", &p.not_copied));
        let conflicts: Vec<String> = p.tables.iter().filter_map(|t| t.matches.as_ref()?.line(&t.table, "with other values")).collect();
        text.push_str(&section("Rows that the target has with other values", &conflicts));
        text.push_str(&section("Ids that are there twice; a merge is refused", p.merge.as_ref().map_or(&[], |merge| &merge.repeated)));
        if let Some(merge) = &p.merge {
            text.push_str(&section("Unique values that another row of the target has; a merge is refused", &merge.collisions));
        }
        let misfits: Vec<String> = p.misfits.iter().map(ToString::to_string).collect();
        text.push_str(&section(&format!("{} can't store these values; a copy is refused", p.target_engine), &misfits));
        text
    }

    fn rows(&self) -> Vec<Value> {
        self.plan.tables.iter().filter_map(|table| serde_json::to_value(table).ok()).collect()
    }
}

/// What a merge overwrites, one line each.
pub fn consequences(plan: &CopyPlan) -> Vec<String> {
    let lines = plan.tables.iter().filter_map(|table| table.matches.as_ref()?.line(&table.table, "with other values"));
    lines.map(|line| format!("will overwrite {line}")).collect()
}

impl Report for MergeReport {
    fn text(&self, style: TextStyle) -> String {
        let skipped: u64 = self.tables.iter().map(|table| table.skipped).sum();
        let mut text = facts(&[
            ("Source", self.source.clone()),
            ("Target", self.target.clone()),
            ("Version", self.version.clone()),
            ("Took", seconds(self.seconds)),
            ("Compared", "the target has the rows of the source".to_string() + if skipped > 0 { ", except the skipped ones" } else { "" }),
        ]);
        let cells = |t: &MergedTable| {
            let numbers = [t.inserted, t.replaced, t.skipped, t.equal].map(|n| n.to_string());
            std::iter::once(t.table.clone()).chain(numbers).collect()
        };
        text.push('\n');
        text.push_str(&table(style, &["Table", "Inserted", "Replaced", "Skipped", "Equal"], self.tables.iter().map(cells).collect()));
        text.push_str(&section("Not copied", &self.not_copied));
        text
    }

    fn rows(&self) -> Vec<Value> {
        self.tables.iter().filter_map(|table| serde_json::to_value(table).ok()).collect()
    }
}

fn section(title: &str, lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| format!("  {}\n", super::visible(line))).collect();
    if lines.is_empty() { lines } else { format!("\n{title}:\n{lines}") }
}

impl Report for CopyReport {
    fn text(&self, _: TextStyle) -> String {
        let total: u64 = self.tables.iter().map(|table| table.rows).sum();
        let rate = self.rows_written as f64 / self.write_seconds.max(0.001);
        let mut lines = vec![
            ("Source", self.source.clone()),
            ("Target", format!("{}{}", self.target, if self.created { " (created)" } else { "" })),
            ("Version", self.version.clone()),
            (
                "Copied",
                format!(
                    "{}, {} in {} ({rate:.0} rows/s); {} in all",
                    rows(self.rows_written),
                    size(self.bytes_written),
                    seconds(self.write_seconds),
                    seconds(self.seconds)
                ),
            ),
        ];
        if !self.kept.is_empty() {
            lines.push(("Kept", format!("rows of an interrupted copy in {}", self.kept.join(", "))));
        }
        if !self.started_over.is_empty() {
            let tables = self.started_over.join(", ");
            lines.push(("Restarted", format!("{tables}: the source has changed since the copy was interrupted")));
        }
        if !self.not_copied.is_empty() {
            lines.push(("Not copied", self.not_copied.join(", ")));
        }
        lines.push(("Compared", format!("{} in {} tables: equal", rows(total), self.tables.len())));
        facts(&lines)
    }

    fn rows(&self) -> Vec<Value> {
        self.tables.iter().filter_map(|table| serde_json::to_value(table).ok()).collect()
    }
}

/// The report of `restore`.
#[derive(serde::Serialize)]
pub struct Restored {
    #[serde(flatten)]
    pub copy: CopyReport,
    /// What was dropped before; `None` if nothing was.
    pub replaced: Option<ResetReport>,
}

impl Report for Restored {
    fn text(&self, style: TextStyle) -> String {
        let mut text = self.copy.text(style);
        if let Some(replaced) = &self.replaced {
            let mut lines = vec![("Dropped", format!("{} in {} objects, before", rows(replaced.rows), replaced.dropped.len()))];
            lines.extend(
                replaced.backup.iter().map(|path| ("Kept copy", format!("{}; delete it when you no longer need it", path.display()))),
            );
            text.push_str(&facts(&lines));
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        Report::rows(&self.copy)
    }
}

impl Report for CompareReport {
    fn text(&self, style: TextStyle) -> String {
        let verdict = if self.differences.is_empty() { "equal".to_string() } else { "different".into() };
        let tables = self.tables.iter().map(|t| {
            let is_equal = (t.source_rows, t.source_checksum) == (t.target_rows, t.target_checksum);
            let verdict = if is_equal { "equal" } else { "different" };
            vec![t.table.clone(), t.source_rows.to_string(), t.target_rows.to_string(), verdict.into()]
        });
        let mut text = facts(&[("Source", self.source.clone()), ("Target", self.target.clone()), ("Rows", verdict)]);
        text.push('\n');
        text.push_str(&table(style, &["Table", "Source rows", "Target rows", "Result"], tables.collect()));
        text.push_str(&section("Differences", &self.differences));
        text
    }

    fn rows(&self) -> Vec<Value> {
        self.tables.iter().filter_map(|table| serde_json::to_value(table).ok()).collect()
    }
}

impl Report for BackupReport {
    fn text(&self, _: TextStyle) -> String {
        let total: u64 = self.copy.tables.iter().map(|table| table.rows).sum();
        let mut lines = vec![
            ("Database", self.copy.source.clone()),
            ("Backup", format!("{} ({})", self.file.display(), size(self.file_bytes))),
            ("Version", self.copy.version.clone()),
            ("Compared", format!("{} in {} tables: equal", rows(total), self.copy.tables.len())),
        ];
        if !self.copy.not_copied.is_empty() {
            lines.push(("Not copied", self.copy.not_copied.join(", ")));
        }
        lines.extend(self.removed.iter().map(|file| ("Removed", file.display().to_string())));
        facts(&lines)
    }

    fn rows(&self) -> Vec<Value> {
        self.copy.tables.iter().filter_map(|table| serde_json::to_value(table).ok()).collect()
    }
}

impl Report for CheckReport {
    fn text(&self, _: TextStyle) -> String {
        let total: u64 = self.manifest.tables.values().map(|table| table.rows).sum();
        facts(&[
            ("Backup", self.file.display().to_string()),
            ("Database", format!("{} ({})", self.manifest.source, self.manifest.source_engine)),
            ("Created", self.manifest.created_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            ("Version", self.manifest.version.clone()),
            ("Checked", format!("{} in {} tables: whole", rows(total), self.manifest.tables.len())),
        ])
    }
}
