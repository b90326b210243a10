//! `jobs limits`: paused and limited types of jobs.

use super::jobs::rows;
use super::{Report, TextStyle, table, visible};
use morag_db::jobs::{CAP, TypeSetting};
use morag_db::moment::whole_seconds;
use serde::Serialize;
use serde_json::Value;

/// `jobs limits`, and the answer of what changes pauses and limits
#[derive(Serialize)]
pub struct Types {
    pub types: Vec<TypeSetting>,
}

fn counted(jobs: u64) -> String {
    if jobs > CAP { format!("more than {CAP}") } else { jobs.to_string() }
}

fn state(setting: &TypeSetting) -> &'static str {
    match (&setting.pause, setting.reached_limit().is_some()) {
        (Some(_), true) => "paused, at its limit",
        (Some(_), false) => "paused",
        (None, true) => "at its limit",
        (None, false) => "open",
    }
}

/// `video is paused until …, by ops: …`
fn pause_line(setting: &TypeSetting) -> Option<String> {
    let pause = setting.pause.as_ref()?;
    let until = pause.until.as_ref().map_or_else(String::new, |until| format!(" until {}", whole_seconds(until)));
    let because =
        pause.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", reason.split_whitespace().collect::<Vec<_>>().join(" ")));
    let expiring = match (pause.expiring, pause.until.is_some()) {
        (0, _) => String::new(),
        (jobs, true) => format!("\n  {} pending jobs reach their deadline before that: they will time out", counted(jobs)),
        (jobs, false) => format!("\n  {} pending jobs have a deadline: they time out unless the type is resumed before", counted(jobs)),
    };
    Some(visible(&format!("{} is paused{until}, by {}{because}", setting.ty, pause.by)) + &expiring + "\n")
}

impl Report for Types {
    fn text(&self, look: TextStyle) -> String {
        let row = |t: &TypeSetting| {
            let limit = t.running_limit.map_or("-".into(), |limit| limit.to_string());
            vec![t.ty.clone(), state(t).into(), t.running.to_string(), limit, counted(t.pending)]
        };
        let mut text = table(look, &["TYPE", "STATE", "RUNNING", "LIMIT", "PENDING"], self.types.iter().map(row).collect());
        let pauses: Vec<String> = self.types.iter().filter_map(pause_line).collect();
        if !pauses.is_empty() {
            text.push_str(&format!("\n{}", pauses.concat()));
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.types)
    }
}
