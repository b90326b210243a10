//! Compares the live schema with the expected one. `catalog::expected` provides the expected schema, `db` the live one and
//! the SQL that fixes a difference.

mod data;
pub mod dump;
mod ignore;
mod script;
mod verify;

pub use data::{CAP, DataFinding};
pub use ignore::Ignore;
pub use verify::{Strictness, Verdict, VerifyOptions, VerifyReport, verify};
