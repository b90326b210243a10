//! Variables of the environment and of `.env`.

use crate::database_url::is_libpq_variable;
use crate::dotenv;
use crate::error::{Error, Result};
use std::collections::HashMap;
use std::path::Path;

/// Variables by name, from the environment and from `.env`.
#[derive(Debug)]
pub struct Variables {
    environment: HashMap<String, String>,
    dotenv: HashMap<String, String>,
}

impl Variables {
    /// Reads the process's environment and `.env` in `directory`.
    pub fn load(directory: &Path) -> Result<Self> {
        // variables that are not UTF-8 are not used by this program
        let environment: HashMap<String, String> =
            std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?))).collect();
        let path = directory.join(".env");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound || path.is_dir() => Vec::new(),
            Err(source) => return Err(Error::Io { doing: "reading", path, source }),
        };
        let mut dotenv = HashMap::new();
        for (name, entry) in dotenv::parse(&bytes, &|name| environment.get(name).cloned()) {
            match entry.value {
                Ok(value) => {
                    dotenv.insert(name, value);
                }
                // the line may hold a password, so it is not repeated
                Err(why) if is_ours(&name) => {
                    return Err(Error::configuration(format!("{}, line {}: the value of {name} {why}", path.display(), entry.line)));
                }
                Err(why) => tracing::debug!(name, line = entry.line, why, "a line of .env that concerns others"),
            }
        }
        Ok(Variables { environment, dotenv })
    }

    /// The value of a variable of the environment.
    pub fn in_environment(&self, name: &str) -> Option<String> {
        self.environment.get(name).cloned()
    }

    /// The given variables, for tests.
    pub fn of(environment: &[(&str, &str)], dotenv: &[(&str, &str)]) -> Self {
        let map = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
        Variables { environment: map(environment), dotenv: map(dotenv) }
    }

    /// The value and source of the first of `names` that is set and not empty, in the environment and then in `.env`.
    pub fn get(&self, names: &[&str]) -> Option<(String, String)> {
        self.sources().find_map(|(label, source)| {
            names.iter().find_map(|n| source.get(*n).filter(|v| !v.is_empty()).map(|v| (v.clone(), format!("{n} ({label})"))))
        })
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = (&'static str, &HashMap<String, String>)> {
        [("environment", &self.environment), (".env", &self.dotenv)].into_iter()
    }
}

/// Whether this program reads a variable of that name.
fn is_ours(name: &str) -> bool {
    // compare whole names: a line of base64 may begin with PG too
    let others = [
        "DATABASE_URL",
        "MYSQL_PWD",
        "SQL_DEBUG",
        "DB_HOST",
        "DB_PORT",
        "DB_USER",
        "DB_PASSWORD",
        "DB_NAME",
        "DB_POOL_SIZE",
        "DB_MAX_OVERFLOW",
    ];
    let is_plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    is_plain && (name.starts_with("MORAG_") || others.contains(&name) || is_libpq_variable(name))
}
