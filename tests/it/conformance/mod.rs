//! Each scenario once, on every engine.

mod entities;
mod health;
mod init;
mod locks;
mod migrate;
mod seed;
mod traps;
mod verify;
