//! `jobs failures`: groups of failed jobs, and what to do about them.

use super::jobs::{dash, rows};
use super::{Report, TextStyle, is_narrow, table};
use morag_db::jobs::{CAP, FailureGroup, Failures, Share};
use morag_db::moment::age;
use serde::Serialize;
use serde_json::Value;

/// How many types or workers of a group the table names.
const NAMED: usize = 2;

/// `jobs failures`
#[derive(Serialize)]
pub struct FailureGroups {
    /// Whether only some kinds were asked for.
    #[serde(skip)]
    pub is_filtered: bool,
    #[serde(flatten)]
    pub failures: Failures,
}

fn shares(shares: &[Share]) -> String {
    if let [one] = shares {
        return one.name.clone();
    }
    let named: Vec<String> = shares.iter().take(NAMED).map(|share| format!("{} ({})", share.name, share.jobs)).collect();
    match shares.len() {
        0 => "-".into(),
        count if count > NAMED => format!("{}, {} more", named.join(", "), count - NAMED),
        _ => named.join(", "),
    }
}

/// `3h ago`; the time itself if it can't be read.
fn ago(time: Option<&String>) -> String {
    let Some(time) = time else { return "-".into() };
    match chrono::DateTime::parse_from_rfc3339(time) {
        Ok(at) => format!("{} ago", age((chrono::Utc::now() - at.to_utc()).as_seconds_f64().max(0.0))),
        Err(_) => time.clone(),
    }
}

impl FailureGroups {
    /// The table; a narrow terminal gets the columns that an operator needs first.
    fn groups(&self, look: TextStyle) -> String {
        let narrow = |g: &FailureGroup| {
            vec![g.jobs.to_string(), percent(g.share), g.fingerprint.clone(), ago(g.last_failed_at.as_ref()), g.error.clone()]
        };
        if is_narrow() {
            let header = ["JOBS", "SHARE", "FINGERPRINT", "LAST", "ERROR"];
            return table(look, &header, self.failures.groups.iter().map(narrow).collect());
        }
        let row = |g: &FailureGroup| {
            vec![
                g.jobs.to_string(),
                percent(g.share),
                g.fingerprint.clone(),
                g.error.clone(),
                shares(&g.types),
                shares(&g.workers),
                ago(g.first_failed_at.as_ref()),
                ago(g.last_failed_at.as_ref()),
                dash(g.example.as_ref()),
            ]
        };
        let header = ["JOBS", "SHARE", "FINGERPRINT", "ERROR", "TYPES", "WORKERS", "FIRST", "LAST", "EXAMPLE JOB"];
        table(look, &header, self.failures.groups.iter().map(row).collect())
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

impl Report for FailureGroups {
    fn text(&self, look: TextStyle) -> String {
        let report = &self.failures;
        let mut text = String::new();
        if report.groups.is_empty() {
            let of = if self.is_filtered { " of these kinds" } else { "" };
            text.push_str(&format!("No job{of} is failed or timed out.\n"));
        } else {
            text.push_str(&self.groups(look));
            let listed = if report.groups_in_all > report.groups.len() {
                format!("; --limit shows more than {}", report.groups.len())
            } else {
                String::new()
            };
            let plural = |n: u64, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
            let groups = plural(report.groups_in_all as u64, "group");
            text.push_str(&format!("\n{} failed or timed out, in {groups}{listed}.\n", plural(report.jobs, "job")));
        }
        if report.not_grouped > 0 {
            let count = if report.not_grouped > CAP { format!("more than {CAP}") } else { report.not_grouped.to_string() };
            text.push_str(&format!(
                "Not grouped yet: {count}, set to failed by other applications; run the command again to group them.\n"
            ));
        }
        if report.is_capped {
            text.push_str("Of ingest jobs, processing jobs and task runs, only the newest 10,000 failed ones of each kind were read.\n");
        }
        if is_narrow() && !report.groups.is_empty() {
            text.push_str("Types, workers and examples: on a terminal of 120 columns or more, or with --output json.\n");
        }
        if report.groups.iter().any(|group| group.example.is_none()) {
            text.push_str(
                "A group without an example: another application deleted its jobs or changed them; count again with:\n  \
                 morag-db jobs failures --recount\n",
            );
        }
        if let Some(group) = report.groups.iter().find(|group| group.example.is_some()) {
            text.push_str(&format!(
                "\nNext\n  morag-db jobs requeue --fingerprint {} --dry-run\n      plan to requeue these jobs\n",
                group.fingerprint
            ));
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.failures.groups)
    }

    fn names_commands(&self) -> bool {
        true
    }
}
