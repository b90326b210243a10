//! `migrate lint`

use super::resolve;
use crate::args::{Global, LintArgs};
use crate::exit::Exit;
use crate::output::{lint::Lint, show};
use morag_db::db::named_backend;
use morag_db::error::Result;
use morag_db::migrate::site;

pub fn run(global: &Global, args: &LintArgs) -> Result<Exit> {
    let backend = match args.backend {
        Some(backend) => backend,
        None => named_backend(&resolve(global)?.url),
    };
    let report = site::lint(&global.migrations_dir, &args.files, backend)?;
    let exit = if report.findings.is_empty() { Exit::Done } else { Exit::CheckFailed };
    show(global, &Lint(report))?;
    Ok(exit)
}
