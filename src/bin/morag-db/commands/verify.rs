//! `verify`

use super::reading::connect_to_read;
use super::{resolve, until_interrupted};
use crate::args::{Global, VerifyArgs};
use crate::exit::Exit;
use crate::output::verify::Verify;
use crate::output::{show, write, write_file};
use crate::progress::Progress;
use morag_db::db::Access;
use morag_db::error::Result;
use morag_db::lifecycle::{connect, known_to_readers};
use morag_db::schema::{Ignore, Strictness, Verdict, VerifyOptions, verify};
use std::path::Path;
use std::time::Duration;

pub fn run(global: &Global, args: &VerifyArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let options = VerifyOptions {
        strictness: if args.strict { Strictness::Everything } else { Strictness::Drift },
        ignore: args.ignore_file.as_deref().map(Ignore::read).transpose()?.unwrap_or_default(),
        data: args.data.then_some(args.data_timeout),
    };
    let (report, global) = until_interrupted(&progress, async {
        // only if that is asked for: what has just been migrated may not have arrived there. Repairs are for the database
        let is_of_replica = global.read_url.is_some() && args.fix_sql.is_none() && args.fix_data.is_none();
        let (mut session, global) = match is_of_replica {
            true => connect_to_read(global, &settings).await?,
            false => (connect(&settings.url, Access::Read, Duration::ZERO).await?, global.clone()),
        };
        let known = known_to_readers(&session, &global.migrations_dir)?;
        let report = verify(&mut session, &known, &options).await?;
        // a --data statement that timed out may still be running; it is not waited for
        if tokio::time::timeout(Duration::from_millis(200), session.close()).await.is_err() {
            tracing::debug!("the connection was left with a statement under way");
        }
        Ok((report, global))
    })?;
    let exit = match report.verdict {
        Verdict::Right => Exit::Done,
        Verdict::Pending => Exit::Pending,
        Verdict::Drift => Exit::CheckFailed,
        Verdict::Migrating => Exit::Locked,
        Verdict::RepairNeeded => Exit::RepairNeeded,
    };
    let schema = args.fix_sql.as_ref().map(|file| (file, report.fix_script(options.strictness)));
    let data = args.fix_data.as_ref().map(|file| (file, report.fix_data_script().unwrap_or_else(|| "-- no row to repair\n".into())));
    if let Some((file, script)) = schema.or(data) {
        if file == Path::new("-") {
            write(&script)?;
            return Ok(exit);
        }
        write_file(file, &script)?;
    }
    show(&global, &Verify { report, source: settings.source, strictness: options.strictness })?;
    Ok(exit)
}
