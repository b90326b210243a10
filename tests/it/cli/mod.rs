//! What a person sees, with exit codes: snapshots of real runs, and every kind of bad input.

mod bad_input;
mod completions;
mod profiles;
mod prompt;
mod settings;
mod shell;
mod snapshots;
mod urls;
