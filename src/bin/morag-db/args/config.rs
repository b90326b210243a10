//! Arguments of `config`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show the profiles without passwords, and which one this run would use
    #[command(after_long_help = "Examples:\n    morag-db config show\n    morag-db --profile prod config show --output json")]
    Show,
    /// Check the configuration file: its keys, URLs, files, variables and programs; connects to nothing
    #[command(
        after_long_help = "Exit codes:\n    0  no fault found\n    2  the file can't be read\n    4  a profile is faulty\n\nExamples:\n    morag-db config check"
    )]
    Check,
}
