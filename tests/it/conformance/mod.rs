//! Each scenario once, on every engine.

mod init;
mod migrate;
