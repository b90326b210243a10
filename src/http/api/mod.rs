//! The JSON endpoints: models of their bodies, handlers, and the OpenAPI document.

pub(in crate::http) mod body;
pub(in crate::http) mod bulk;
pub(in crate::http) mod download;
pub(in crate::http) mod estimate;
pub(in crate::http) mod failures;
pub(in crate::http) mod fields;
pub(in crate::http) mod job_page;
pub(in crate::http) mod late;
pub mod openapi;
pub(in crate::http) mod operate;
pub(in crate::http) mod operations;
pub(in crate::http) mod probes;
pub(in crate::http) mod ready;
pub(in crate::http) mod remote;
pub(in crate::http) mod remote_models;
pub(in crate::http) mod remote_results;
pub(in crate::http) mod repair;
pub(in crate::http) mod roots;
mod status_models;
pub(in crate::http) mod types;
mod values;
pub(in crate::http) mod workers;
