//! What a session may do.

/// What a session is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Never writes; a missing SQLite file stays missing.
    Read,
    /// May write to a database that exists.
    Write,
    /// May make a missing SQLite file.
    Create,
}
