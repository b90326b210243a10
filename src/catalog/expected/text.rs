//! The files under `migration/schema`, embedded. A test generates them on real servers and compares.

use migration::Backend;

macro_rules! catalogs {
    ($version:expr, $folder:literal, $($v:literal),+) => {
        match $version {
            $($v => Some(include_str!(concat!("../../../migration/schema/", $folder, "/", $v, ".json"))),)+
            _ => None,
        }
    };
}

pub(super) fn text(backend: Backend, version: &str) -> Option<&'static str> {
    match backend.as_str() {
        "sqlite" => catalogs!(version, "sqlite", "001", "002", "003", "004", "005"),
        "postgres" => catalogs!(version, "postgres", "001", "002", "003", "004", "005"),
        "mysql" => catalogs!(version, "mysql", "001", "002", "003", "004", "005"),
        _ => catalogs!(version, "mariadb", "001", "002", "003", "004", "005"),
    }
}
