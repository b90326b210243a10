//! `jobs pause`, `jobs resume` and `jobs limits`.

use crate::args::{Global, JobsCommand, LimitsCommand, TypesArgs};
use crate::output::{show, types::Types};
use morag_db::error::Result;
use morag_db::jobs::{Service, TypeChange};

/// Makes the change, if the command asks for one, and shows what is set.
pub async fn run(global: &Global, service: &mut Service, command: &JobsCommand) -> Result<()> {
    if let Some((types, change, reason)) = change_of(command) {
        service.change_types(&types.types(), &change, reason.as_deref()).await?;
    }
    show(global, &Types { types: service.type_settings().await? })
}

fn change_of(command: &JobsCommand) -> Option<(&TypesArgs, TypeChange, &Option<String>)> {
    match command {
        JobsCommand::Pause(args) => Some((&args.types, TypeChange::Pause { until: args.until }, &args.reason)),
        JobsCommand::Resume(args) => Some((&args.types, TypeChange::Resume, &args.reason)),
        JobsCommand::Limits { command: Some(LimitsCommand::Set { types, running, reason, .. }) } => {
            Some((types, TypeChange::Limit(Some(*running)), reason))
        }
        JobsCommand::Limits { command: Some(LimitsCommand::Clear { types, reason, .. }) } => Some((types, TypeChange::Limit(None), reason)),
        _ => None,
    }
}
