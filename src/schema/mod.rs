//! Is the live schema what it should be? `catalog::expected` says what it should be, `backend` what it is, and how a
//! difference is fixed.

mod data;
mod ignore;
mod verify;

pub use data::{CAP, DataFinding};
pub use ignore::Ignore;
pub use verify::{Strictness, Verdict, VerifyOptions, VerifyReport, verify};
