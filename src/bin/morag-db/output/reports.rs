//! Text and rows of the reports of `init`, `migrate`, `reset` and `health`.

use super::{Report, TextStyle, table};
use morag_db::health::HealthReport;
use morag_db::lifecycle::ResetReport;
use morag_db::migrate::{AppliedNow, BaselineReport, LockReport, RepairReport, RunReport};
use morag_db::settings::Settings;
use serde_json::Value;

pub(super) fn applied(run: &RunReport) -> String {
    let total: u64 = run.done.iter().map(|m| m.execution_ms).sum();
    let versions = |run: &[AppliedNow]| run.iter().map(|m| m.version.as_str()).collect::<Vec<_>>().join(", ");
    match (run.done.is_empty(), run.done_by_others.is_empty()) {
        (true, true) => "nothing was pending".into(),
        (true, false) => format!("by another process: {}", run.done_by_others.join(", ")),
        (false, true) => format!("{} ({total} ms)", versions(&run.done)),
        (false, false) => format!("{} ({total} ms); by another process: {}", versions(&run.done), run.done_by_others.join(", ")),
    }
}

pub(super) fn facts(facts: &[(&str, String)]) -> String {
    let shown = |(name, fact): &(&str, String)| format!("{name:<11} {}\n", super::visible(fact));
    facts.iter().map(shown).collect()
}

/// A report with its database and the source of the database URL.
#[derive(serde::Serialize)]
pub struct WithTarget<R> {
    pub target: String,
    pub source: String,
    #[serde(flatten)]
    pub report: R,
}

impl<R> WithTarget<R> {
    pub fn new(settings: &Settings, report: R) -> Self {
        WithTarget { target: settings.url.to_string(), source: settings.source.clone(), report }
    }
}

impl<R: Report> Report for WithTarget<R> {
    fn text(&self, look: TextStyle) -> String {
        facts(&[("Database", format!("{} (from {})", self.target, self.source))]) + &self.report.text(look)
    }

    fn rows(&self) -> Vec<Value> {
        self.report.rows()
    }
}

/// `migrate up` and `down`.
#[derive(serde::Serialize)]
pub struct Run {
    #[serde(flatten)]
    pub report: RunReport,
    pub direction: &'static str,
}

impl Report for Run {
    fn text(&self, _: TextStyle) -> String {
        let verb = if self.direction == "up" { "Applied" } else { "Undone" };
        let is_nothing = self.report.done.is_empty() && self.report.done_by_others.is_empty();
        let done = if is_nothing && self.direction == "down" { "nothing: it is at that version".into() } else { applied(&self.report) };
        facts(&[(verb, done)])
    }

    fn rows(&self) -> Vec<Value> {
        self.report.done.iter().filter_map(|m| serde_json::to_value(m).ok()).collect()
    }
}

impl Report for BaselineReport {
    fn text(&self, _: TextStyle) -> String {
        let mut lines = vec![("Recorded", self.recorded.join(", "))];
        lines.extend(self.notes.iter().map(|n| ("Note", n.clone())));
        facts(&lines)
    }
}

impl Report for RepairReport {
    fn text(&self, _: TextStyle) -> String {
        match &self.version {
            Some(version) => facts(&[("Migration", version.clone()), ("Outcome", self.outcome.replace('_', " "))]),
            None => "There is no failed migration to repair.\n".into(),
        }
    }
}

/// The report of `reset`, with the source of the database URL.
#[derive(serde::Serialize)]
pub struct Reset {
    #[serde(flatten)]
    pub report: ResetReport,
    pub source: String,
}

impl Report for Reset {
    fn text(&self, _: TextStyle) -> String {
        let r = &self.report;
        let mut lines = vec![
            ("Database", format!("{} (from {})", r.target, self.source)),
            ("Dropped", format!("{} objects with {} rows", r.dropped.len(), r.rows)),
        ];
        lines.extend(r.backup.iter().map(|path| ("Backup", path.display().to_string())));
        if !r.kept.is_empty() {
            lines.push(("Kept", r.kept.join(", ")));
        }
        lines.push(("Applied", applied(&r.run)));
        lines.push(("Version", r.version.clone().unwrap_or_else(|| "none".into())));
        lines.extend(r.environment.iter().map(|e| ("Environment", e.clone())));
        lines.extend(r.notes.iter().map(|n| ("Note", n.clone())));
        facts(&lines)
    }
}

/// The report of `health`, with the source of the database URL.
#[derive(serde::Serialize)]
pub struct Health {
    #[serde(flatten)]
    pub report: HealthReport,
    pub source: String,
}

impl Report for Health {
    fn text(&self, look: TextStyle) -> String {
        let r = &self.report;
        let lines = [
            ("Database", format!("{} (from {})", r.target, self.source)),
            ("Engine", format!("{} {}", r.backend, r.server_version)),
            ("Health", word(&r.status)),
        ];
        let rows = r.checks.iter().map(|c| vec![word(&c.status), c.id.to_string(), c.detail.clone()]);
        format!("{}\n{}", facts(&lines), table(look, &["STATUS", "CHECK", "DETAIL"], rows.collect()))
    }

    fn rows(&self) -> Vec<Value> {
        self.report.checks.iter().filter_map(|c| serde_json::to_value(c).ok()).collect()
    }
}

impl Report for LockReport {
    fn text(&self, _: TextStyle) -> String {
        let mut lines = vec![
            ("Database", self.target.clone()),
            ("Lock", self.lock_holder.clone().map_or_else(|| "free".into(), |holder| format!("held by {holder}"))),
        ];
        for lease in &self.leases {
            let renewed = lease.renewed_at.as_deref().unwrap_or("?");
            lines.push(("Lease", format!("{}: held by {}, epoch {}, renewed {renewed}", lease.name, lease.holder, lease.epoch)));
        }
        if self.leases.is_empty() {
            lines.push(("Lease", "none".into()));
        }
        if self.broken > 0 {
            lines.push(("Broken", self.broken.to_string()));
        }
        facts(&lines)
    }
}

/// `migrate status`.
#[derive(serde::Serialize)]
pub struct Status {
    pub target: String,
    pub source: String,
    pub backend: &'static str,
    pub server_version: String,
    pub environment: Option<String>,
    /// Who holds the migration lock.
    pub lock_holder: Option<String>,
    pub pending: usize,
    /// Objects that pending migrations would create, but that another tool has already created.
    pub unadopted: Vec<String>,
    pub migrations: Vec<morag_db::migrate::Entry>,
}

pub(super) fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(|s| s.replace('_', " "))).unwrap_or_default()
}

impl Report for Status {
    fn names_commands(&self) -> bool {
        true
    }

    fn text(&self, look: TextStyle) -> String {
        let has_notes = self.migrations.iter().any(|e| e.note.is_some());
        let mut header = vec!["VERSION", "STATE", "APPLIED AT", "TOOK", "DESCRIPTION"];
        header.extend(has_notes.then_some("NOTE"));
        let rows = self.migrations.iter().map(|e| {
            let mut row = vec![
                e.version.clone(),
                word(&e.state),
                // without fractions of a second
                e.applied_at.as_deref().map_or("-".into(), |t| format!("{}Z", t.split(['.', 'Z']).next().unwrap_or(t))),
                e.execution_ms.map_or("-".into(), |ms| format!("{ms} ms")),
                e.description.clone(),
            ];
            row.extend(has_notes.then(|| e.note.clone().unwrap_or_default()));
            row
        });
        let mut lines = vec![
            ("Database", format!("{} (from {})", self.target, self.source)),
            ("Engine", format!("{} {}", self.backend, self.server_version)),
            ("Pending", self.pending.to_string()),
        ];
        lines.extend(self.environment.iter().map(|e| ("Environment", e.clone())));
        lines.extend(self.lock_holder.iter().map(|h| ("Migrating", h.clone())));
        if !self.unadopted.is_empty() {
            let names = self.unadopted.join(", ");
            lines.push(("Not adopted", format!("{names}: created by another tool; take them over with: morag-db migrate adopt")));
        }
        format!("{}\n{}", facts(&lines), table(look, &header, rows.collect()))
    }

    fn rows(&self) -> Vec<Value> {
        self.migrations.iter().filter_map(|m| serde_json::to_value(m).ok()).collect()
    }
}

/// `migrate plan` and `up --dry-run`.
#[derive(serde::Serialize)]
pub struct Plan {
    pub backend: &'static str,
    pub migrations: Vec<PlannedMigration>,
}

#[derive(serde::Serialize)]
pub struct PlannedMigration {
    pub title: String,
    /// Whether it runs in one transaction.
    pub is_atomic: bool,
    pub steps: Vec<migration::Step>,
}

impl Report for Plan {
    fn text(&self, _: TextStyle) -> String {
        if self.migrations.is_empty() {
            return "-- nothing is pending\n".into();
        }
        let mut text = String::new();
        for migration in &self.migrations {
            text.push_str(&format!("-- {}\n", migration.title));
            if migration.is_atomic {
                text.push_str("BEGIN;\n");
            }
            for step in &migration.steps {
                text.push_str(&format!("{};\n", step.sql));
            }
            text.push_str(if migration.is_atomic { "COMMIT;\n\n" } else { "\n" });
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        let row = |m: &PlannedMigration, s: &migration::Step| serde_json::json!({"migration": m.title, "step": s.name, "sql": s.sql});
        self.migrations.iter().flat_map(|m| m.steps.iter().map(move |s| row(m, s))).collect()
    }
}
