//! Text output of the plan and the report of an adoption.

use super::reports::facts;
use super::{Report, TextStyle, table, visible};
use morag_db::migrate::adopt::{AdoptPlan, AdoptReport, Left, TableState, TableSummary};
use serde_json::Value;

fn rows(n: u64) -> String {
    if n == 1 { "1 row".into() } else { format!("{n} rows") }
}

fn word(standing: TableState) -> &'static str {
    match standing {
        TableState::Exact => "exact",
        TableState::Differs => "differs",
        TableState::Older => "older",
        TableState::Newer => "newer",
        TableState::Missing => "missing",
        TableState::NotOurs => "unmanaged",
    }
}

fn what(t: &TableSummary) -> String {
    let list = |what: &str, names: &[String]| (!names.is_empty()).then(|| format!("{what}: {}", names.join(", ")));
    let differences = (t.standing != TableState::Missing && t.differences > 0).then(|| match t.differences {
        1 => "1 difference".to_string(),
        n => format!("{n} differences"),
    });
    let all = [differences, list("missing columns", &t.missing_columns), list("extra columns", &t.additional_columns)];
    all.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn left(left: &Left) -> String {
    match (&left.expected, &left.actual) {
        (Some(expected), Some(actual)) => format!("{}: {actual} (expected {expected})", left.object),
        (None, Some(actual)) => format!("{}: {actual} (extra)", left.object),
        (Some(expected), None) => format!("{}: missing (expected {expected})", left.object),
        (None, None) => left.object.clone(),
    }
}

fn section(title: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines.into_iter().map(|line| format!("  {}\n", visible(&line))).collect();
    if lines.is_empty() { String::new() } else { format!("\n{title}\n{}", lines.concat()) }
}

/// A plan that is not confirmed yet.
#[derive(serde::Serialize)]
pub struct Planned {
    #[serde(flatten)]
    pub plan: AdoptPlan,
}

impl Report for Planned {
    fn text(&self, look: TextStyle) -> String {
        let p = &self.plan;
        if p.is_empty() {
            return "Nothing to adopt: there are no MoRAG tables, or all of them are already in the migration history.\n".into();
        }
        let mut head = vec![
            ("Nearest to", p.version.clone().unwrap_or_default()),
            ("Will record", p.records.join(", ")),
            ("Time zone", format!("{} (assumed for times stored without a zone; to change it: --assume-time-zone)", p.time_zone)),
        ];
        head.extend(p.alembic_revision.iter().map(|r| ("Alembic", format!("revision {r}; its table stays"))));
        head.extend(p.backup.iter().map(|path| ("Backup", format!("{} (written first)", path.display()))));
        let standings =
            p.tables.iter().map(|t| vec![t.table.clone(), word(t.standing).into(), t.rows.to_string(), t.version.clone(), what(t)]);
        let misfits = p.misfits.iter().map(|m| {
            let sample: Vec<String> =
                m.sample.iter().map(|(key, value)| format!("{key} = {}", value.as_deref().unwrap_or("NULL"))).collect();
            format!("{} {}: {}, e.g. {}", m.object, m.fault, rows(m.rows), sample.join(", "))
        });
        let changes = p.changes.iter().map(|c| {
            let cost = serde_json::to_value(c.cost).ok().and_then(|v| v.as_str().map(|s| s.replace('_', " "))).unwrap_or_default();
            let cost = if c.rows > 0 && cost != "instant" { format!("{cost}, {}", rows(c.rows)) } else { cost };
            format!("-- {cost}\n  {};", c.sql.replace('\n', "\n  "))
        });
        facts(&head)
            + "\n"
            + &table(look, &["TABLE", "STATE", "ROWS", "VERSION", "DETAIL"], standings.collect())
            + &section("Can't be adopted", p.obstacles.clone())
            + &section("Rows that violate the new schema", misfits)
            + &section("Rows to move", p.quarantined.iter().map(|q| format!("{} of {} to {}", rows(q.rows), q.table, q.into)))
            + &section("Statements", changes)
            + &section("Not changed", p.left.iter().map(left))
            + &section("Notes", p.notes.clone())
    }

    fn rows(&self) -> Vec<Value> {
        self.plan.changes.iter().filter_map(|c| serde_json::to_value(c).ok()).collect()
    }
}

impl Report for AdoptReport {
    fn names_commands(&self) -> bool {
        true
    }

    fn text(&self, _: TextStyle) -> String {
        if self.recorded.is_empty() {
            return "Nothing to adopt.\n".into();
        }
        let total: u64 = self.compared.iter().map(|t| t.rows).sum();
        let mut lines = vec![
            ("Recorded", self.recorded.join(", ")),
            ("Statements", self.statements.to_string()),
            ("Compared", format!("{} in {} tables, identical before and after", rows(total), self.compared.len())),
        ];
        lines.extend(self.quarantined.iter().map(|q| ("Moved", format!("{} of {} to {}", rows(q.rows), q.table, q.into))));
        lines.extend(self.backup.iter().map(|path| ("Backup", path.display().to_string())));
        lines.extend(self.left.iter().map(|l| ("Not changed", left(l))));
        lines.push(("Next", "morag-db init (applies pending migrations)".into()));
        facts(&lines)
    }
}
