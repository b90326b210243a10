//! `migrate lint`

use super::{Report, TextStyle, paint, visible};
use morag_db::migrate::site::{Finding, LintReport};
use morag_db::words::counted;
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
#[serde(transparent)]
pub struct Lint(pub LintReport);

impl Report for Lint {
    fn text(&self, style: TextStyle) -> String {
        let finding = |f: &Finding| {
            let instead = f.instead.as_ref().map(|instead| format!("    instead: {instead}\n")).unwrap_or_default();
            let place = format!("{}:{}", f.file.display(), f.line);
            format!("{place}: {}: {}\n    {}\n{instead}", f.rule.as_str(), visible(&f.statement), f.reason)
        };
        let mut text: String = self.0.findings.iter().map(finding).collect();
        let allowed = if self.0.allowed > 0 { format!(", {} allowed by comments", self.0.allowed) } else { String::new() };
        let files = format!("{} checked for {}", counted(self.0.files, "file"), self.0.backend);
        let verdict = match self.0.findings.len() {
            0 => format!("{files}: {}{allowed}", paint(style, "right")),
            n => format!("{files}: {}{allowed}", counted(n, "finding")),
        };
        text.push_str(&format!("{verdict}\n"));
        text
    }

    fn rows(&self) -> Vec<Value> {
        self.0.findings.iter().filter_map(|finding| serde_json::to_value(finding).ok()).collect()
    }

    fn github(&self) -> Option<String> {
        // https://docs.github.com/actions/reference/workflow-commands-for-github-actions
        let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
        let line = |f: &Finding| {
            let (file, rule) = (property(&f.file.display().to_string()), f.rule.as_str());
            let instead = f.instead.as_ref().map(|instead| format!("; instead: {instead}")).unwrap_or_default();
            format!("::error file={file},line={},title=morag-db {rule}::{}\n", f.line, escape(&format!("{}{instead}", f.reason)))
        };
        Some(self.0.findings.iter().map(line).collect())
    }
}
