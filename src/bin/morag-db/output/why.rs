//! `jobs why`: the reason in words, and the command that moves the job on.

use super::jobs::{dash, lines, rows, status};
use super::reports::facts;
use super::{Report, TextStyle, table, visible};
use morag_db::jobs::{Attempt, JobLine, Kind, RETRY_BACKLOG, Reason, Status, Stuck, StuckGroup, Taker, Why};
use morag_db::moment::age;
use serde::Serialize;
use serde_json::Value;

/// What an operator can do.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The command.
    pub command: String,
    /// What it does.
    pub purpose: String,
}

fn step(command: String, purpose: &str) -> Step {
    Step { command: format!("morag-db jobs {command}"), purpose: purpose.into() }
}

/// `jobs why ID`
#[derive(Serialize)]
pub struct Explained {
    #[serde(flatten)]
    why: Why,
    /// The best one first.
    next: Vec<Step>,
}

impl Explained {
    pub fn of(why: Why) -> Explained {
        Explained { next: steps(&why), why }
    }
}

fn steps(why: &Why) -> Vec<Step> {
    let id = &why.job.id;
    let watch = || step(format!("watch {id} --until terminal"), "wait for its end");
    let take = || step(format!("requeue {id} --force --reason TEXT"), "give it to another worker; the result of this one will be late");
    let requeue = || step(format!("requeue {id}"), "return it to pending");
    match &why.reason {
        Reason::Completed => vec![step(format!("show {id}"), "show its result")],
        Reason::Archived => vec![step(format!("show {id}"), "show the whole job")],
        Reason::Deleted { kept: Some(kept), .. } => {
            vec![step(format!("undo {}", kept.operation_id), "bring it back, with all jobs of the purge")]
        }
        Reason::Deleted { kept: None, .. } => vec![step(format!("show {id}"), "show its history")],
        Reason::Failed { is_requeued: false } if why.job.kind == Kind::TaskRun => {
            vec![step(format!("requeue {id}"), "create a new run of its task")]
        }
        Reason::Cancelled { .. } if why.job.kind == Kind::TaskRun => vec![step(format!("requeue {id}"), "create a new run of its task")],
        Reason::Cancelled { .. } | Reason::NotRetried { .. } | Reason::Failed { is_requeued: false } => vec![requeue()],
        Reason::UnknownStatus { .. } => {
            vec![step(format!("show {id}"), "show the whole row; only the application that wrote it can go on")]
        }
        Reason::Overdue { .. } => vec![step("expire".into(), "expire it, and all others past their deadline")],
        Reason::Backoff { .. } => vec![step(format!("requeue {id} --force --reason TEXT"), "let a worker take it now"), watch()],
        Reason::Paused { running_limit, running, .. } => {
            let ty = why.job.ty.as_deref().unwrap_or("TYPE");
            let resume = step(format!("resume --type {ty}"), "let workers claim its type again");
            let raise = running_limit.zip(*running).map(|(limit, running)| raise_limit(ty, limit, running));
            [resume].into_iter().chain(raise).collect()
        }
        Reason::Limited { running_limit, running } => {
            let raise = raise_limit(why.job.ty.as_deref().unwrap_or("TYPE"), *running_limit, *running);
            if *running_limit == 0 { vec![raise] } else { vec![watch(), raise] }
        }
        Reason::NoWorker { .. } => {
            let ty = why.job.ty.as_deref().unwrap_or("TYPE");
            vec![step(format!("claim --worker NAME --types {ty}"), "take it, as a worker of this type does: start one")]
        }
        Reason::Queued { .. } if why.reason.silent_workers().is_some() => {
            vec![step("workers".into(), "see when each worker was heard of"), watch()]
        }
        Reason::Queued { .. } => vec![watch()],
        Reason::Claimed { is_silent: true, .. } => vec![take(), watch()],
        Reason::Claimed { .. } | Reason::ClaimedWithoutToken { .. } => vec![watch(), take()],
        Reason::RetryDue { due, .. } if *due > RETRY_BACKLOG => {
            vec![requeue(), step("expire --retry --retry-backlog".into(), "retry all failures that are due")]
        }
        Reason::RetryDue { .. } => vec![step("expire --retry".into(), "sweep now, with retries"), requeue()],
        Reason::OutOfAttempts { .. } => vec![step(format!("requeue {id} --reset-retries"), "start over with all attempts")],
        Reason::Failed { is_requeued: true } => {
            let parent = "list --kind task-run --status pending,processing";
            vec![step(parent.into(), "find the newer run")]
        }
        Reason::WaitsForRemote { jobs } => {
            let is_open = |job: &&JobLine| job.status != Some(Status::Completed);
            let open = jobs.iter().find(is_open).map(|job| step(format!("why {}", job.id), "see why this remote job is not done"));
            vec![open.unwrap_or_else(|| cancel(id))]
        }
        Reason::WaitsForNothing => vec![cancel(id)],
        Reason::WaitsForApplication | Reason::RunsInApplication => vec![watch(), cancel(id)],
    }
}

fn raise_limit(ty: &str, limit: u32, running: u64) -> Step {
    let more = running.max(limit.into()).saturating_add(1);
    step(format!("limits set --type {ty} --running {more}"), "let one more job of its type run")
}

fn cancel(id: &str) -> Step {
    step(format!("cancel {id}"), "give it up; jobs requeue then hands it to its application again")
}

fn workers_of(reason: &Reason) -> &[Taker] {
    match reason {
        Reason::NoWorker { workers } | Reason::Queued { workers, .. } => workers,
        _ => &[],
    }
}

impl Report for Explained {
    fn text(&self, look: TextStyle) -> String {
        let job = &self.why.job;
        let mut text = facts(&[
            ("Job", format!("{} ({}, {})", job.id, job.kind, dash(job.ty.as_ref()))),
            ("Status", status(job)),
            ("Why", self.why.explanation.clone()),
        ]);
        let mut section = |title: &str, body: String| text.push_str(&format!("\n{title}\n{body}"));
        if let Reason::WaitsForRemote { jobs } = &self.why.reason {
            section("Remote jobs", lines(look, jobs));
        }
        let workers = workers_of(&self.why.reason);
        if !workers.is_empty() {
            let row = |w: &Taker| vec![w.worker_id.clone(), w.types.join(", "), format!("{} ago", age(w.heard_seconds))];
            section("Workers", table(look, &["WORKER", "TYPES", "LAST HEARD OF"], workers.iter().map(row).collect()));
        }
        if !self.why.attempts.is_empty() {
            let row = |a: &Attempt| {
                let error = a.error.as_deref().map_or("-".into(), super::jobs::first_line);
                vec![dash(a.at.as_ref()), dash(a.worker_id.as_ref()), error]
            };
            section("Attempts", table(look, &["ENDED", "WORKER", "ERROR"], self.why.attempts.iter().map(row).collect()));
        }
        section("Next", commands(&self.next));
        text
    }

    fn names_commands(&self) -> bool {
        true
    }
}

fn commands<'a>(steps: impl IntoIterator<Item = &'a Step>) -> String {
    steps.into_iter().map(|step| format!("  {}\n      {}\n", visible(&step.command), visible(&step.purpose))).collect()
}

/// `jobs why --all-stuck`
#[derive(Serialize)]
pub struct AllStuck {
    groups: Vec<GroupAndStep>,
    /// Whether only the oldest jobs were looked at.
    is_capped: bool,
}

#[derive(Serialize)]
struct GroupAndStep {
    #[serde(flatten)]
    group: StuckGroup,
    next: Step,
}

impl AllStuck {
    pub fn of(stuck: Stuck) -> AllStuck {
        let groups = stuck.groups.into_iter().map(|group| GroupAndStep { next: next_of(&group), group }).collect();
        AllStuck { groups, is_capped: stuck.is_capped }
    }
}

fn next_of(group: &StuckGroup) -> Step {
    match group.reason {
        "overdue" => step("expire".into(), "expire all jobs past their deadline"),
        "no_worker" => {
            let ty = group.ty.as_deref().unwrap_or("TYPE");
            step(format!("claim --worker NAME --types {ty}"), "take one, as a worker of this type does: start one")
        }
        "paused" => step(format!("resume --type {}", group.ty.as_deref().unwrap_or("TYPE")), "let workers claim its type again"),
        "queued" => step("workers".into(), "see what the workers do; more workers of this type shorten the queue"),
        _ => step(format!("why {}", group.example), "see what to do about the oldest"),
    }
}

/// What holds a group up, in words.
fn in_words(reason: &str) -> String {
    match reason {
        "overdue" => "past the deadline, not yet expired".into(),
        "no_worker" => "no worker takes this type".into(),
        "queued" => "workers are busy".into(),
        "paused" => "its type is paused".into(),
        "limited" => "as many of its type run as may".into(),
        "backoff" => "waits before the next attempt".into(),
        "claimed" => "runs long, or its worker is silent".into(),
        "claimed_without_token" => "runs long, without a claim token".into(),
        "waits_for_remote" => "waits for remote jobs".into(),
        "waits_for_nothing" => "waits for a remote job that is not there".into(),
        "waits_for_application" => "its application has not begun it".into(),
        "runs_in_application" => "runs long in its application".into(),
        other => other.to_string(),
    }
}

impl Report for AllStuck {
    fn text(&self, look: TextStyle) -> String {
        if self.groups.is_empty() {
            return "No job waits or runs longer than usual.\n".into();
        }
        let row = |g: &GroupAndStep| {
            let group = &g.group;
            vec![
                group.jobs.to_string(),
                group.kind.to_string(),
                dash(group.ty.as_ref()),
                in_words(group.reason),
                age(group.oldest_seconds),
                age(group.longer_than_seconds),
                group.example.clone(),
            ]
        };
        let header = ["JOBS", "KIND", "TYPE", "HELD UP BY", "OLDEST", "LONGER THAN", "EXAMPLE"];
        let mut text = table(look, &header, self.groups.iter().map(row).collect());
        if self.is_capped {
            text.push_str("\nOnly the oldest 2,000 jobs of a status were looked at: there may be more.\n");
        }
        let mut steps: Vec<&Step> = Vec::new();
        for group in &self.groups {
            if !steps.contains(&&group.next) {
                steps.push(&group.next);
            }
        }
        text.push_str(&format!("\nNext\n{}", commands(steps)));
        text
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.groups)
    }

    fn names_commands(&self) -> bool {
        true
    }
}
