//! The scripts that fix what `verify` found.

use super::verify::{Strictness, VerifyReport};
use crate::catalog::{Difference, Severity};
use crate::db::fix::{self, Fix};

impl VerifyReport {
    /// Whether `finding` makes `verify` fail.
    pub fn fails(finding: &Difference, strictness: Strictness) -> bool {
        finding.severity == Severity::Drift || strictness == Strictness::Everything
    }

    /// Returns a script that fixes the findings that make `verify` fail; the others, and those without a fix, are included as
    /// comments.
    pub fn fix_script(&self, strictness: Strictness) -> String {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut text = format!("-- Repairs {} at version {}\n", one_line(&self.target), self.version.as_deref().unwrap_or("none"));
        for finding in &self.findings {
            text.push_str(&format!("-- {}\n", one_line(&finding.to_string())));
            if finding.fix.is_empty() && finding.expected.is_none() && self.has_site_migrations {
                text.push_str("--   NOT REPAIRED: a site migration may have created it; drop it yourself if none did\n");
            } else if finding.fix.is_empty() {
                text.push_str("--   NOT REPAIRED: no statement can do it\n");
            } else if !Self::fails(finding, strictness) {
                let left_out = finding.fix.iter().map(|sql| format!("--   left out, since it does not fail: {};\n", one_line(sql)));
                text.extend(left_out);
            }
        }
        let wanted = |at: usize| self.findings.get(at).is_some_and(|f| Self::fails(f, strictness));
        let fixes: Vec<Fix> = self.fixes.iter().filter(|(at, _)| wanted(*at)).map(|(_, m)| m.clone()).collect();
        if !fixes.is_empty() {
            text.extend(fix::script(self.engine, fixes).into_iter().map(|sql| format!("{sql};\n")));
        }
        text
    }

    /// Returns a script that repairs invalid rows; `None` if no finding has a repair statement.
    pub fn fix_data_script(&self) -> Option<String> {
        let fixes: Vec<String> = self
            .data_findings
            .iter()
            .filter_map(|d| d.fix.as_ref().map(|sql| format!("-- {}: {} rows {}\n{sql};\n", d.object, d.rows, d.fault)))
            .collect();
        if fixes.is_empty() { None } else { Some(format!("BEGIN;\n{}COMMIT;\n", fixes.concat())) }
    }
}
