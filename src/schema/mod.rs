//! Is the live schema what it should be? `catalog::expected` says what it should be, `backend` what it is.

mod verify;

pub use verify::{Strictness, Verdict, VerifyReport, verify};
