//! Arguments of `users`, `api-keys` and `tasks`.

use super::positive;
use crate::complete;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum UsersCommand {
    /// Create a user
    #[command(after_long_help = "Examples:\n    morag-db users create --name Night --email night@example.com --role ADMIN")]
    Create {
        /// Name of the user
        #[arg(long, value_name = "NAME")]
        name: String,
        /// Email address, unique among users
        #[arg(long, value_name = "ADDRESS")]
        email: String,
        /// Role: ADMIN operates, USER creates and works on jobs, VIEWER reads
        #[arg(long, value_name = "ROLE", default_value = "USER")]
        role: String,
    },
    /// List users
    #[command(after_long_help = "Examples:\n    morag-db users list --output csv")]
    List,
}

#[derive(Debug, Subcommand)]
pub enum ApiKeysCommand {
    /// Create an API key for a user; the key is shown once, the database holds its hash
    #[command(after_long_help = "Examples:\n    morag-db api-keys create --user night@example.com --name gpu-1")]
    Create {
        /// User, by id or email address
        #[arg(long, value_name = "USER")]
        user: String,
        /// Name of the key, e.g. what it is for
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    /// List API keys, without their secrets
    #[command(after_long_help = "Examples:\n    morag-db api-keys list")]
    List,
    /// Revoke an API key
    #[command(after_long_help = "Examples:\n    morag-db api-keys revoke 019a2f3c-…")]
    Revoke {
        /// Id of the key, or the beginning of it
        #[arg(add = complete::key_ids())]
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum TasksCommand {
    /// List tasks with their success rates
    #[command(after_long_help = "Examples:\n    morag-db tasks list")]
    List {
        /// Show at most N tasks
        #[arg(long, value_name = "N", value_parser = positive, default_value = "100")]
        limit: usize,
    },
    /// Show a task with its runs, metrics and artifacts
    #[command(after_long_help = "Examples:\n    morag-db tasks show 'Market Analysis'")]
    Show {
        /// Id, the beginning of an id, or name
        #[arg(add = complete::task_names())]
        task: String,
    },
}
