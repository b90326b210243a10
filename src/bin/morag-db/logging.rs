//! The log, on standard error.

use crate::args::{Global, LogFormat, When};
use morag_db::settings::{Variables, wants_echo};
use std::io::IsTerminal;
use std::path::Path;
use tracing_subscriber::EnvFilter;

/// Starts logging. sqlx and sea-orm never log: sqlx's connect span contains the URL. A server logs its requests by default.
pub fn start(global: &Global, is_server: bool) {
    let level = match global.verbose {
        0 if is_server => "info",
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    let filter = std::env::var("MORAG_LOG").ok().filter(|f| !f.is_empty()).unwrap_or_else(|| level.into());
    // a setting that can't be read is reported by the command that needs it
    let echo = Variables::load(Path::new(".")).and_then(|variables| wants_echo(&variables)).unwrap_or(false);
    let filter = if echo { format!("{filter},morag_db::sql=debug") } else { filter };
    let (filter, complaint) = match EnvFilter::try_new(format!("{filter},sqlx=off,sea_orm=off")) {
        Ok(filter) => (filter, None),
        Err(error) => (EnvFilter::new(format!("{level},sqlx=off,sea_orm=off")), Some(error)),
    };
    let colour = crate::output::wants_colour(global.color, std::io::stderr().is_terminal()) && global.color != When::Never;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(|| crate::output::LossyStderr).with_ansi(colour);
    match global.log_format {
        LogFormat::Text if is_server => builder.with_target(false).init(),
        LogFormat::Text => builder.without_time().with_target(false).init(),
        LogFormat::Json => builder.json().init(),
    }
    if let Some(error) = complaint {
        tracing::warn!(%error, "MORAG_LOG is not a filter, e.g. info or morag_db=debug; using {level}");
    }
}
