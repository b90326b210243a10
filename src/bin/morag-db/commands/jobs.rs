//! `jobs` and its subcommands: call the job service and show its reports.

use super::{archive, late::late, reading, resolve, run_on_ready};
use crate::args::{CreateArgs, Global, JobsCommand, RetryArgs, SubmitArgs, actor_of, force};
use crate::exit::Exit;
use crate::output::{job_figures, jobs as show_as, show, why, worker};
use crate::progress::Progress;
use morag_db::db::{Access, user_at_host};
use morag_db::error::{Error, Result};
use morag_db::jobs::{
    BulkAction, CONTENT_TYPES, ClaimRequest, Created, Due, Force, Kind, NewJob, Outcome, Position, RETRY_BACKLOG, Service, Submission,
    Swept, Verdict,
};
use morag_db::lifecycle::connect;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

pub fn run(global: &Global, command: &JobsCommand) -> Result<Exit> {
    let actor = actor_of(command);
    let reads = actor.is_none();
    if let JobsCommand::Bench { jobs, workers } = command {
        return super::bench::run(global, (*jobs).max(1), (*workers).max(1));
    }
    if let JobsCommand::Watch(args) = command {
        return super::watch::run(global, args);
    }
    let settings = resolve(global)?;
    let progress = Progress::new();
    let access = if reads { Access::Read } else { Access::Write };
    run_on_ready(global, &settings, &progress, async {
        let (session, global) = match reading::may_be_older(command) {
            true => reading::connect_to_read(global, &settings).await?,
            false => (connect(&settings.url, access, Duration::ZERO).await?, global.clone()),
        };
        let global = &global;
        let actor = actor.and_then(|args| args.actor.clone()).unwrap_or_else(user_at_host);
        let mut service = if reads { Service::reading(session, actor) } else { Service::new(session, actor).await? };
        let exit = match command {
            JobsCommand::Failures { kind, limit, recount } => {
                super::failures::run(global, &mut service, &settings.url, kind, *limit, *recount).await?;
                Exit::Done
            }
            JobsCommand::Undo(args) => super::undo::undo(global, &mut service, args, &progress).await?,
            JobsCommand::Operations { command } => super::canary::operate(global, &mut service, command, &progress).await?,
            JobsCommand::Archive { command, args } => archive::run(global, &mut service, command.as_ref(), args, &progress).await?,
            command => carry_out(global, &mut service, command, &progress).await?,
        };
        service.close().await;
        Ok(exit)
    })
}

/// The bulk operations.
async fn change(global: &Global, service: &mut Service, command: &JobsCommand, progress: &Progress) -> Result<Exit> {
    let mut canary = None;
    let (action, bulk, forced) = match command {
        JobsCommand::Requeue { bulk, reset_retries, force: is_forced, canary: steps } => {
            canary = steps.options(bulk.rate, bulk.keep_for);
            (if *reset_retries { BulkAction::RequeueFresh } else { BulkAction::Requeue }, bulk, force(*is_forced))
        }
        JobsCommand::Cancel { bulk } => (BulkAction::Cancel, bulk, Force::No),
        JobsCommand::Purge { bulk } => (BulkAction::Purge, bulk, Force::No),
        // a plan that is applied has the priority itself
        JobsCommand::Prioritise { bulk, to } => (BulkAction::Prioritise(to.unwrap_or_default()), bulk, Force::No),
        _ => return Ok(Exit::Done),
    };
    super::bulk::change(global, service, action, bulk, forced, canary, progress).await
}

/// `jobs why`
async fn explain(global: &Global, service: &mut Service, id: Option<&str>) -> Result<()> {
    match id {
        Some(id) => show(global, &why::Explained::of(service.why(id).await?)),
        None => show(global, &why::AllStuck::of(service.stuck().await?)),
    }
}

async fn carry_out(global: &Global, service: &mut Service, command: &JobsCommand, progress: &Progress) -> Result<Exit> {
    match command {
        JobsCommand::List { filter, sort, limit, after, before, archived } => {
            let position = Position::of(after.as_deref(), before.as_deref());
            let page = archive::page(service, &filter.filter(), (*sort, *limit), position, *archived).await?;
            show(global, &show_as::List(page))?;
        }
        JobsCommand::Show { id } => show(global, &show_as::Show(service.show(id).await?))?,
        JobsCommand::Why { id, .. } => explain(global, service, id.as_deref()).await?,
        JobsCommand::Stats { window, exact, kind, archived } => {
            let kinds = if kind.is_empty() { Kind::ALL.to_vec() } else { kind.clone() };
            let (now, window) = (service.stats(&kinds, exact.then_some(u64::MAX)).await?, service.timings(&kinds, *window).await?);
            let has_remote = kinds.contains(&Kind::Remote);
            let archived = if *archived && has_remote { Some(service.archived_counts().await?) } else { None };
            show(global, &job_figures::Stats { has_remote, now, archived, window })?;
        }
        JobsCommand::Workers { window } => {
            let workers = service.workers(*window).await?;
            show(global, &job_figures::Workers { window_seconds: window.as_secs_f64(), workers })?;
        }
        JobsCommand::Audit { operation: Some(id), limit } => {
            let (operation, jobs) = service.operation(id, *limit).await?;
            show(global, &show_as::OperationView { operation, jobs })?;
        }
        JobsCommand::Audit { operation: None, limit } => {
            show(global, &show_as::Audit { operations: service.operations(*limit).await? })?;
        }
        JobsCommand::Create(args) => show(global, &worker::CreatedJobs(create(service, args, progress).await?))?,
        JobsCommand::Claim { worker, types, max, limits, .. } => {
            check_types(types)?;
            progress.set_resume_advice(
                "jobs that were claimed but not shown time out at their deadline; retry them with: morag-db jobs expire --retry".into(),
            );
            let request = ClaimRequest { worker: worker.clone(), types: types.clone(), max: *max, limits: limits.limits() };
            show(global, &worker::Claimed { jobs: service.claim(&request).await? })?;
        }
        JobsCommand::Heartbeat { id, claim, limits, .. } => {
            let id = &whole_id(service, id).await?;
            show(global, &worker::HeartbeatAccepted(service.heartbeat(id, *claim, &limits.limits()).await?))?;
        }
        JobsCommand::Submit(args) => return submit(global, service, args).await,
        JobsCommand::Requeue { .. } | JobsCommand::Cancel { .. } | JobsCommand::Purge { .. } | JobsCommand::Prioritise { .. } => {
            return change(global, service, command, progress).await;
        }
        JobsCommand::Pause(_) | JobsCommand::Resume(_) | JobsCommand::Limits { .. } => {
            super::job_types::run(global, service, command).await?;
        }
        JobsCommand::Expire { retry, scope, dry_run: true, .. } => {
            let due = service.due(scope.scope()).await?;
            show(global, &worker::ExpirePreview(if *retry { due } else { Due { to_retry: 0, ..due } }))?;
        }
        JobsCommand::Expire { retry, scope, every, .. } => sweep(global, service, retry.then_some(*scope), *every).await?,
        // handled in `run`
        JobsCommand::Bench { .. } | JobsCommand::Watch(_) => {}
        JobsCommand::Failures { .. } | JobsCommand::Undo(_) | JobsCommand::Archive { .. } | JobsCommand::Operations { .. } => {}
        JobsCommand::Late { command } => late(global, service, command).await?,
    }
    Ok(Exit::Done)
}

async fn create(service: &mut Service, args: &CreateArgs, progress: &Progress) -> Result<Created> {
    let mut jobs = jobs_to_create(args)?;
    if let Some(text) = &args.ingestion_task {
        let id = service.ingestion_id(text).await?;
        jobs.iter_mut().for_each(|job| job.ingestion_task_id.clone_from(&id));
    }
    let total = jobs.len() as u64;
    let mut notice = |done: usize, key: &str| {
        progress.count(done as u64, total, "jobs created");
        progress.set_resume_advice(format!("create the remaining jobs, without duplicates: run the same command with --resume {key}"));
    };
    let created = service.create_resumable(&jobs, args.resume.as_deref(), &mut notice).await?;
    progress.clear();
    Ok(created)
}

/// Refuses content types that no job can have: a worker with a misspelt type would wait forever.
fn check_types(types: &[String]) -> Result<()> {
    match types.iter().find(|ty| !CONTENT_TYPES.contains(&ty.as_str())) {
        Some(ty) => Err(Error::configuration(format!("there is no content type '{ty}': the types are {}", CONTENT_TYPES.join(", ")))),
        None => Ok(()),
    }
}

pub(super) fn read_text(path: &Path) -> Result<String> {
    let mut text = String::new();
    let failed = |source| Error::Io { doing: "reading", path: path.to_owned(), source };
    if path == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map_err(failed)?;
    } else {
        text = std::fs::read_to_string(path).map_err(failed)?;
    }
    Ok(text)
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = read_text(path)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parse = |(n, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|e| Error::configuration(format!("{}, line {}: {e}", path.display(), n + 1)))
    };
    lines.map(parse).collect()
}

fn object(name: &str, text: &str) -> Result<Value> {
    let value: Value = serde_json::from_str(text).map_err(|e| Error::configuration(format!("{name} is not valid JSON: {e}")))?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(Error::configuration(format!("{name} must be a JSON object, e.g. {{\"lang\": \"en\"}}")))
    }
}

fn jobs_to_create(args: &CreateArgs) -> Result<Vec<NewJob>> {
    if let Some(path) = &args.from_ndjson {
        return lines(path);
    }
    let mut options = Map::new();
    for option in &args.option {
        let (key, value) = option.split_once('=').ok_or_else(|| Error::configuration(format!("--option '{option}' must be KEY=VALUE")))?;
        options.insert(key.into(), serde_json::from_str(value).unwrap_or_else(|_| value.into()));
    }
    let task_options = match &args.options {
        Some(text) => object("--options", text)?,
        None => Value::Object(options),
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let job = NewJob {
        ingestion_task_id: text(&args.ingestion_task),
        source_file_path: text(&args.source),
        content_type: text(&args.ty),
        task_options: Some(task_options),
        priority: Some(args.priority).filter(|priority| *priority != 0),
        max_retries: Some(args.max_retries),
        timeout_seconds: Some(args.timeout.as_secs()),
    };
    Ok(vec![job; args.count])
}

/// The full id of the job whose id begins with `id`; a full id is returned without a query.
async fn whole_id(service: &mut Service, id: &str) -> Result<String> {
    let is_whole = id.len() >= 32;
    if is_whole { Ok(id.to_string()) } else { service.resolve(id).await.map(|job| job.id) }
}

async fn submit(global: &Global, service: &mut Service, args: &SubmitArgs) -> Result<Exit> {
    check_types(&args.claim_next)?;
    let request = ClaimRequest {
        worker: args.worker.clone().unwrap_or_default(),
        types: args.claim_next.clone(),
        max: args.max,
        limits: args.limits.limits(),
    };
    let next = (!args.claim_next.is_empty()).then_some(&request);
    let submissions = match &args.from_ndjson {
        Some(path) => lines::<Submission>(path)?,
        None => {
            let submission = submission(args)?;
            vec![Submission { id: whole_id(service, &submission.id).await?, ..submission }]
        }
    };
    if args.from_ndjson.is_none() && next.is_none() {
        let answer = service.submit(&submissions[0]).await?;
        show(global, &worker::Answers { answers: vec![answer], jobs: None })?;
        return Ok(Exit::Done);
    }
    let (answers, jobs) = service.submit_and_claim(&submissions, next).await?;
    let is_whole = answers.iter().all(|a| matches!(a.verdict, Verdict::Accepted | Verdict::Repeated));
    show(global, &worker::Answers { answers, jobs: next.map(|_| jobs) })?;
    Ok(if is_whole { Exit::Done } else { Exit::Stale })
}

fn submission(args: &SubmitArgs) -> Result<Submission> {
    let outcome = if args.success {
        Outcome::Success {
            content: match &args.content_file {
                Some(path) => Some(read_text(path)?),
                None => args.content.clone(),
            },
            metadata: args.metadata.as_deref().map(|text| object("--metadata", text)).transpose()?,
            processing_time: args.processing_time,
        }
    } else {
        Outcome::Failure { error: args.error.clone().unwrap_or_default() }
    };
    Ok(Submission { id: args.id.clone().unwrap_or_default(), claim_seq: args.claim, worker_id: args.worker.clone(), outcome })
}

async fn sweep(global: &Global, service: &mut Service, retry: Option<RetryArgs>, every: Option<Duration>) -> Result<()> {
    if let Some(args) = retry.filter(|args| !args.retry_backlog) {
        let due = service.due(args.scope()).await?;
        if due.to_retry > RETRY_BACKLOG {
            return Err(Error::refused(
                format!("{} failures from the last {:?} would be retried; nothing was changed", due.to_retry, args.retry_window),
                "retry them all with --retry-backlog, or fewer with --retry-window 5m; list them with: morag-db jobs list --status failed",
            ));
        }
    }
    loop {
        let expired = service.expire().await?;
        let retried = match retry {
            Some(args) => service.retry(args.scope()).await?,
            None => 0,
        };
        // what was swept is reported, whether failures can be counted or not
        show(global, &worker::Sweep(Swept { expired, retried }))?;
        service.group_failures(super::failures::AT_ONCE).await?;
        match every {
            Some(interval) => tokio::time::sleep(interval.max(Duration::from_millis(100))).await,
            None => return Ok(()),
        }
    }
}
