//! Text output of operations that run in steps.

use super::jobs::dash;
use super::reports::facts;
use super::{Report, TextStyle};
use morag_db::jobs::{CanaryState, CanaryStatus, Outcomes, percentage};
use morag_db::words::counted;
use serde::Serialize;

/// `jobs operations show`, and the end of `jobs requeue --canary`
#[derive(Serialize)]
#[serde(transparent)]
pub struct Status(pub CanaryStatus);

fn outcomes(o: &Outcomes) -> String {
    let withdrawn = if o.withdrawn > 0 { format!(", {} cancelled or deleted", o.withdrawn) } else { String::new() };
    format!("{} completed, {} failed ({:.1} %){withdrawn}, {} not ended", o.completed, o.failed, o.failure_rate() * 100.0, o.open)
}

impl Report for Status {
    fn text(&self, _: TextStyle) -> String {
        let s = &self.0;
        let state = match (s.state, s.is_carried_out) {
            (CanaryState::Running | CanaryState::Preparing, false) => format!("{}, but no process carries it out", s.state.as_str()),
            (state, _) => state.as_str().to_string(),
        };
        let skipped = if s.skipped > 0 { format!(", {} skipped (changed since the plan)", s.skipped) } else { String::new() };
        let mut lines = vec![
            ("Operation", s.operation_id.clone()),
            ("Action", s.action.clone()),
            ("By", s.actor.clone()),
            ("Reason", dash(s.reason.as_ref())),
            ("State", state),
        ];
        lines.extend(s.stopped_because.as_ref().map(|why| ("Because", why.clone())));
        lines.push(("Released", format!("{} of {}{skipped}", s.released, counted(s.planned as usize, "job"))));
        lines.push(("All steps", outcomes(&s.all)));
        lines.push(("This step", format!("step {}: {}", s.step, outcomes(&s.current))));
        lines.push(("Limit", format!("{} % of a step may fail", percentage(s.max_failure_rate))));
        let next = match s.state {
            CanaryState::Paused | CanaryState::Stopped => Some("resume"),
            CanaryState::Running if s.is_carried_out => Some("pause"),
            CanaryState::Running => Some("resume"),
            CanaryState::Preparing | CanaryState::Aborted | CanaryState::Finished => None,
        };
        lines.extend(next.map(|verb| ("Next", format!("morag-db jobs operations {verb} {}", s.operation_id))));
        let is_undoable = s.released > s.all.withdrawn && !(s.state == CanaryState::Running && s.is_carried_out);
        lines.extend(is_undoable.then(|| ("Undo", format!("morag-db jobs undo {}", s.operation_id))));
        facts(&lines)
    }
}
