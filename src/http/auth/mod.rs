//! Authentication and authorization: API keys, roles, sessions of the page, and access without a key.

pub(in crate::http) mod identify;
pub(in crate::http) mod identity;
pub(in crate::http) mod limits;
