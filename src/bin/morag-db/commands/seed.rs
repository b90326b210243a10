//! `seed`

use super::{resolve, run_on_ready};
use crate::args::Global;
use crate::exit::Exit;
use crate::output::accounts::Seeded;
use crate::output::show;
use crate::progress::Progress;
use morag_db::db::{Access, Work};
use morag_db::error::{Error, Result};
use morag_db::lifecycle::connect;
use morag_db::migrate::History;
use morag_db::seed::{self, Bulk};
use std::time::Duration;

pub fn run(global: &Global, number: u64, bulk: Option<Bulk>) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    progress.set_resume_advice("count the jobs that exist with: morag-db jobs stats; running the same command again creates more".into());
    let report = run_on_ready(global, &settings, &progress, async {
        let mut session = connect(&settings.url, Access::Write, Duration::ZERO).await?;
        if History::read(&mut session).await?.environment.as_deref() == Some("production") {
            return Err(Error::refused(
                "the environment of this database is production: no demo data is created there",
                "use another database",
            ));
        }
        session.prepare(Work::Jobs).await?;
        let report = match bulk {
            None => seed::demo(&mut session, number).await?,
            Some(bulk) => {
                let made = seed::remote_jobs(&mut session, &bulk, &mut |n| progress.count(n, bulk.count, "remote jobs")).await?;
                seed::SeedReport { remote_jobs: made, ..seed::SeedReport::default() }
            }
        };
        session.close().await;
        Ok(report)
    })?;
    show(global, &Seeded(report))?;
    Ok(Exit::Done)
}
