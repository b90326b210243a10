//! Arguments of `shell`.

use clap::Args;
use std::ffi::OsString;

/// `shell`
#[derive(Args, Debug)]
pub struct ShellArgs {
    /// Refuse writes, unless somebody sets the session otherwise
    #[arg(long)]
    pub read_only: bool,
    /// Arguments for the client, after --
    #[arg(last = true, value_name = "ARGUMENTS")]
    pub arguments: Vec<OsString>,
}
