//! Arguments of `verify`.

use super::duration;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// `verify`
#[derive(Args, Debug)]
#[command(after_long_help = "Exit codes:\n    0  as expected\n    3  migrations are pending\n    \
                             4  the schema, a migration or a row is wrong\n    6  a migration is running\n    \
                             7  a failed migration must be repaired\n\n\
                             Each finding shows the object, what is expected, what was found, and the SQL\n\
                             that fixes it. For CI systems there are also --output junit and\n\
                             --output github.\n\nExamples:\n    morag-db verify\n    \
                             morag-db verify --strict --output json\n    morag-db verify --fix-sql fix.sql\n    \
                             morag-db verify --data --output junit > verify.xml")]
pub struct VerifyArgs {
    /// Also fail if there are extra objects or objects with different names
    #[arg(long)]
    pub strict: bool,
    /// Write an SQL script that fixes the findings to this file; `-` writes only the script to standard output
    #[arg(long, value_name = "FILE")]
    pub fix_sql: Option<PathBuf>,
    /// Write an SQL script that repairs rows to this file; it covers only times in SQLite that sort wrongly. `-` writes only the
    /// script to standard output
    #[arg(long, value_name = "FILE", requires = "data", conflicts_with = "fix_sql")]
    pub fix_data: Option<PathBuf>,
    /// Ignore the objects listed in this file, one per line, named as in the report; `*` matches any text
    #[arg(long, value_name = "FILE")]
    pub ignore_file: Option<PathBuf>,
    /// Also check rows: violated foreign keys and checks, unknown statuses, invalid times
    #[arg(long)]
    pub data: bool,
    /// Time limit for --data; checks that did not finish are listed
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "60s")]
    pub data_timeout: Duration,
}
