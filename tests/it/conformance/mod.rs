//! Each scenario once, on every engine.

mod adopt;
mod adopt_history;
mod adopt_limits;
mod adopt_times;
mod beside_migrations;
mod dump;
pub mod entities;
mod foreign;
mod health;
mod init;
mod locks;
mod migrate;
mod mutations;
mod reset;
mod seed;
mod site;
mod sqlite_file;
mod traps;
mod unfinished;
mod unready;
mod verify;
mod write_lock;
