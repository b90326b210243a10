//! `init`

use super::reports::{applied, facts};
use super::{Report, TextStyle};
use morag_db::lifecycle::InitReport;

/// The report of `init`, with the source of the database URL.
#[derive(serde::Serialize)]
pub struct Init {
    #[serde(flatten)]
    pub report: InitReport,
    pub source: String,
}

impl Report for Init {
    fn text(&self, _: TextStyle) -> String {
        let r = &self.report;
        let mut lines = vec![
            ("Database", format!("{} (from {})", r.target, self.source)),
            ("Engine", format!("{} {}", r.backend, r.server_version)),
            ("Created", if r.created { "yes".into() } else { "no, it already existed".to_string() }),
            ("Adopted", r.adopted.as_ref().map(|a| a.recorded.join(", ")).unwrap_or_default()),
            ("Applied", applied(&r.run)),
            ("Version", r.version.clone().unwrap_or_else(|| "none".into())),
            ("Checked", format!("{} tables, as expected", r.tables_checked)),
        ];
        lines.retain(|(name, fact)| *name != "Adopted" || !fact.is_empty());
        lines.extend(r.environment.iter().map(|e| ("Environment", e.clone())));
        lines.extend(r.notes.iter().map(|n| ("Note", n.clone())));
        lines.extend(r.granted.iter().map(|g| ("Granted", g.clone())));
        facts(&lines) + &next_after(r)
    }

    fn names_commands(&self) -> bool {
        true
    }
}

/// What one can do with a database that is new or newly migrated.
fn next_after(report: &InitReport) -> String {
    if !report.created && report.run.done.is_empty() {
        return String::new();
    }
    let is_production = report.environment.as_deref() == Some("production");
    let seed = (!is_production).then_some(("morag-db seed", "create demo data"));
    let steps = [
        ("morag-db serve", "serve the HTTP API for remote workers and a web page"),
        ("morag-db jobs list --status failed", "list failed jobs, and see with jobs why ID what to do"),
    ];
    seed.into_iter().chain(steps).fold("\nNext\n".into(), |text, (command, purpose)| text + &format!("  {command}\n      {purpose}\n"))
}
