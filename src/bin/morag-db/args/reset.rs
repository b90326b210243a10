//! Arguments of `reset`.

use super::{ConfirmArgs, LockArgs};
use clap::Args;
use morag_db::lifecycle::Reach;

/// `reset`
#[derive(Args, Debug)]
#[command(
    after_long_help = "What others have in the database stays, and the environment stamp survives. All or nothing on PostgreSQL and\n\
                             SQLite; on MySQL and MariaDB, which can't roll DDL back, the next reset or init brings one that was\n\
                             broken off to its end. SQLite files are copied first.\n\nExamples:\n    morag-db reset\n    \
                             morag-db reset --yes --database morag"
)]
pub struct ResetArgs {
    /// Also drop other tools' objects that depend on these tables, such as views; the plan lists them
    #[arg(long)]
    cascade: bool,
    /// Drop every object of the schema, other tools' objects included
    #[arg(long)]
    all_objects: bool,
    /// Skip the copy of an SQLite file
    #[arg(long)]
    pub no_backup: bool,
    #[command(flatten)]
    pub confirm: ConfirmArgs,
    #[command(flatten)]
    pub locks: LockArgs,
}

impl ResetArgs {
    pub fn reach(&self) -> Reach {
        match (self.all_objects, self.cascade) {
            (true, _) => Reach::AllObjects,
            (false, true) => Reach::Dependents,
            (false, false) => Reach::Managed,
        }
    }
}
