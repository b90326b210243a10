//! Text output of what workers do: create, claim, heartbeat, submit, expire, late results.

use super::jobs::{dash, rows};
use super::reports::{facts, word};
use super::{Report, TextStyle, WHOLE_ID, table};
use morag_db::jobs::{Answer, Created, Due, Heartbeat, LateResult, RemoteJob, Swept};
use serde::Serialize;
use serde_json::Value;

/// `jobs create`
#[derive(Serialize)]
#[serde(transparent)]
pub struct CreatedJobs(pub Created);

impl Report for CreatedJobs {
    fn text(&self, _: TextStyle) -> String {
        let mut text: String = self.0.ids.iter().map(|id| format!("{id}\n")).collect();
        if self.0.has_replaced_nul {
            text.push_str("A NUL character in the options was replaced by U+FFFD.\n");
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        self.0.ids.iter().map(|id| serde_json::json!({ "id": id })).collect()
    }
}

/// `jobs claim`
#[derive(Serialize)]
pub struct Claimed {
    pub jobs: Vec<RemoteJob>,
}

impl Report for Claimed {
    fn text(&self, look: TextStyle) -> String {
        if self.jobs.is_empty() {
            return "No job to claim.\n".into();
        }
        let row = |j: &RemoteJob| {
            vec![j.id.clone(), j.claim_seq.to_string(), j.content_type.clone(), j.source_file_path.clone(), dash(j.timeout_at.as_ref())]
        };
        table(look, &[WHOLE_ID, "CLAIM", "TYPE", "SOURCE", "DEADLINE"], self.jobs.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.jobs)
    }
}

/// `jobs heartbeat`
#[derive(Serialize)]
#[serde(transparent)]
pub struct HeartbeatAccepted(pub Heartbeat);

impl Report for HeartbeatAccepted {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("Job", self.0.id.clone()), ("Deadline", dash(self.0.timeout_at.as_ref()))])
    }
}

/// `jobs submit`
#[derive(Serialize)]
pub struct Answers {
    pub answers: Vec<Answer>,
    /// The jobs claimed in the same transaction; `None` unless `--claim-next` was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jobs: Option<Vec<RemoteJob>>,
}

impl Report for Answers {
    fn text(&self, look: TextStyle) -> String {
        let row = |a: &Answer| {
            let mut notes: Vec<String> = a.detail.iter().cloned().collect();
            notes.extend(a.ingestion_continued.then(|| "the ingestion job continues".to_string()));
            notes.extend(a.has_replaced_nul.then(|| "a NUL character was replaced by U+FFFD".to_string()));
            let note = if notes.is_empty() { "-".to_string() } else { notes.join("; ") };
            vec![a.id.clone(), word(&a.verdict), dash(a.status.as_ref()), note]
        };
        let answers = table(look, &[WHOLE_ID, "VERDICT", "STATUS", "NOTE"], self.answers.iter().map(row).collect());
        match &self.jobs {
            None => answers,
            Some(jobs) => format!("{answers}\n{}", Claimed { jobs: jobs.clone() }.text(look)),
        }
    }

    fn rows(&self) -> Vec<Value> {
        let mut all = rows(&self.answers);
        all.extend(rows(self.jobs.as_deref().unwrap_or_default()));
        all
    }
}

/// `jobs expire`
#[derive(Serialize)]
#[serde(transparent)]
pub struct Sweep(pub Swept);

impl Report for Sweep {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("Expired", self.0.expired.to_string()), ("Retried", self.0.retried.to_string())])
    }
}

/// `jobs expire --dry-run`
#[derive(Serialize)]
#[serde(transparent)]
pub struct ExpirePreview(pub Due);

impl Report for ExpirePreview {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("To expire", self.0.to_expire.to_string()), ("To retry", self.0.to_retry.to_string())])
    }
}

/// `jobs late list`
#[derive(Serialize)]
pub struct Late {
    pub late_results: Vec<LateResult>,
}

impl Report for Late {
    fn text(&self, look: TextStyle) -> String {
        if self.late_results.is_empty() {
            return "No late results.\n".into();
        }
        let row = |l: &LateResult| {
            let accepted = if l.accepted_at.is_some() { "yes" } else { "no" };
            vec![l.id.clone(), l.job_id.clone(), l.outcome.clone(), dash(l.worker_id.as_ref()), accepted.into(), l.refused_because.clone()]
        };
        table(look, &["ID", "JOB", "OUTCOME", "WORKER", "ACCEPTED", "REASON FOR REFUSAL"], self.late_results.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.late_results)
    }
}

/// `jobs late accept`
#[derive(Serialize)]
pub struct Accepted {
    pub job_id: String,
    pub late_result: String,
}

impl Report for Accepted {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("Job", self.job_id.clone()), ("Result", self.late_result.clone())])
    }
}
