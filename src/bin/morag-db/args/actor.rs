//! The actor of the subcommands of `jobs` that change something.

use super::jobs::JobsCommand;
use super::{ArchiveCommand, LateCommand, LimitsCommand};
use clap::Args;

/// The actor, recorded in the events.
#[derive(Args, Debug)]
pub struct ActorArgs {
    /// Name of the actor, recorded in the events [default: user@host]
    #[arg(long = "as", value_name = "NAME")]
    pub actor: Option<String>,
}

/// The actor arguments of a subcommand that changes jobs; `None` for the others.
pub fn actor_of(command: &JobsCommand) -> Option<&ActorArgs> {
    Some(match command {
        JobsCommand::Create(args) => &args.actor,
        JobsCommand::Claim { actor, .. } | JobsCommand::Heartbeat { actor, .. } | JobsCommand::Expire { actor, .. } => actor,
        JobsCommand::Submit(args) => &args.actor,
        JobsCommand::Requeue { bulk, .. } | JobsCommand::Cancel { bulk } | JobsCommand::Purge { bulk } => &bulk.actor,
        JobsCommand::Prioritise { bulk, .. } => &bulk.actor,
        JobsCommand::Pause(args) => &args.actor,
        JobsCommand::Resume(args) => &args.actor,
        JobsCommand::Limits { command: Some(LimitsCommand::Set { actor, .. } | LimitsCommand::Clear { actor, .. }) } => actor,
        JobsCommand::Undo(args) => &args.actor,
        JobsCommand::Operations { command } => return command.actor(),
        JobsCommand::Archive { command: Some(ArchiveCommand::Prune(args)), .. } => &args.actor,
        JobsCommand::Archive { command: Some(ArchiveCommand::Drop(args)), .. } => &args.actor,
        JobsCommand::Archive { command: None, args } if args.selection().is_some() => &args.actor,
        JobsCommand::Late { command: LateCommand::Accept { actor, .. } } => actor,
        JobsCommand::List { .. }
        | JobsCommand::Show { .. }
        | JobsCommand::Why { .. }
        | JobsCommand::Failures { .. }
        | JobsCommand::Limits { command: None }
        | JobsCommand::Archive { command: Some(ArchiveCommand::Kept | ArchiveCommand::Export { .. }) | None, .. }
        | JobsCommand::Stats { .. }
        | JobsCommand::Workers { .. }
        | JobsCommand::Watch(_)
        | JobsCommand::Bench { .. }
        | JobsCommand::Audit { .. }
        | JobsCommand::Late { command: LateCommand::List { .. } } => return None,
    })
}
