//! `shell`: the engine's own client, in place of this process.

use super::resolve;
use crate::args::{Global, ShellArgs};
use crate::exit::Exit;
use morag_db::error::Result;
use morag_db::shell::{self, Writes};

pub fn run(global: &Global, args: &ShellArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let writes = if args.read_only || settings.url.read_only_by().is_some() { Writes::Refused } else { Writes::Allowed };
    Err(shell::exec(&settings.url, writes, &args.arguments))
}
