//! `config`, and the profile of a run.

use crate::args::{Cli, Command, ConfigCommand, Format, Global};
use crate::exit::Exit;
use crate::output::{config::Config, show, wants_colour};
use crate::prompt;
use morag_db::error::{Error, Result};
use morag_db::profiles::OutputFormat;
use morag_db::settings::{self, Flags, Variables};
use std::io::IsTerminal;

/// The flags that name the database.
pub fn flags(global: &Global) -> Flags {
    Flags {
        database_url: global.database_url.clone(),
        profile: global.profile.clone(),
        read_url: global.read_url.clone(),
        ..Flags::default()
    }
}

fn variables() -> Result<Variables> {
    let here = std::env::current_dir().map_err(|source| Error::Io { doing: "finding", path: "the working directory".into(), source })?;
    Variables::load(&here)
}

/// Applies the output format and the colour of prompts of this run's profile.
pub fn apply_profile(cli: &mut Cli) -> Result<()> {
    if matches!(cli.command, Command::Config { .. } | Command::Version | Command::Completions { .. } | Command::Man { .. }) {
        return Ok(());
    }
    let Some(chosen) = settings::chosen_profile(&flags(&cli.global), &variables()?)? else { return Ok(()) };
    if wants_colour(cli.global.color, std::io::stderr().is_terminal()) {
        prompt::set_color(chosen.profile.prompt_color);
    }
    let is_set = cli.global.output.is_some() || std::env::var_os("MORAG_OUTPUT").is_some_and(|value| !value.is_empty());
    if !is_set {
        cli.global.output = chosen.profile.output.map(|format| match format {
            OutputFormat::Table => Format::Table,
            OutputFormat::Json => Format::Json,
            OutputFormat::Ndjson => Format::Ndjson,
            OutputFormat::Csv => Format::Csv,
        });
    }
    Ok(())
}

pub fn run(global: &Global, command: &ConfigCommand) -> Result<Exit> {
    let variables = variables()?;
    let Some(config) = settings::config_file(&variables)? else {
        return Err(Error::configuration("set HOME, XDG_CONFIG_HOME or MORAG_CONFIG, which says where the configuration file is"));
    };
    // a profile that is named and missing is a fault of the command line
    let chosen = settings::chosen_profile(&flags(global), &variables)?;
    let look_up = |name: &str| variables.get(&[name]).map(|(value, _)| value);
    let report = Config {
        file: config.path.display().to_string(),
        exists: config.path.exists(),
        chosen: chosen.as_ref().map(|chosen| chosen.name.clone()),
        chosen_by: chosen.as_ref().map(|chosen| chosen.by.to_string()),
        profiles: config.lines(chosen.as_ref().map(|chosen| chosen.name.as_str()), &look_up),
        is_check: matches!(command, ConfigCommand::Check),
    };
    let is_faulty = report.is_check && report.profiles.iter().any(|profile| profile.problem.is_some());
    show(global, &report)?;
    Ok(if is_faulty { Exit::CheckFailed } else { Exit::Done })
}
