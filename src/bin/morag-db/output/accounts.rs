//! Text output of users, API keys, tasks and `seed`.

use super::reports::facts;
use super::{Report, TextStyle, table};
use morag_db::accounts::{ApiKey, NewApiKey, User};
use morag_db::seed::SeedReport;
use morag_db::tasks::{Artifact, Metric, Task, TaskDetails, TaskRun};
use serde::Serialize;
use serde_json::Value;

fn rows<T: Serialize>(items: &[T]) -> Vec<Value> {
    items.iter().filter_map(|item| serde_json::to_value(item).ok()).collect()
}

fn dash(text: Option<&String>) -> String {
    text.cloned().unwrap_or_else(|| "-".into())
}

fn day(time: Option<&String>) -> String {
    time.and_then(|t| t.split('T').next()).unwrap_or("-").to_string()
}

/// `users`
#[derive(Serialize)]
pub struct Users {
    pub users: Vec<User>,
}

impl Report for Users {
    fn text(&self, look: TextStyle) -> String {
        if self.users.is_empty() {
            return "No users.\n".into();
        }
        let row = |u: &User| {
            vec![u.id.clone(), u.name.clone(), u.email.clone(), u.role.clone(), u.api_keys.to_string(), day(u.created_at.as_ref())]
        };
        table(look, &["ID", "NAME", "EMAIL", "ROLE", "KEYS", "CREATED"], self.users.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.users)
    }
}

/// `api-keys create`
#[derive(Serialize)]
#[serde(transparent)]
pub struct NewKey(pub NewApiKey);

impl Report for NewKey {
    fn text(&self, _: TextStyle) -> String {
        let k = &self.0;
        let lines = [("Key", k.key.clone()), ("Id", k.id.clone()), ("Name", k.name.clone()), ("User", k.email.clone())];
        facts(&lines) + "Save the key now: it is not shown again.\n"
    }
}

/// `api-keys list`
#[derive(Serialize)]
pub struct Keys {
    pub api_keys: Vec<ApiKey>,
}

impl Report for Keys {
    fn text(&self, look: TextStyle) -> String {
        if self.api_keys.is_empty() {
            return "No API keys.\n".into();
        }
        let row =
            |k: &ApiKey| vec![k.id.clone(), k.name.clone(), k.email.clone(), day(k.created_at.as_ref()), dash(k.last_used_at.as_ref())];
        table(look, &["ID", "NAME", "USER", "CREATED", "LAST USED"], self.api_keys.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.api_keys)
    }
}

/// `api-keys revoke`
#[derive(Serialize)]
pub struct Revoked {
    pub revoked: ApiKey,
}

impl Report for Revoked {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("Revoked", format!("{} ({}, {})", self.revoked.id, self.revoked.name, self.revoked.email))])
    }
}

/// `tasks list`
#[derive(Serialize)]
pub struct Tasks {
    pub tasks: Vec<Task>,
}

fn rate(task: &Task) -> String {
    task.success_rate.map_or("-".into(), |r| format!("{r:.1} %"))
}

impl Report for Tasks {
    fn text(&self, look: TextStyle) -> String {
        if self.tasks.is_empty() {
            return "No tasks.\n".into();
        }
        let row = |t: &Task| {
            let error = t.last_error.as_deref().and_then(|e| e.lines().next()).unwrap_or("-").chars().take(60).collect();
            vec![t.id.clone(), t.name.clone(), t.status.clone(), t.total_runs.to_string(), rate(t), dash(t.last_run_at.as_ref()), error]
        };
        table(look, &["ID", "NAME", "STATUS", "RUNS", "SUCCESS", "LAST RUN", "LAST ERROR"], self.tasks.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.tasks)
    }
}

/// `tasks show`
#[derive(Serialize)]
#[serde(transparent)]
pub struct TaskView(pub TaskDetails);

impl Report for TaskView {
    fn text(&self, look: TextStyle) -> String {
        let (s, t) = (&self.0, &self.0.task);
        let mut lines = vec![
            ("Task", format!("{} ({})", t.name, t.id)),
            ("Status", t.status.clone()),
            ("Runs", format!("{}, {} completed, {} failed or timed out", t.total_runs, t.successful_runs, t.failed_runs)),
            ("Success", rate(t)),
        ];
        lines.extend(t.last_error.iter().map(|e| ("Last error", e.clone())));
        let mut text = facts(&lines);
        let seconds = |d: Option<f64>| d.map_or("-".into(), |d| format!("{d:.1} s"));
        let run = |r: &TaskRun| {
            vec![
                r.run_number.to_string(),
                r.status.clone(),
                dash(r.started_at.as_ref()),
                seconds(r.duration_seconds),
                dash(r.error.as_ref()),
            ]
        };
        let metric =
            |m: &Metric| vec![m.name.clone(), m.value.map_or("-".into(), |v| v.to_string()), dash(m.unit.as_ref()), dash(m.at.as_ref())];
        let artifact = |a: &Artifact| {
            vec![a.name.clone(), a.ty.clone(), a.file_size.map_or("-".into(), |n| n.to_string()), dash(a.file_path.as_ref())]
        };
        let mut part = |header: &[&str], rows: Vec<Vec<String>>| {
            if !rows.is_empty() {
                text.push('\n');
                text.push_str(&table(look, header, rows));
            }
        };
        part(&["RUN", "STATUS", "STARTED", "TOOK", "ERROR"], s.runs.iter().map(run).collect());
        part(&["METRIC", "VALUE", "UNIT", "AT"], s.metrics.iter().map(metric).collect());
        part(&["ARTIFACT", "TYPE", "BYTES", "FILE"], s.artifacts.iter().map(artifact).collect());
        text
    }
}

/// `seed`
#[derive(Serialize)]
#[serde(transparent)]
pub struct Seeded(pub SeedReport);

impl Report for Seeded {
    fn text(&self, look: TextStyle) -> String {
        let r = &self.0;
        if r.rows.is_empty() {
            return facts(&[("Remote jobs", r.remote_jobs.to_string())]);
        }
        let rows = r.rows.iter().map(|(name, count)| vec![name.clone(), count.to_string()]).collect();
        let lines = [
            ("Tasks", r.tasks.to_string()),
            ("Runs", format!("{}, {} of them completed", r.task_runs, r.successful_runs)),
            ("Success", format!("{:.1} % overall", r.success_rate)),
            ("Metrics", r.metrics.to_string()),
            ("Artifacts", r.artifacts.to_string()),
        ];
        format!("{}\n{}", facts(&lines), table(look, &["TABLE", "ROWS"], rows))
    }
}
