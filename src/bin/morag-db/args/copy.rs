//! Arguments of `copy`.

use super::ConfirmArgs;
use clap::{Args, ValueEnum};
use morag_db::copy::{ExistingRows, OnConflict, Selection, UuidFormat};

/// `copy`
#[derive(Args, Debug)]
#[command(
    after_long_help = "The source is read as it is at one moment; applications may go on writing to it.\nThe target must be empty, or not exist: then it is created at the version of the\nsource. Afterwards both sides are read and compared. If the copy is interrupted,\nrun the same command again: it resumes.\n\n--into-existing adds the rows to those of the target, in one transaction: all or\nnothing. Nothing is deleted. --on-conflict replace asks first.\n\nPasswords can be left out of both URLs: PGPASSWORD, PGPASSFILE and MYSQL_PWD work.\n\nExit codes:\n    0  copied, and both sides are equal\n    4  the target can't store some values or has other values in some rows (nothing was\n       written), or the sides differ\n    6  another process was still migrating the target, or copying into it, after\n       --lock-timeout; or the source is being migrated\n    7  the source is itself the target of an interrupted copy\n    8  refused, e.g. because the target has rows\n\nExamples:\n    \
                             morag-db copy --from sqlite:////var/lib/morag.db --to postgresql://morag@db/morag --dry-run\n    \
                             morag-db copy --from sqlite:////var/lib/morag.db --to postgresql://morag@db/morag\n    \
                             morag-db copy --from mysql://root@db/morag --to sqlite://laptop.db --redact --exclude artifacts\n    \
                             morag-db copy --from postgresql://db1/morag --to postgresql://db2/morag --verify-only\n    morag-db copy --from sqlite://laptop.db --to postgresql://morag@db/morag --into-existing --on-conflict skip"
)]
pub struct CopyArgs {
    /// URL of the database to read [default: the configured database]
    #[arg(long, value_name = "URL")]
    pub from: Option<String>,
    /// URL of the database to write
    #[arg(long, value_name = "URL")]
    pub to: String,
    #[command(flatten)]
    pub tables: TableArgs,
    /// Copy tables and columns that morag-db does not manage too, without indexes, defaults and constraints
    #[arg(long, conflicts_with_all = ["redact", "verify_only", "into_existing"])]
    pub include_unmanaged: bool,
    /// Replace personal and secret values by made-up ones: names, e-mail addresses, keys, error texts, JSON
    #[arg(long, conflicts_with = "verify_only")]
    pub redact: bool,
    /// From PostgreSQL to an engine that stores UUIDs as text: write them without hyphens, as SQLAlchemy 2 does, or with
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = UuidSpelling::Plain)]
    pub uuid_format: UuidSpelling,
    /// Write at most this much per second, e.g. 500kB or 20MB
    #[arg(long, value_name = "SIZE", value_parser = size, conflicts_with = "verify_only")]
    pub rate: Option<u64>,
    /// Show the plan and what the target can't store; change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Compare the rows of both databases; change nothing
    #[arg(long, conflicts_with = "dry_run")]
    pub verify_only: bool,
    /// Add the rows to a target that has rows; rows are the same if their primary keys are
    #[arg(long, conflicts_with_all = ["verify_only", "redact", "rate"])]
    pub into_existing: bool,
    /// What to do with rows that the target has with other values; replace asks first
    #[arg(long, value_name = "ACTION", value_enum, default_value_t = ConflictAction::Refuse, requires = "into_existing")]
    pub on_conflict: ConflictAction,
    #[command(flatten)]
    pub confirm: ConfirmArgs,
    #[command(flatten)]
    pub locks: super::LockArgs,
}

/// What a merge does with conflicting rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ConflictAction {
    /// Write nothing at all
    Refuse,
    /// Keep the row of the target
    Skip,
    /// Overwrite it with the row of the source
    Replace,
}

impl CopyArgs {
    /// What becomes of rows that the target has.
    pub fn existing(&self) -> ExistingRows {
        match (self.into_existing, self.on_conflict) {
            (false, _) => ExistingRows::Refused,
            (true, ConflictAction::Refuse) => ExistingRows::Merged(OnConflict::Refuse),
            (true, ConflictAction::Skip) => ExistingRows::Merged(OnConflict::Skip),
            (true, ConflictAction::Replace) => ExistingRows::Merged(OnConflict::Replace),
        }
    }
}

/// How UUIDs are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UuidSpelling {
    Plain,
    Hyphens,
}

impl From<UuidSpelling> for UuidFormat {
    fn from(spelling: UuidSpelling) -> UuidFormat {
        match spelling {
            UuidSpelling::Plain => UuidFormat::Plain,
            UuidSpelling::Hyphens => UuidFormat::Hyphens,
        }
    }
}

/// Which tables.
#[derive(Args, Clone, Debug)]
pub struct TableArgs {
    /// Only these tables, comma-separated
    #[arg(long, value_delimiter = ',', value_parser = name, value_name = "TABLES")]
    tables: Vec<String>,
    /// All tables but these, comma-separated
    #[arg(long, value_delimiter = ',', value_parser = name, value_name = "TABLES")]
    exclude: Vec<String>,
}

impl TableArgs {
    pub fn selection(&self) -> Selection {
        Selection { tables: self.tables.clone(), exclude: self.exclude.clone() }
    }
}

/// A name in a list, without the spaces around it.
fn name(text: &str) -> Result<String, String> {
    Ok(text.trim().to_string())
}

/// Parses a number of bytes, e.g. `20MB` or `1MiB`.
pub fn size(text: &str) -> Result<u64, String> {
    let expected = || "expected a size such as 500kB, 20MB or 1GiB".to_string();
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let factor: u64 = match unit {
        "B" => 1,
        "kB" | "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err(expected()),
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor)).ok_or_else(expected)?;
    if bytes == 0 { Err("must be larger than 0".into()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_unit() {
        assert_eq!(size("20MB"), Ok(20_000_000));
        assert_eq!(size("1KiB"), Ok(1024));
        for text in ["20", "0MB", "MB", "-1MB", "1.5MB", "99999999999999999999GB"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
