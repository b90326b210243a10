//! Settings that libpq reads in addition to a URL: environment variables, the service file and the password file.

use super::parameters::Parameter;
use super::{Endpoint, Password, ServerUrl};
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// A function that returns the value of an environment variable.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// libpq's environment variables and the parameters that they set. `PGPASSWORD` is not here: src/settings.rs reads it.
/// Source: https://www.postgresql.org/docs/current/libpq-envars.html
pub(super) const VARIABLES: &[(&str, &str, Parameter)] = &[
    ("PGHOST", "host", Parameter::Host),
    ("PGHOSTADDR", "hostaddr", Parameter::HostAddress),
    ("PGPORT", "port", Parameter::Port),
    ("PGDATABASE", "dbname", Parameter::Database),
    ("PGUSER", "user", Parameter::User),
    ("PGPASSFILE", "passfile", Parameter::Passfile),
    ("PGCHANNELBINDING", "channel_binding", Parameter::ChannelBinding),
    ("PGOPTIONS", "options", Parameter::Options),
    ("PGAPPNAME", "application_name", Parameter::ApplicationName),
    ("PGSSLMODE", "sslmode", Parameter::TlsMode),
    ("PGSSLCERT", "sslcert", Parameter::Certificate),
    ("PGSSLKEY", "sslkey", Parameter::PrivateKey),
    ("PGSSLROOTCERT", "sslrootcert", Parameter::Authority),
    ("PGGSSENCMODE", "gssencmode", Parameter::GssEncryption),
    ("PGCONNECT_TIMEOUT", "connect_timeout", Parameter::ConnectTimeout),
    ("PGTARGETSESSIONATTRS", "target_session_attrs", Parameter::TargetSession),
];

/// Whether `name` is a libpq variable, read for settings that a URL leaves out.
pub(crate) fn is_libpq_variable(name: &str) -> bool {
    let others = ["PGPASSWORD", "PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR"];
    others.contains(&name) || VARIABLES.iter().any(|(variable, _, _)| *variable == name)
}

fn home(environment: Environment<'_>) -> Option<PathBuf> {
    environment("HOME").map(PathBuf::from)
}

/// The settings of a service, as names and values.
pub(super) fn service(name: &str, file: Option<&str>, environment: Environment<'_>) -> Result<Vec<(String, String)>> {
    let own = file.map(PathBuf::from).or_else(|| environment("PGSERVICEFILE").map(PathBuf::from));
    let own_is_named = own.is_some();
    let own = own.or_else(|| home(environment).map(|home| home.join(".pg_service.conf")));
    let system = environment("PGSYSCONFDIR").map(|folder| PathBuf::from(folder).join("pg_service.conf"));
    for (path, must_exist) in [(own, own_is_named), (system, false)] {
        let Some(path) = path else { continue };
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                if let Some(found) = section(&text, name, &path)? {
                    return Ok(found);
                }
            }
            Err(error) if must_exist || error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::configuration(format!("the service file {} can't be read: {error}", path.display())));
            }
            Err(_) => {}
        }
    }
    Err(Error::configuration(format!("no service '{name}' is defined in ~/.pg_service.conf or the file that PGSERVICEFILE names")))
}

fn section(text: &str, name: &str, path: &Path) -> Result<Option<Vec<(String, String)>>> {
    let mut found: Option<Vec<(String, String)>> = None;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_start();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(header) = line.strip_prefix('[') {
            if found.is_some() {
                break;
            }
            found = (header.split(']').next() == Some(name)).then(Vec::new);
        } else if let Some(pairs) = &mut found {
            let Some((key, value)) = line.split_once('=') else {
                return Err(Error::configuration(format!("{}, line {}: expected name=value", path.display(), number + 1)));
            };
            if key.trim() == "service" {
                return Err(Error::configuration(format!("{}, line {}: a service can't name another one", path.display(), number + 1)));
            }
            pairs.push((key.trim().to_string(), value.trim_end().to_string()));
        }
    }
    Ok(found)
}

/// The password for the first endpoint of `server` in a passfile; `None` if no line matches.
/// Source: https://www.postgresql.org/docs/current/libpq-pgpass.html
pub(crate) fn password_from_file(path: &Path, server: &ServerUrl) -> Result<Option<Password>> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::configuration(format!("the passfile {} can't be read: {error}", path.display())))?;
    #[cfg(unix)]
    if let Ok(about) = std::fs::metadata(path)
        && std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o077 != 0
    {
        return Err(Error::configuration(format!("the passfile {} can be read by others: chmod 600 it", path.display())));
    }
    let (host, port) = match server.endpoint() {
        Endpoint::Tcp { host, port } => (host.clone(), *port),
        Endpoint::Socket { port, .. } => ("localhost".to_string(), *port),
    };
    let wanted = [host, port.to_string(), server.database.clone(), server.user.clone().unwrap_or_default()];
    Ok(text.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let fields = fields(line);
        let matches = fields.len() == 5 && fields.iter().zip(&wanted).all(|(field, wanted)| field == "*" || field == wanted);
        matches.then(|| Password::new(fields[4].clone()))
    }))
}

/// The fields of a passfile line, with `\:` and `\\` unescaped.
fn fields(line: &str) -> Vec<String> {
    let (mut all, mut chars) = (vec![String::new()], line.chars());
    while let Some(c) = chars.next() {
        match c {
            ':' if all.len() < 5 => all.push(String::new()),
            '\\' => all.last_mut().map(|field| field.extend(chars.next())).unwrap_or_default(),
            c => all.last_mut().map(|field| field.push(c)).unwrap_or_default(),
        }
    }
    all
}
