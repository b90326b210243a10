//! Confirmation of destructive operations: shows the plan and asks the user to type the name of the database.

use crate::args::ConfirmArgs;
use crate::output::{say, visible};
use dialoguer::Input;
use morag_db::consent::{Confirmation, Confirmed, Plan};
use morag_db::error::{Error, Result};
use std::io::IsTerminal;

/// What a confirmation prompt shows.
pub struct Question<'a> {
    pub target: &'a str,
    pub database: &'a str,
    pub environment: Option<&'a str>,
    /// What will happen, one line each.
    pub consequences: Vec<String>,
    /// Flags that confirm without a terminal, if they are not `--yes --database NAME`.
    pub flags: Option<&'static str>,
}

/// Returns `plan` as confirmed by flags or by the prompt; otherwise an error.
pub fn confirm<P: Plan>(plan: P, question: &Question<'_>, args: &ConfirmArgs) -> Result<Confirmed<P>> {
    if question.environment == Some("production") && !args.allow_production {
        return Err(Error::refused("the environment of this database is production", "to continue nevertheless, add --allow-production"));
    }
    if let Some(name) = &args.database
        && name != question.database
    {
        return Err(Error::refused(
            format!("--database is '{name}', but the connected database is '{}'; nothing was changed", question.database),
            format!("give --database {}, or connect to the other database", question.database),
        ));
    }
    if args.yes {
        return Confirmed::new(plan, Confirmation::Flag(args.database.as_deref())).map_err(|_| refused());
    }
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(Error::NotConfirmed {
            plan: question.consequences.clone(),
            hint: question.flags.map_or_else(
                || format!("run the same command with --yes --database {}", question.database),
                |flags| format!("run the same command with {flags}"),
            ),
        });
    }
    say(&format!("Database     {}", visible(question.target)));
    say(&format!("Environment  {}", visible(question.environment.unwrap_or("not set"))));
    for line in &question.consequences {
        say(&format!("  {}", visible(line)));
    }
    let prompt = format!("Type the name of the database ({}) to continue", visible(question.database));
    let typed: String = Input::new().with_prompt(prompt).allow_empty(true).interact_text().map_err(|error| {
        // after Ctrl-C the cursor is still on the line of the prompt
        say("");
        let dialoguer::Error::IO(error) = error;
        match error.kind() {
            std::io::ErrorKind::Interrupted => Error::Interrupted {
                signal: "SIGINT",
                done: Some("nothing was changed".into()),
                next: "run the same command again and type the name to confirm".into(),
            },
            _ => refused(),
        }
    })?;
    Confirmed::new(plan, Confirmation::Typed(&typed)).map_err(|_| refused())
}

fn refused() -> Error {
    Error::refused("not confirmed; nothing was changed", "type the name exactly as shown")
}
