//! Output of `verify`: text for people, and the formats that CI systems read.

use super::reports::{facts, word};
use super::{Report, TextStyle, paint, visible};
use morag_db::catalog::Difference;
use morag_db::schema::{DataFinding, Strictness, Verdict, VerifyReport};
use morag_db::words::counted;
use serde_json::Value;

/// The report of `verify`, with the source of the database URL.
#[derive(serde::Serialize)]
pub struct Verify {
    #[serde(flatten)]
    pub report: VerifyReport,
    pub source: String,
    #[serde(skip)]
    pub strictness: Strictness,
}

/// Maximum number of fix statements shown with a finding; `--fix-sql` writes all.
const SHOWN: usize = 2;

fn finding(look: TextStyle, d: &Difference) -> String {
    let mut text = format!("{} {}\n", paint(look, &format!("{:<6}", word(&d.severity))), visible(&d.object));
    let mut line = |name: &str, what: &str| text.push_str(&format!("         {name:<9} {}\n", visible(what)));
    line("expected", d.expected.as_deref().unwrap_or("nothing"));
    line("found", d.actual.as_deref().unwrap_or("nothing"));
    for sql in d.fix.iter().take(SHOWN) {
        line("fix", &format!("{};", sql.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    if d.fix.len() > SHOWN {
        line("", &format!("{} more statements: --fix-sql FILE writes all of them", d.fix.len() - SHOWN));
    }
    text
}

fn data_finding(look: TextStyle, d: &DataFinding) -> String {
    let count = if d.is_capped { format!("more than {}", morag_db::schema::CAP) } else { d.rows.to_string() };
    let show = |(key, value): &(String, Option<String>)| value.as_ref().map_or_else(|| key.clone(), |v| format!("{key} ({v})"));
    let sample = d.sample.iter().map(show).collect::<Vec<_>>().join(", ");
    let head = format!("{} {}\n", paint(look, if d.fails { "data  " } else { "warn  " }), visible(&d.object));
    format!("{head}         rows      {count}: {}\n         examples  {}\n", visible(&d.fault), visible(&sample))
}

impl Report for Verify {
    fn names_commands(&self) -> bool {
        true
    }

    fn text(&self, look: TextStyle) -> String {
        let r = &self.report;
        let mut lines = vec![
            ("Database", format!("{} (from {})", r.target, self.source)),
            ("Engine", format!("{} {}", r.backend, r.server_version)),
            ("Version", r.version.clone().unwrap_or_else(|| "none".into())),
            ("Pending", r.pending.to_string()),
        ];
        lines.extend(r.lock_holder.iter().map(|h| ("Migrating", h.clone())));
        lines.extend(r.history.iter().map(|h| ("History", h.clone())));
        if !r.unadopted.is_empty() {
            let names = r.unadopted.join(", ");
            lines.push(("Not adopted", format!("{names}: created by another tool; take them over with: morag-db migrate adopt")));
        }
        lines.push(("Checked", format!("{}, {}", counted(r.tables_checked, "table"), counted(r.findings.len(), "finding"))));
        lines.extend(r.data_checked.map(|n| ("Data", format!("{}, {}", counted(n, "rule"), counted(r.data_findings.len(), "finding")))));
        lines.extend(r.not_checked.iter().map(|n| ("Not checked", n.clone())));
        let list = |names: &[String]| format!("{}: {}", names.len(), names.join(", "));
        for (label, names) in
            [("Unmanaged", &r.other_tables), ("", &r.other_objects), ("Ignored", &r.ignored), ("Unmatched", &r.unused_ignores)]
        {
            if !names.is_empty() {
                lines.push((if label.is_empty() { "Unmanaged" } else { label }, list(names)));
            }
        }
        let verdict = format!("{:<12}{}\n", "Verdict", paint(look, &word(&r.verdict)));
        let mut text = facts(&lines) + &verdict;
        let blocks = r.findings.iter().map(|d| finding(look, d)).chain(r.data_findings.iter().map(|d| data_finding(look, d)));
        for block in blocks {
            text.push('\n');
            text.push_str(&block);
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        let schema = self.report.findings.iter().filter_map(|d| serde_json::to_value(d).ok());
        schema.chain(self.report.data_findings.iter().filter_map(|d| serde_json::to_value(d).ok())).collect()
    }

    fn junit(&self) -> Option<String> {
        let cases: Vec<(String, Option<String>)> = self.ci_results().into_iter().map(|s| (s.object, s.fails.then_some(s.text))).collect();
        let failures = cases.iter().filter(|(_, failure)| failure.is_some()).count();
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"morag-db verify\" tests=\"{}\" failures=\"{failures}\">\n",
            cases.len()
        );
        for (object, failure) in cases {
            let case = format!("    <testcase classname=\"schema\" name=\"{}\"", xml(&object));
            text.push_str(&match failure {
                None => format!("{case}/>\n"),
                Some(message) => format!("{case}>\n      <failure message=\"{}\"/>\n    </testcase>\n", xml(&message)),
            });
        }
        text.push_str("  </testsuite>\n</testsuites>\n");
        Some(text)
    }

    fn github(&self) -> Option<String> {
        // https://docs.github.com/actions/reference/workflow-commands-for-github-actions
        let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let line = |s: CiResult| {
            let level = if s.fails { "error" } else { "notice" };
            format!("::{level} title=morag-db verify::{}\n", escape(&s.text))
        };
        Some(self.ci_results().into_iter().map(line).collect())
    }
}

/// One result for a CI system.
struct CiResult {
    object: String,
    text: String,
    fails: bool,
}

impl Verify {
    fn ci_results(&self) -> Vec<CiResult> {
        let r = &self.report;
        let said = |object: &str, text: String, fails: bool| CiResult { object: object.to_string(), text, fails };
        let mut all = vec![said(
            "verdict",
            format!("{}: {} tables checked at version {}", word(&r.verdict), r.tables_checked, r.version.as_deref().unwrap_or("none")),
            r.verdict != Verdict::Right,
        )];
        all.extend(r.history.iter().map(|h| said("history", h.clone(), true)));
        all.extend(
            r.unadopted
                .iter()
                .map(|o| said(o, format!("{o} was created by another tool; take it over with: morag-db migrate adopt"), true)),
        );
        let fails = |d: &Difference| VerifyReport::fails(d, self.strictness);
        all.extend(r.findings.iter().map(|d| said(&d.object, d.to_string(), fails(d))));
        all.extend(r.data_findings.iter().map(|d| said(&d.object, format!("{}: {} rows: {}", d.object, d.rows, d.fault), d.fails)));
        all.extend(r.not_checked.iter().map(|n| said("not checked", format!("not checked: {n}"), false)));
        all
    }
}

fn xml(text: &str) -> String {
    let escape = |c: char| match c {
        '&' => "&amp;".to_string(),
        '<' => "&lt;".to_string(),
        '>' => "&gt;".to_string(),
        '"' => "&quot;".to_string(),
        '\n' | '\t' => " ".to_string(),
        // XML 1.0 can't represent these characters
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => c.escape_default().to_string(),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}
