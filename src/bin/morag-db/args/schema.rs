//! Arguments of `schema`.

use super::migrate::backend;
use clap::{Args, Subcommand, ValueEnum};
use morag_db::db::Backend;

#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    /// Print the live schema, or the expected one, as SQL or as a diagram
    #[command(
        after_long_help = "The live schema has every table, whoever created it. --expected needs no database\nif --backend is given.\n\nExamples:\n    \
                                 morag-db schema dump > schema.sql\n    \
                                 morag-db schema dump --format mermaid --tables users,documents,jobs\n    \
                                 morag-db schema dump --expected --backend postgres --format dot | dot -Tsvg > schema.svg"
    )]
    Dump(DumpArgs),
}

/// `schema dump`
#[derive(Args, Debug)]
pub struct DumpArgs {
    /// Print the schema that the migrations create instead of the live one
    #[arg(long)]
    pub expected: bool,
    /// Engine of the expected schema [default: that of the configured database]
    #[arg(long, value_parser = backend, requires = "expected", value_name = "sqlite|postgres|mysql|mariadb")]
    pub backend: Option<Backend>,
    /// Version of the expected schema [default: the newest]
    #[arg(long, requires = "expected", value_name = "VERSION")]
    pub to: Option<String>,
    /// Format of the schema
    #[arg(long, value_enum, default_value_t = DumpFormat::Sql, value_name = "FORMAT")]
    pub format: DumpFormat,
    /// Only these tables, comma-separated
    #[arg(long, value_delimiter = ',', value_name = "TABLES")]
    pub tables: Vec<String>,
}

/// How a schema is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DumpFormat {
    /// Statements that create it in an empty database
    Sql,
    /// The catalog as `verify` compares it
    Json,
    /// A graph for Graphviz
    Dot,
    /// An entity relationship diagram for Mermaid, e.g. in Markdown
    Mermaid,
}
