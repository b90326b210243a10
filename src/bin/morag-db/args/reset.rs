//! Arguments of `reset`.

use super::{ConfirmArgs, LockArgs};
use clap::Args;
use morag_db::lifecycle::ResetScope;

/// `reset`
#[derive(Args, Debug)]
#[command(after_long_help = "Other tools' objects and the environment name are kept. On PostgreSQL and\n\
                             SQLite a reset is one transaction. MySQL and MariaDB can't roll DDL back:\n\
                             there, the next reset or init completes an interrupted reset. An SQLite file\n\
                             is copied first.\n\nExamples:\n    morag-db reset\n    \
                             morag-db reset --yes --database morag")]
pub struct ResetArgs {
    /// Also drop other tools' objects that depend on these tables, e.g. views; the plan lists them
    #[arg(long)]
    cascade: bool,
    /// Drop every object in the schema, including other tools' objects
    #[arg(long)]
    all_objects: bool,
    /// Do not copy an SQLite file before the reset
    #[arg(long)]
    pub no_backup: bool,
    #[command(flatten)]
    pub confirm: ConfirmArgs,
    #[command(flatten)]
    pub locks: LockArgs,
}

impl ResetArgs {
    pub fn reach(&self) -> ResetScope {
        match (self.all_objects, self.cascade) {
            (true, _) => ResetScope::AllObjects,
            (false, true) => ResetScope::Dependents,
            (false, false) => ResetScope::Managed,
        }
    }
}
