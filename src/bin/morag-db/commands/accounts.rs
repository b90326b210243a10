//! `users`, `api-keys`, `tasks`

use super::{resolve, run_on_ready};
use crate::args::{ApiKeysCommand, Global, TasksCommand, UsersCommand};
use crate::exit::Exit;
use crate::output::accounts as show_as;
use crate::output::{Report, show};
use crate::progress::Progress;
use morag_db::accounts;
use morag_db::db::{Access, Session, Work};
use morag_db::error::Result;
use morag_db::lifecycle::connect;
use std::time::Duration;

fn with_session<R: Report>(global: &Global, access: Access, work: impl AsyncFnOnce(&mut Session) -> Result<R>) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let report = run_on_ready(global, &settings, &progress, async {
        let mut session = connect(&settings.url, access, Duration::ZERO).await?;
        if access == Access::Write {
            session.prepare(Work::Jobs).await?;
        }
        let report = work(&mut session).await?;
        session.close().await;
        Ok(report)
    })?;
    show(global, &report)?;
    Ok(Exit::Done)
}

pub fn users(global: &Global, command: &UsersCommand) -> Result<Exit> {
    match command {
        UsersCommand::Create { name, email, role } => with_session(global, Access::Write, async |s| {
            Ok(show_as::Users { users: vec![accounts::create_user(s, name, email, role).await?] })
        }),
        UsersCommand::List => with_session(global, Access::Read, async |s| Ok(show_as::Users { users: accounts::users(s, None).await? })),
    }
}

pub fn keys(global: &Global, command: &ApiKeysCommand) -> Result<Exit> {
    match command {
        ApiKeysCommand::Create { user, name } => {
            with_session(global, Access::Write, async |s| Ok(show_as::NewKey(accounts::create_key(s, user, name).await?)))
        }
        ApiKeysCommand::List => with_session(global, Access::Read, async |s| Ok(show_as::Keys { api_keys: accounts::keys(s).await? })),
        ApiKeysCommand::Revoke { id } => {
            with_session(global, Access::Write, async |s| Ok(show_as::Revoked { revoked: accounts::revoke_key(s, id).await? }))
        }
    }
}

pub fn tasks(global: &Global, command: &TasksCommand) -> Result<Exit> {
    match command {
        TasksCommand::List { limit } => {
            with_session(global, Access::Read, async |s| Ok(show_as::Tasks { tasks: morag_db::tasks::tasks(s, None, *limit).await? }))
        }
        TasksCommand::Show { task } => {
            with_session(global, Access::Read, async |s| Ok(show_as::TaskView(morag_db::tasks::show(s, task).await?)))
        }
    }
}
