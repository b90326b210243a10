//! `jobs watch`

use super::{resolve, run_on_ready};
use crate::args::{Global, Until, WatchArgs};
use crate::exit::{self, Exit};
use crate::output::job_figures::Watched;
use crate::output::{Report, redraw, write};
use crate::progress::Progress;
use morag_db::db::{Access, user_at_host};
use morag_db::error::Result;
use morag_db::jobs::{Filter, JobLine, Kind, Order, Position, Service, Status};
use morag_db::lifecycle::connect;
use morag_db::settings::Settings;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::time::Duration;

type Key = (Kind, String);

/// The watched jobs, as of the last query.
#[derive(Default)]
struct Seen {
    /// The jobs given by id on the command line, once the ids are resolved.
    named: Option<Vec<Key>>,
    /// Each job as of the last query; `None` if it no longer existed.
    jobs: BTreeMap<Key, Option<JobLine>>,
}

impl Seen {
    fn open(&self) -> Vec<Key> {
        let is_open = |line: &Option<JobLine>| line.as_ref().is_some_and(|line| !has_ended(line));
        self.jobs.iter().filter(|(_, line)| is_open(line)).map(|(key, _)| key.clone()).collect()
    }

    fn all_completed(&self) -> bool {
        self.jobs.values().all(|line| line.as_ref().is_some_and(|line| line.status == Some(Status::Completed)))
    }
}

fn has_ended(line: &JobLine) -> bool {
    !matches!(line.status, Some(Status::Pending | Status::Processing) | None)
}

pub fn run(global: &Global, args: &WatchArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    run_on_ready(global, &settings, &Progress::new(), watch(global, &settings, args))
}

/// Repeats the query. Each query opens a new connection, so that no transaction stays open in between. An error of the first query
/// is returned; later errors are written, and watching continues.
async fn watch(global: &Global, settings: &Settings, args: &WatchArgs) -> Result<Exit> {
    let is_terminal = std::io::stdout().is_terminal();
    let mut seen = Seen::default();
    let mut is_first = true;
    if is_terminal {
        write("\u{1b}[2J")?;
    }
    loop {
        match query_once(settings, args, &mut seen).await {
            Ok((now, changed, is_over)) => {
                if is_terminal {
                    redraw(global, &now)?;
                } else {
                    write(&changed.rows().iter().map(|row| format!("{row}\n")).collect::<String>())?;
                }
                if is_over && args.until == Some(Until::Terminal) {
                    let is_whole = !args.exit_status || seen.all_completed();
                    return Ok(if is_whole { Exit::Done } else { Exit::Stale });
                }
            }
            Err(error) if is_first => return Err(error),
            Err(error) => exit::say(global, &error),
        }
        is_first = false;
        tokio::time::sleep(args.interval.max(Duration::from_millis(100))).await;
    }
}

/// The current jobs, those that changed since the last query, and whether all have ended.
async fn query_once(settings: &Settings, args: &WatchArgs, seen: &mut Seen) -> Result<(Watched, Watched, bool)> {
    let mut service = Service::reading(connect(&settings.url, Access::Read, Duration::ZERO).await?, user_at_host());
    let filter = args.filter.filter();
    let (mut jobs, mut is_over) = (Vec::new(), true);
    if args.ids.is_empty() {
        jobs = service.list(&filter, Order::NewestFirst, args.limit, Position::Start).await?.jobs;
        is_over = !is_any_open(&mut service, filter).await?;
    } else if seen.named.is_none() {
        let mut named = Vec::new();
        for id in &args.ids {
            let line = service.resolve(id).await?;
            named.push((line.kind, line.id));
        }
        seen.named = Some(named);
    }
    // the jobs given by id, or those found by the filter before and not yet ended
    let key = |line: &JobLine| (line.kind, line.id.clone());
    let mut wanted = seen.named.clone().unwrap_or_else(|| seen.open());
    wanted.retain(|wanted| jobs.iter().all(|line| key(line) != *wanted));
    jobs.extend(service.current_state(&wanted).await?);
    let lost: Vec<Key> = wanted.into_iter().filter(|wanted| jobs.iter().all(|line| key(line) != *wanted)).collect();
    service.close().await;

    let is_as_before = |line: &JobLine| {
        let before = seen.jobs.get(&key(line)).and_then(Option::as_ref);
        before.is_some_and(|b| (&b.native_status, &b.worker_id, &b.started_at) == (&line.native_status, &line.worker_id, &line.started_at))
    };
    let changed: Vec<JobLine> = jobs.iter().filter(|line| !is_as_before(line)).cloned().collect();
    let newly_lost = lost.iter().filter(|key| !matches!(seen.jobs.get(*key), Some(None))).map(|(_, id)| id.clone()).collect();
    seen.jobs.extend(jobs.iter().map(|line| (key(line), Some(line.clone()))));
    seen.jobs.extend(lost.iter().map(|key| (key.clone(), None)));
    is_over &= seen.open().is_empty();
    let target = settings.url.to_string();
    let gone = seen.jobs.iter().filter(|(_, line)| line.is_none()).map(|((_, id), _)| id.clone()).collect();
    Ok((Watched { target: target.clone(), jobs, gone }, Watched { target, jobs: changed, gone: newly_lost }, is_over))
}

async fn is_any_open(service: &mut Service, mut filter: Filter) -> Result<bool> {
    let open = [Status::Pending, Status::Processing];
    filter.statuses = open.into_iter().filter(|status| filter.statuses.is_empty() || filter.statuses.contains(status)).collect();
    Ok(!filter.statuses.is_empty() && !service.list(&filter, Order::NewestFirst, 1, Position::Start).await?.jobs.is_empty())
}
