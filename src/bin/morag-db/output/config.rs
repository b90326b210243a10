//! `config show` and `config check`.

use super::jobs::{dash, rows};
use super::reports::facts;
use super::{Report, TextStyle, table, visible};
use morag_db::profiles::ProfileLine;
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
pub struct Config {
    /// Path of the configuration file.
    pub file: String,
    pub exists: bool,
    /// Name of the profile that this run would use, and how it was chosen.
    pub chosen: Option<String>,
    pub chosen_by: Option<String>,
    pub profiles: Vec<ProfileLine>,
    #[serde(skip)]
    pub is_check: bool,
}

impl Report for Config {
    fn text(&self, look: TextStyle) -> String {
        let missing = if self.exists { "" } else { " (does not exist)" };
        let by = self.chosen_by.as_ref().map_or(String::new(), |by| format!(" ({by})"));
        let mut text = facts(&[
            ("File", format!("{}{missing}", self.file)),
            ("Profile", self.chosen.as_ref().map_or_else(|| "none".into(), |name| format!("{name}{by}"))),
        ]);
        let word = |value: Option<Value>| value.as_ref().and_then(Value::as_str).unwrap_or("-").to_string();
        let row = |p: &ProfileLine| {
            let access = if p.read_only { "read only" } else { "read and write" };
            let output = word(p.output.and_then(|format| serde_json::to_value(format).ok()));
            vec![p.name.clone(), urls(p), dash(p.password.as_ref()), access.into(), output]
        };
        if !self.profiles.is_empty() {
            let rows = self.profiles.iter().map(row).collect();
            text.push_str(&format!("\n{}", table(look, &["PROFILE", "DATABASE", "PASSWORD FROM", "ACCESS", "OUTPUT"], rows)));
        }
        let faults: Vec<String> = self.profiles.iter().filter_map(|p| Some(format!("{}: {}\n", p.name, p.problem.as_ref()?))).collect();
        if !faults.is_empty() {
            text.push_str(&format!("\n{}", visible(&faults.concat()).replace("\\n", "\n")));
        } else if self.is_check {
            text.push_str("No fault found.\n");
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.profiles)
    }
}

/// The URL of the database, and of its read replica on a line of its own.
fn urls(profile: &ProfileLine) -> String {
    let replica = profile.read_url.as_ref().map(|url| format!("\nreplica: {url}")).unwrap_or_default();
    format!("{}{replica}", profile.url)
}
