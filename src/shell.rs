//! The engine's own client for a URL: `psql`, `mariadb` or `mysql`, `sqlite3`. The password is passed in the environment, which
//! other users can't read, and not as an argument, which they can.

use crate::database_url::{DatabaseUrl, Endpoint, Family, Password, ServerUrl, SqliteUrl, TlsMode};
use crate::error::{Error, Result};
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// Whether the session accepts writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writes {
    /// It does.
    Allowed,
    /// The client or the server refuses them, until somebody sets the session otherwise.
    Refused,
}

/// Replaces this process with the client. Returns only if that fails.
///
/// # Errors
/// No client is installed, or the SQLite file does not exist.
pub fn exec(url: &DatabaseUrl, writes: Writes, arguments: &[OsString]) -> Error {
    let (programs, package): (&[&str], &str) = match url {
        DatabaseUrl::Sqlite(_) => (&["sqlite3"], "sqlite3"),
        DatabaseUrl::Server(server) => match server.family {
            Family::Postgres => (&["psql"], "postgresql-client"),
            Family::MySql => (&["mariadb", "mysql"], "mariadb-client"),
        },
    };
    for program in programs {
        let error = match command(url, program, writes) {
            Ok(mut command) => command.args(arguments).exec(),
            Err(error) => return error,
        };
        if error.kind() != std::io::ErrorKind::NotFound {
            return Error::Io { doing: "starting", path: program.into(), source: error };
        }
    }
    Error::refused(
        format!("the client {} is not installed", programs.join(" or ")),
        format!("install it, e.g. on Debian and Ubuntu: apt install {package}"),
    )
}

fn command(url: &DatabaseUrl, program: &str, writes: Writes) -> Result<Command> {
    let mut command = Command::new(program);
    match url {
        DatabaseUrl::Sqlite(file) => sqlite(&mut command, file, writes)?,
        DatabaseUrl::Server(server) => match server.family {
            Family::Postgres => postgres(&mut command, server, writes),
            Family::MySql => mysql(&mut command, server, writes, is_mariadb(program)),
        },
    }
    Ok(command)
}

/// The client creates a file that does not exist, and a wrong path would look like an empty database.
fn sqlite(command: &mut Command, file: &SqliteUrl, writes: Writes) -> Result<()> {
    if !file.path.exists() {
        return Err(Error::NotFound { what: format!("file {}", file.path.display()) });
    }
    if writes == Writes::Refused || file.read_only || file.immutable {
        command.arg("-readonly");
    }
    command.args(["-cmd", &format!(".timeout {}", file.timeout.as_millis()), "-cmd", "PRAGMA foreign_keys = ON"]);
    // a name that begins with a dash would be an option
    command.arg(if file.path.is_absolute() { file.path.clone() } else { Path::new(".").join(&file.path) });
    Ok(())
}

/// libpq reads everything from the environment.
fn postgres(command: &mut Command, server: &ServerUrl, writes: Writes) {
    let (mut hosts, mut ports) = (Vec::new(), Vec::new());
    for endpoint in &server.endpoints {
        let (host, port) = match endpoint {
            Endpoint::Tcp { host, port } => (host.clone(), port),
            Endpoint::Socket { path, port } => (path.display().to_string(), port),
        };
        hosts.push(host);
        ports.push(port.to_string());
    }
    let mut options: Vec<String> = server.options.iter().cloned().collect();
    if let Some(schema) = &server.schema {
        let quoted = format!("\"{}\"", schema.replace('"', "\"\""));
        options.push(format!("-c search_path={}", quoted.replace('\\', "\\\\").replace(' ', "\\ ")));
    }
    if writes == Writes::Refused {
        options.push("-c default_transaction_read_only=on".into());
    }
    command.env("PGHOST", hosts.join(",")).env("PGPORT", ports.join(",")).env("PGDATABASE", &server.database);
    let files = [
        ("PGPASSFILE", &server.passfile),
        ("PGSSLROOTCERT", &server.tls.authority),
        ("PGSSLCERT", &server.tls.certificate),
        ("PGSSLKEY", &server.tls.key),
    ];
    for (name, file) in files {
        command.envs(file.iter().map(|file| (name, file.as_os_str())));
    }
    let texts = [
        ("PGUSER", server.user.as_deref()),
        ("PGPASSWORD", server.password.as_ref().map(Password::reveal)),
        ("PGSSLMODE", server.tls.mode.map(TlsMode::as_str)),
        ("PGAPPNAME", server.application_name.as_deref().or(Some("morag-db shell"))),
    ];
    command.envs(texts.into_iter().filter_map(|(name, text)| Some((name, text?))));
    if !options.is_empty() {
        command.env("PGOPTIONS", options.join(" "));
    }
    if let Some(timeout) = server.connect_timeout {
        command.env("PGCONNECT_TIMEOUT", timeout.as_secs().max(1).to_string());
    }
}

/// Of several servers, the first.
fn mysql(command: &mut Command, server: &ServerUrl, writes: Writes, is_mariadb: bool) {
    match server.endpoint() {
        Endpoint::Tcp { host, port } => command.args(["--protocol=tcp".into(), format!("--host={host}"), format!("--port={port}")]),
        Endpoint::Socket { path, .. } => command.arg(format!("--socket={}", path.display())),
    };
    command.arg("--default-character-set=utf8mb4");
    command.args(server.user.iter().map(|user| format!("--user={user}")));
    command.envs(server.password.iter().map(|password| ("MYSQL_PWD", password.reveal())));
    let files = [("--ssl-ca", &server.tls.authority), ("--ssl-cert", &server.tls.certificate), ("--ssl-key", &server.tls.key)];
    for (name, file) in files {
        command.args(file.iter().map(|file| format!("{name}={}", file.display())));
    }
    let tls: &[&str] = match (server.tls.mode, is_mariadb) {
        (None | Some(TlsMode::Allow | TlsMode::Prefer), _) => &[],
        (Some(TlsMode::Disable), true) => &["--skip-ssl"],
        (Some(TlsMode::Require), true) => &["--ssl"],
        (Some(TlsMode::VerifyCa | TlsMode::VerifyFull), true) => &["--ssl", "--ssl-verify-server-cert"],
        (Some(TlsMode::Disable), false) => &["--ssl-mode=DISABLED"],
        (Some(TlsMode::Require), false) => &["--ssl-mode=REQUIRED"],
        (Some(TlsMode::VerifyCa), false) => &["--ssl-mode=VERIFY_CA"],
        (Some(TlsMode::VerifyFull), false) => &["--ssl-mode=VERIFY_IDENTITY"],
    };
    command.args(tls);
    if writes == Writes::Refused {
        command.arg("--init-command=SET SESSION TRANSACTION READ ONLY");
    }
    command.arg(format!("--database={}", server.database));
}

/// Whether a program is MariaDB's: distributions install it as `mysql` too, and its options for TLS have other names.
fn is_mariadb(program: &str) -> bool {
    let version = Command::new(program).arg("--version").output();
    version.is_ok_and(|version| String::from_utf8_lossy(&version.stdout).contains("MariaDB"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn shown(url: &str, program: &str, writes: Writes) -> (Vec<String>, Vec<String>) {
        let command = command(&DatabaseUrl::parse(url).unwrap(), program, writes).unwrap();
        let text = |text: &std::ffi::OsStr| text.to_string_lossy().into_owned();
        let environment = command.get_envs().map(|(name, value)| format!("{}={}", text(name), text(value.unwrap()))).collect();
        (command.get_args().map(text).collect(), environment)
    }

    #[test]
    fn no_argument_has_the_password() {
        for (url, program, name) in [
            ("postgresql://u:s3cr%20t@h1:1,h2:2/d?sslmode=require&schema=a b", "psql", "PGPASSWORD=s3cr t"),
            ("mysql://u:s3cr%20t@h:3/d?ssl_mode=verify_identity", "no-such-program", "MYSQL_PWD=s3cr t"),
        ] {
            let (arguments, environment) = shown(url, program, Writes::Refused);
            assert!(environment.contains(&name.to_string()), "{environment:?}");
            assert!(!arguments.iter().any(|argument| argument.contains("s3cr")), "{arguments:?}");
        }
    }

    #[test]
    fn the_session_is_that_of_the_url() {
        let (arguments, environment) = shown("postgresql://u@h1:1,h2:2/d?sslmode=require&schema=a b", "psql", Writes::Refused);
        assert!(arguments.is_empty());
        for set in ["PGHOST=h1,h2", "PGPORT=1,2", "PGUSER=u", "PGDATABASE=d", "PGSSLMODE=require"] {
            assert!(environment.contains(&set.to_string()), "{set}: {environment:?}");
        }
        let options = environment.iter().find(|set| set.starts_with("PGOPTIONS=")).unwrap();
        assert_eq!(options, r#"PGOPTIONS=-c search_path="a\ b" -c default_transaction_read_only=on"#);
        let (arguments, _) = shown("mysql://u@h:3/d?ssl_mode=verify_identity", "no-such-program", Writes::Refused);
        for argument in ["--host=h", "--port=3", "--user=u", "--database=d", "--ssl-mode=VERIFY_IDENTITY"] {
            assert!(arguments.contains(&argument.to_string()), "{argument}: {arguments:?}");
        }
    }
}
