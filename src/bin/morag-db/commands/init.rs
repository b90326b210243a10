//! `init`

use super::{resolve, until_interrupted};
use crate::args::{Global, InitArgs};
use crate::exit::Exit;
use crate::output::{init, show};
use crate::progress::Progress;
use morag_db::error::{Error, Result};
use morag_db::lifecycle::{self, InitOptions};
use morag_db::migrate::{Target, UpOptions};

pub fn run(global: &Global, args: &InitArgs) -> Result<Exit> {
    if !args.adopt && args.how.is_given() {
        return Err(Error::configuration("--assume-time-zone, --on-misfit and --accept-changed-rows have an effect only with --adopt"));
    }
    let settings = resolve(global)?;
    let options = InitOptions {
        wait: args.wait,
        up: UpOptions { target: Target::Newest, timeouts: args.locks.timeouts(), tolerance: args.tolerance.tolerance(), first: Vec::new() },
        environment: args.environment.clone(),
        grant_to: args.grant_to.clone(),
        adopt: args.adopt.then(|| args.how.options(true, args.locks.timeouts())),
    };
    let progress = Progress::new();
    let work = lifecycle::init(&settings.url, &global.migrations_dir, &options, &progress);
    let report = until_interrupted(&progress, work)?;
    show(global, &init::Init { report, source: settings.source })?;
    Ok(Exit::Done)
}
