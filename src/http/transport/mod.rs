//! Client connections: listening, TLS, connection limits, and the common handling of requests.

pub(in crate::http) mod connection_slots;
pub(in crate::http) mod handle;
pub(in crate::http) mod server;
pub(in crate::http) mod tls;
