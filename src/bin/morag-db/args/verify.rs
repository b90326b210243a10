//! Arguments of `verify`.

use super::duration;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// `verify`
#[derive(Args, Debug)]
#[command(after_long_help = "Exits with 0 where all is right, 3 where migrations are pending, 4 for drift or a wrong history, 6 while a\n\
                             migration runs, 7 where a failed one waits for repair. Each finding names the object, what is\n\
                             expected, what was found, and the SQL that fixes it.\n\nExamples:\n    morag-db verify\n    \
                             morag-db verify --strict --output json\n    morag-db verify --fix-sql fix.sql\n    \
                             morag-db verify --data --output junit > verify.xml")]
pub struct VerifyArgs {
    /// Also fail for extra objects and for other names
    #[arg(long)]
    pub strict: bool,
    /// Write a script that fixes what fails; `-` is standard output, and then nothing else is written there
    #[arg(long, value_name = "FILE")]
    pub fix_sql: Option<PathBuf>,
    /// Write a script that repairs rows, as far as a statement can (times on SQLite that sort wrong), with a count each; `-` is
    /// standard output, and then nothing else is written there
    #[arg(long, value_name = "FILE", requires = "data", conflicts_with = "fix_sql")]
    pub fix_data: Option<PathBuf>,
    /// Leave out the objects that a file names, one a line, as they stand in the report; `*` is any text
    #[arg(long, value_name = "FILE")]
    pub ignore_file: Option<PathBuf>,
    /// Also check rows: broken foreign keys and checks, unknown statuses, malformed times
    #[arg(long)]
    pub data: bool,
    /// Time limit for checking rows; what was not checked is listed
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "60s")]
    pub data_timeout: Duration,
}
