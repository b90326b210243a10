//! Layout of the help: global options only in the top-level help; the subcommands of `jobs` in groups.

use clap::Command;

/// Line in each subcommand's help that points to the global options.
const GLOBAL: &str = "Global options: see morag-db --help";

/// The subcommands of `jobs`, grouped by purpose.
pub const JOBS: [(&str, &[&str]); 3] = [
    ("Inspect", &["list", "show", "why", "failures", "stats", "workers", "watch", "audit", "bench"]),
    (
        "Manage",
        &["requeue", "cancel", "purge", "prioritise", "pause", "resume", "limits", "expire", "late", "operations", "undo", "archive"],
    ),
    ("Create and process", &["create", "claim", "heartbeat", "submit"]),
];

/// `command` with its help laid out.
pub fn with_layout(command: Command) -> Command {
    let global: Vec<String> =
        command.get_arguments().filter(|a| a.get_help_heading() == Some("Global options")).map(|a| a.get_id().to_string()).collect();
    let listed = listed(&command, &global);
    let codes = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
    // hidden, so that they are not repeated in the help of every subcommand
    let command = global.into_iter().fold(command, |command, id| command.mut_arg(id, |argument| argument.hide(true)));
    let command = command.after_help(listed.clone()).after_long_help(format!("{listed}\n\n{codes}"));
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, layout_subcommand))
}

/// The global options, one line each: name, value, help, choices and default.
fn listed(command: &Command, ids: &[String]) -> String {
    let line = |argument: &clap::Arg| {
        let short = argument.get_short().map_or("    ".to_string(), |c| format!("-{c}, "));
        let long = argument.get_long().map(|name| format!("--{name}")).unwrap_or_default();
        let takes = argument.get_action().takes_values();
        let value = argument.get_value_names().and_then(<[_]>::first).filter(|_| takes).map(|v| format!(" <{v}>")).unwrap_or_default();
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let choices: Vec<String> =
            argument.get_possible_values().iter().filter(|v| takes && !v.is_hide_set()).map(|v| v.get_name().to_string()).collect();
        let choices = if choices.is_empty() { String::new() } else { format!(": {}", choices.join(", ")) };
        let default: Vec<String> = argument.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
        let default = if default.is_empty() || !takes { String::new() } else { format!(" [default: {}]", default.join(", ")) };
        format!("  {short}{:<24} {help}{choices}{default}", format!("{long}{value}"))
    };
    let lines: Vec<String> = command.get_arguments().filter(|a| ids.iter().any(|id| a.get_id() == id.as_str())).map(line).collect();
    format!("Global options, for every command:\n{}", lines.join("\n"))
}

fn layout_subcommand(command: Command) -> Command {
    let is_jobs = command.get_name() == "jobs";
    let more = |text: Option<String>| text.map_or(GLOBAL.to_string(), |text| format!("{text}\n\n{GLOBAL}"));
    let long = command.get_after_long_help().or(command.get_after_help()).map(ToString::to_string);
    let short = command.get_after_help().map(ToString::to_string);
    let mut command = command.after_long_help(more(long)).after_help(more(short));
    if is_jobs {
        let groups = groups(&command);
        command = command
            .help_template(format!("{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{groups}\nOptions:\n{{options}}{{after-help}}"));
    }
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, layout_subcommand))
}

/// The subcommands of `jobs` in groups, each with its short help.
fn groups(jobs: &Command) -> String {
    let about = |name: &str| {
        let found = jobs.get_subcommands().find(|c| c.get_name() == name);
        found.and_then(|c| c.get_about()).map(ToString::to_string).unwrap_or_default()
    };
    let group = |(title, names): &(&str, &[&str])| {
        let lines: String = names.iter().map(|name| format!("  {name:<10} {}\n", about(name))).collect();
        format!("{title}:\n{lines}\n")
    };
    JOBS.iter().map(group).collect::<String>().trim_end().to_string() + "\n"
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_command_of_jobs_stands_in_one_group() {
        let command = super::super::command();
        let jobs = command.get_subcommands().find(|c| c.get_name() == "jobs").unwrap();
        let mut names: Vec<&str> = jobs.get_subcommands().map(|c| c.get_name()).filter(|name| *name != "help").collect();
        let mut grouped: Vec<&str> = JOBS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        names.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(grouped, names);
    }
}
