//! Confirmation of destructive operations: shows the plan and asks the user to type the name of the database.

use crate::args::ConfirmArgs;
use crate::output::{say, visible};
use crate::progress::Progress;
use dialoguer::Input;
use morag_db::consent::{Confirmation, Confirmed, Plan};
use morag_db::error::{Error, Result};
use morag_db::profiles::PromptColor;
use std::io::IsTerminal;
use std::sync::{Mutex, OnceLock};

/// The terminal's settings while a prompt is open, which reads keys one by one.
static BEFORE: Mutex<Option<rustix::termios::Termios>> = Mutex::new(None);

/// Colour of prompts, of the profile of this run.
static COLOR: OnceLock<PromptColor> = OnceLock::new();

/// Sets the colour of prompts.
pub fn set_color(color: Option<PromptColor>) {
    if let Some(color) = color {
        // set once, at the start
        COLOR.get_or_init(|| color);
    }
}

/// `text` in the colour of prompts.
fn colored(text: &str) -> String {
    let code = match COLOR.get() {
        None => return text.to_string(),
        Some(PromptColor::Red) => 31,
        Some(PromptColor::Green) => 32,
        Some(PromptColor::Yellow) => 33,
        Some(PromptColor::Blue) => 34,
    };
    format!("\u{1b}[1;{code}m{text}\u{1b}[0m")
}

fn before() -> std::sync::MutexGuard<'static, Option<rustix::termios::Termios>> {
    BEFORE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Leaves a prompt that a signal interrupts: restores the terminal's settings and ends the prompt's line.
pub fn leave() {
    let Some(settings) = before().take() else { return };
    say("");
    if let Err(error) = rustix::termios::tcsetattr(std::io::stdin(), rustix::termios::OptionalActions::Now, &settings) {
        tracing::debug!(%error, "restoring the terminal");
    }
}

/// What a confirmation prompt shows.
pub struct Question {
    pub target: String,
    pub database: String,
    pub environment: Option<String>,
    /// What will happen, one line each.
    pub consequences: Vec<String>,
    /// Flags that confirm without a terminal, if they are not `--yes --database NAME`.
    pub flags: Option<&'static str>,
}

/// Returns `plan` as confirmed by flags or by the prompt; otherwise an error. The prompt waits in a thread of its own, so that a
/// signal ends it and the caller can keep a lease meanwhile.
pub async fn confirm<P: Plan + Send + 'static>(
    plan: P,
    question: Question,
    args: &ConfirmArgs,
    progress: &Progress,
) -> Result<Confirmed<P>> {
    let args = args.clone();
    progress.set_asking(true);
    let asking = tokio::task::spawn_blocking(move || ask(plan, &question, &args));
    let confirmed = asking.await.map_err(|e| Error::internal("asking for confirmation", e))??;
    // after an error is_asking stays set: the Ctrl-C that answered the prompt may still arrive as a signal
    progress.set_asking(false);
    Ok(confirmed)
}

fn ask<P: Plan>(plan: P, question: &Question, args: &ConfirmArgs) -> Result<Confirmed<P>> {
    if question.environment.as_deref() == Some("production") && !args.allow_production {
        return Err(Error::refused("the environment of this database is production", "to continue nevertheless, add --allow-production"));
    }
    if let Some(name) = &args.database
        && *name != question.database
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
    say(&colored(&format!("Database     {}", visible(&question.target))));
    say(&format!("Environment  {}", visible(question.environment.as_deref().unwrap_or("not set"))));
    for line in &question.consequences {
        say(&format!("  {}", visible(line)));
    }
    let prompt = colored(&format!("Type the name of the database ({}) to continue", visible(&question.database)));
    // without the settings, an interruption can't restore them; the prompt works nevertheless
    *before() = rustix::termios::tcgetattr(std::io::stdin()).ok();
    let typed: std::result::Result<String, dialoguer::Error> = Input::new().with_prompt(prompt).allow_empty(true).interact_text();
    before().take();
    let typed = typed.map_err(|error| {
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
