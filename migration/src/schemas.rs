//! The expected schemas, which the tests of morag-db generate on real servers.

/// The versions of the schema on `engine`, oldest first, each with the objects that it creates or changes, as JSON.
pub fn expected_schemas(engine: &str) -> &'static [(&'static str, &'static str)] {
    include!(concat!(env!("OUT_DIR"), "/expected_schemas.rs"))
}
