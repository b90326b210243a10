//! `jobs requeue --canary` and `jobs operations`.

use crate::args::{Global, OperationsCommand};
use crate::exit::Exit;
use crate::output::{canary::Status, show};
use crate::progress::Progress;
use morag_db::consent::Confirmed;
use morag_db::database_url::DatabaseUrl;
use morag_db::db::{Access, user_at_host};
use morag_db::error::{Error, Result};
use morag_db::jobs::{BulkPlan, CanaryOptions, CanaryRun, CanaryState, CanaryStatus, Service};
use morag_db::lifecycle::connect;
use std::time::Duration;

/// How often a lost connection is opened again, and the pause before each attempt.
const RECONNECTS: u32 = 30;
const PAUSE: Duration = Duration::from_secs(2);

/// Begins a confirmed requeue and carries it out.
pub async fn begin(
    global: &Global,
    service: &mut Service,
    confirmed: Confirmed<BulkPlan>,
    options: CanaryOptions,
    progress: &Progress,
) -> Result<Exit> {
    let run = service.begin_canary(confirmed, options).await?;
    carry_out(global, service, &run, progress).await
}

/// Shows, pauses, resumes or aborts an operation.
pub async fn operate(global: &Global, service: &mut Service, command: &OperationsCommand, progress: &Progress) -> Result<Exit> {
    let status = match command {
        OperationsCommand::Show { operation } => service.canary_status(operation).await?,
        OperationsCommand::Pause { operation, .. } => service.end_canary(operation, CanaryState::Paused).await?,
        OperationsCommand::Abort { operation, .. } => service.end_canary(operation, CanaryState::Aborted).await?,
        OperationsCommand::Resume { operation, .. } => {
            let run = service.resume_canary(operation).await?;
            return carry_out(global, service, &run, progress).await;
        }
    };
    show(global, &Status(status))?;
    Ok(Exit::Done)
}

async fn carry_out(global: &Global, service: &mut Service, run: &CanaryRun, progress: &Progress) -> Result<Exit> {
    progress.set_resume_advice(format!("to go on: morag-db jobs operations resume {}", run.operation_id));
    let (url, lease) = (service.session().url().clone(), run.clone());
    progress.set_cleanup(Box::new(move || Box::pin(release(url, lease))));
    let status = run_with_reconnects(service, run, progress).await?;
    progress.clear();
    let is_whole = status.state == CanaryState::Finished && status.skipped == 0;
    show(global, &Status(status))?;
    Ok(if is_whole { Exit::Done } else { Exit::Stale })
}

/// Gives the lease back after an interruption; without it, another process can resume the operation after 30 s.
async fn release(url: DatabaseUrl, run: CanaryRun) {
    let released = async {
        let mut service = Service::new(connect(&url, Access::Write, Duration::ZERO).await?, user_at_host()).await?;
        service.release_canary(&run).await?;
        service.close().await;
        Ok::<(), Error>(())
    };
    if let Err(error) = released.await {
        tracing::warn!(%error, "the operation can be resumed after 30 s");
    }
}

/// Carries the operation out; a lost connection is opened again.
async fn run_with_reconnects(service: &mut Service, run: &CanaryRun, progress: &Progress) -> Result<CanaryStatus> {
    let url: DatabaseUrl = service.session().url().clone();
    let mut left = RECONNECTS;
    loop {
        let mut notice = |released: u64, outcomes: morag_db::jobs::Outcomes| {
            let total = outcomes.completed + outcomes.failed + outcomes.withdrawn + outcomes.open;
            let (ended, failed) = (total - outcomes.open, outcomes.failed);
            progress.state(&format!("{released} jobs released; of the {total} of this step {ended} have ended, {failed} failed"));
        };
        let lost = match service.run_canary(run, &mut notice).await {
            Err(error @ (Error::ConnectionLost { .. } | Error::Connect { .. })) if left > 0 => error,
            done => return done,
        };
        tracing::warn!(error = %lost, "connecting again");
        while left > 0 {
            left -= 1;
            tokio::time::sleep(PAUSE).await;
            match connect(&url, Access::Write, Duration::ZERO).await {
                Ok(session) => {
                    *service = Service::new(session, service.actor().to_string()).await?;
                    break;
                }
                Err(error) if left == 0 => return Err(error),
                Err(error) => tracing::debug!(%error, "connecting again"),
            }
        }
    }
}
