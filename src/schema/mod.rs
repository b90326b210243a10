//! Compares the live schema with the expected one. `catalog::expected` provides the expected schema, `db` the live one and
//! the SQL that fixes a difference.

mod data;
pub mod dump;
mod ignore;
mod script;
mod verdict;
mod verify;

pub use data::{CAP, DataFinding};
pub use ignore::Ignore;
pub use verdict::Verdict;
pub use verify::{Strictness, VerifyOptions, VerifyReport, verify};
