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
        /// Role: ADMIN manages jobs, USER creates and processes jobs, VIEWER only reads
        #[arg(long, value_name = "ROLE", default_value = "USER")]
        role: String,
    },
    /// List users
    #[command(after_long_help = "Examples:\n    morag-db users list --output csv")]
    List,
}

#[derive(Debug, Subcommand)]
pub enum ApiKeysCommand {
    /// Create an API key for a user; it is shown only once, and only its hash is stored
    #[command(after_long_help = "Examples:\n    morag-db api-keys create --user night@example.com --name gpu-1")]
    Create {
        /// Id or email address of the user
        #[arg(long, value_name = "USER")]
        user: String,
        /// Name of the key, e.g. the machine that uses it
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    /// List API keys, without their secrets
    #[command(after_long_help = "Examples:\n    morag-db api-keys list")]
    List,
    /// Revoke an API key
    #[command(after_long_help = "Examples:\n    morag-db api-keys revoke 019a2f3c-…")]
    Revoke {
        /// Id of the key, or a unique prefix of it
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
        /// Id of the task, a unique prefix of it, or the name of the task
        #[arg(add = complete::task_names())]
        task: String,
    },
}
