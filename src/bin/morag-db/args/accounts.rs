//! `users`, `api-keys`, `tasks`.

use super::positive;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum UsersCommand {
    /// Make a user
    #[command(after_long_help = "Examples:\n    morag-db users create --name Night --email night@example.com --role ADMIN")]
    Create {
        /// Its name
        #[arg(long, value_name = "NAME")]
        name: String,
        /// Its address; no two users have the same
        #[arg(long, value_name = "ADDRESS")]
        email: String,
        /// ADMIN operates, USER creates and works, VIEWER reads
        #[arg(long, value_name = "ROLE", default_value = "USER")]
        role: String,
    },
    /// List the users
    #[command(after_long_help = "Examples:\n    morag-db users list --output csv")]
    List,
}

#[derive(Debug, Subcommand)]
pub enum ApiKeysCommand {
    /// Make a key for a user; it is shown once, and the database holds only its hash
    #[command(after_long_help = "Examples:\n    morag-db api-keys create --user night@example.com --name gpu-1")]
    Create {
        /// The user, by id or address
        #[arg(long, value_name = "USER")]
        user: String,
        /// What it is for
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    /// List the keys, without the keys themselves
    #[command(after_long_help = "Examples:\n    morag-db api-keys list")]
    List,
    /// Remove a key; who holds it is let in no more
    #[command(after_long_help = "Examples:\n    morag-db api-keys revoke 019a2f3c-…")]
    Revoke {
        /// Its id, as `api-keys list` shows it
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum TasksCommand {
    /// List the agent's tasks with how often they succeed
    #[command(after_long_help = "Examples:\n    morag-db tasks list")]
    List {
        /// At most so many
        #[arg(long, value_name = "N", value_parser = positive, default_value = "100")]
        limit: usize,
    },
    /// Show a task with its runs, metrics and artifacts
    #[command(after_long_help = "Examples:\n    morag-db tasks show 'Market Analysis'")]
    Show {
        /// Its id or name
        task: String,
    },
}
