//! A worker for `scripts/torture-jobs`: claims and submits jobs until it is killed, over the same service as the command line.
//! If it loses the database, it reconnects to the next of its URLs and resubmits results that were not answered.
//!
//!   torture_worker URL[,URL…] NAME LOG SEED
//!
//! LOG gets a line for each answer: `accepted|repeated|stale|not_found ID CLAIM success|failure`. An error that the service
//! should have handled by itself (deadlock, busy file) ends it with exit code 1 and a line `error TEXT`.

use morag_db::database_url::DatabaseUrl;
use morag_db::db::Access;
use morag_db::error::{Error, Result, SqlErrorKind};
use morag_db::jobs::{Answer, ClaimRequest, Outcome, Service, Submission, TimeLimits, Verdict};
use morag_db::lifecycle::connect;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::time::Duration;

const TYPES: [&str; 3] = ["audio", "video", "web"];

struct Worker {
    name: String,
    log: File,
    random: fastrand::Rng,
    /// Results that may have been submitted but were not answered.
    unanswered: Vec<Submission>,
}

fn is_away(error: &Error) -> bool {
    match error {
        Error::Connect { .. } | Error::ConnectionLost { .. } => true,
        // another server is the primary now
        Error::Refused { source: Some(source), .. } => source.kind == SqlErrorKind::ReadOnly,
        Error::Sql { source, .. } => {
            matches!(source.kind, SqlErrorKind::ConnectionLost | SqlErrorKind::Unreachable | SqlErrorKind::Unavailable)
        }
        _ => false,
    }
}

impl Worker {
    fn outcome(&mut self, id: &str, claim_seq: i64) -> Outcome {
        match self.random.u32(0..10) {
            0 => Outcome::Failure { error: format!("{} gave up at claim {claim_seq}", self.name) },
            _ => Outcome::Success {
                content: Some(format!("{id} by {} at claim {claim_seq}", self.name)),
                metadata: None,
                processing_time: Some(0.5),
            },
        }
    }

    fn write(&mut self, answers: &[Answer]) -> std::io::Result<()> {
        for (answer, submission) in answers.iter().zip(&self.unanswered) {
            let verdict = match answer.verdict {
                Verdict::Accepted => "accepted",
                Verdict::Repeated => "repeated",
                Verdict::Stale => "stale",
                Verdict::NotFound => "not_found",
            };
            let outcome = if matches!(submission.outcome, Outcome::Success { .. }) { "success" } else { "failure" };
            writeln!(self.log, "{verdict} {} {} {outcome}", submission.id, submission.claim_seq.unwrap_or(0))?;
        }
        self.unanswered.clear();
        Ok(())
    }

    /// Claims and submits until an error, such as a lost connection.
    async fn work(&mut self, url: &DatabaseUrl) -> Result<()> {
        let failed = |source| Error::Io { doing: "writing", path: "the log".into(), source };
        let mut service = Service::new(connect(url, Access::Write, Duration::ZERO).await?, self.name.clone()).await?;
        loop {
            let limits = TimeLimits(TYPES.iter().map(|ty| (ty.to_string(), Duration::from_secs(2))).collect());
            let types = TYPES.iter().map(|ty| ty.to_string()).collect();
            let request = ClaimRequest { worker: self.name.clone(), types, max: self.random.usize(1..9), limits };
            if !self.unanswered.is_empty() {
                let answers = service.submit_many(&self.unanswered).await?;
                self.write(&answers).map_err(failed)?;
            }
            let mut jobs = service.claim(&request).await?;
            if jobs.is_empty() {
                tokio::time::sleep(Duration::from_millis(30)).await;
            }
            while !jobs.is_empty() {
                // sometimes longer than the deadline of a claim
                let pause = if self.random.u32(0..300) == 0 { 3000 } else { self.random.u64(0..10) };
                tokio::time::sleep(Duration::from_millis(pause)).await;
                self.unanswered.clear();
                for job in &jobs {
                    let outcome = self.outcome(&job.id, job.claim_seq);
                    self.unanswered.push(Submission { id: job.id.clone(), claim_seq: Some(job.claim_seq), worker_id: None, outcome });
                }
                let next = self.random.bool().then_some(&request);
                let (answers, claimed) = service.submit_and_claim(&self.unanswered, next).await?;
                self.write(&answers).map_err(failed)?;
                jobs = claimed;
            }
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, urls, name, log, seed] = &arguments[..] else {
        return Err("usage: torture_worker URL[,URL...] NAME LOG SEED".into());
    };
    let urls: Vec<DatabaseUrl> = urls.split(',').map(DatabaseUrl::parse).collect::<Result<_>>()?;
    let log = OpenOptions::new().create(true).append(true).open(log)?;
    let mut worker = Worker { name: name.clone(), log, random: fastrand::Rng::with_seed(seed.parse()?), unanswered: Vec::new() };
    let mut turn = worker.random.usize(0..urls.len());
    loop {
        match worker.work(&urls[turn % urls.len()]).await {
            Err(error) if is_away(&error) => {
                tokio::time::sleep(Duration::from_millis(100)).await;
                turn += 1;
            }
            Err(error) => {
                let cause = std::error::Error::source(&error).map(|c| format!(": {c}")).unwrap_or_default();
                writeln!(worker.log, "error {error}{cause}")?;
                return Err(error.into());
            }
            Ok(()) => return Ok(()),
        }
    }
}
