//! The command line of morag-db: arguments, commands, output.

mod args;
mod commands;
mod complete;
mod exit;
mod hint_commands;
mod logging;
mod output;
mod progress;
mod prompt;

fn main() -> std::process::ExitCode {
    clap_complete::CompleteEnv::with_factory(args::command).var(complete::VARIABLE).complete();
    let mut cli = args::parse();
    logging::start(&cli.global, matches!(cli.command, args::Command::Serve(_)));
    let result = commands::apply_profile(&mut cli).and_then(|()| commands::run(&cli));
    exit::report(&cli.global, result)
}
