//! Client connections: listening, TLS, connection limits, and what every request passes through before its handler.

pub(in crate::http) mod connection_slots;
pub(in crate::http) mod handle;
pub(in crate::http) mod server;
pub(in crate::http) mod tls;
