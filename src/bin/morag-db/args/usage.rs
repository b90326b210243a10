//! Parses the command line, and reports what is wrong with it.

use super::{Cli, command, help};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{FromArgMatches, Parser};
use morag_db::jobs::Status;

/// Parses the command line. Exits with 0 after writing help or version, and with 2 after a usage error, which is written as JSON
/// if the command line or MORAG_OUTPUT requests JSON.
pub fn parse() -> Cli {
    let matches = help::with_layout(command()).try_get_matches();
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(with_tip) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() && asks_for_json() => {
            let text = error.render().to_string();
            let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            let body = serde_json::json!({"error": {
                "code": "usage", "message": message, "causes": [], "findings": [], "hint": "see: morag-db --help", "usage": text.trim_end(),
            }});
            crate::output::say(&body.to_string());
            std::process::exit(2)
        }
        Err(error) if error.kind() == ErrorKind::DisplayVersion && asks_for_json() => {
            // the command `version` has the report
            Cli::parse_from(["morag-db", "version", "--output", "json"])
        }
        Err(error) => error.exit(),
    }
}

/// Adds a tip if the word that is no subcommand here would be one elsewhere, or is a status of jobs.
fn with_tip(mut error: clap::Error) -> clap::Error {
    if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand).cloned()
        && (error.get(ContextKind::SuggestedSubcommand).is_none() || is_status(&word))
        && let Some(tip) = elsewhere(&word)
    {
        error.remove(ContextKind::SuggestedSubcommand);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![format!("did you mean: morag-db {tip}").into()]));
    }
    error
}

fn is_status(word: &str) -> bool {
    Status::ALL.iter().any(|status| status.as_str() == word)
}

/// The command that `word` belongs to, e.g. `jobs list` for `list`.
fn elsewhere(word: &str) -> Option<String> {
    if is_status(word) {
        return Some(format!("jobs list --status {word}"));
    }
    let top = command();
    let of = |outer: &clap::Command| {
        let inner =
            outer.get_subcommands().find(|inner| inner.get_name() == word || inner.get_visible_aliases().any(|alias| alias == word));
        inner.map(|inner| format!("{} {}", outer.get_name(), inner.get_name()))
    };
    // `jobs` first: most of what people look for is there
    top.get_subcommands().find(|outer| outer.get_name() == "jobs").and_then(of).or_else(|| top.get_subcommands().find_map(of))
}

/// Whether a usage error is written as JSON. Reads the raw arguments, since clap could not parse them.
fn asks_for_json() -> bool {
    let is_json = |format: &str| matches!(format, "json" | "ndjson");
    let arguments: Vec<String> = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let mut formats =
        arguments.iter().zip(arguments.iter().skip(1)).filter(|(name, _)| *name == "--output").map(|(_, value)| value.as_str());
    let joined = arguments.iter().find_map(|argument| argument.strip_prefix("--output="));
    match formats.next().or(joined) {
        Some(format) => is_json(format),
        None => std::env::var("MORAG_OUTPUT").is_ok_and(|format| is_json(&format)),
    }
}
