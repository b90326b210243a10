//! TLS settings of a URL, combined into one consistent mode.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// TLS modes, from the least to the most strict. Names and meaning are libpq's.
/// Source: https://www.postgresql.org/docs/current/libpq-ssl.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TlsMode {
    /// No TLS.
    Disable,
    /// TLS only if the server requires it.
    Allow,
    /// TLS if the server supports it.
    Prefer,
    /// TLS, with any server certificate.
    Require,
    /// TLS, with a server certificate from a trusted authority.
    VerifyCa,
    /// TLS, with a server certificate from a trusted authority for this host.
    VerifyFull,
}

impl TlsMode {
    /// The name of the mode in libpq.
    pub fn as_str(self) -> &'static str {
        match self {
            TlsMode::Disable => "disable",
            TlsMode::Allow => "allow",
            TlsMode::Prefer => "prefer",
            TlsMode::Require => "require",
            TlsMode::VerifyCa => "verify-ca",
            TlsMode::VerifyFull => "verify-full",
        }
    }

    /// Parses the names that libpq, MySQL, JDBC and the Python drivers use.
    pub(super) fn parse(name: &str, value: &str) -> Result<Self> {
        Ok(match value.to_ascii_lowercase().replace('_', "-").as_str() {
            "disable" | "disabled" | "false" | "0" | "no" | "off" => TlsMode::Disable,
            "allow" => TlsMode::Allow,
            "prefer" | "preferred" => TlsMode::Prefer,
            "require" | "required" | "true" | "1" | "yes" | "on" => TlsMode::Require,
            "verify-ca" => TlsMode::VerifyCa,
            "verify-full" | "verify-identity" => TlsMode::VerifyFull,
            _ => {
                return Err(Error::configuration(format!(
                    "unknown {name} '{value}' in the database URL: expected disable, prefer, require, verify-ca or verify-full"
                )));
            }
        })
    }
}

/// The TLS settings of a URL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tls {
    /// The TLS mode; `None` leaves it to the driver, which prefers TLS.
    pub mode: Option<TlsMode>,
    /// Certificates of trusted authorities (PEM), in addition to the system's.
    pub authority: Option<PathBuf>,
    /// The client's certificate (PEM).
    pub certificate: Option<PathBuf>,
    /// The private key of the client's certificate (PEM).
    pub key: Option<PathBuf>,
    /// Minimum mode that parameters other than the mode require.
    pub(super) at_least: Option<TlsMode>,
}

impl Tls {
    pub(super) fn demand(&mut self, mode: TlsMode) {
        self.at_least = self.at_least.max(Some(mode));
    }

    /// Decides the mode. An authority, or a client certificate without a mode, requires verified TLS.
    pub(super) fn settle(&mut self) -> Result<()> {
        if self.authority.is_some() || (self.mode.is_none() && (self.certificate.is_some() || self.key.is_some())) {
            self.demand(TlsMode::VerifyCa);
        }
        if self.certificate.is_some() != self.key.is_some() {
            return Err(Error::configuration(
                "the database URL names a client certificate or its key, but not both: give sslcert and sslkey",
            ));
        }
        match (self.mode, self.at_least.take()) {
            (Some(TlsMode::Disable), Some(_)) => Err(Error::configuration(
                "the database URL disables TLS and asks for verification or names certificates: leave one of the two out",
            )),
            (mode, at_least) => {
                self.mode = mode.max(at_least);
                Ok(())
            }
        }
    }

    /// Checks that the files can be read and contain certificates or a key in PEM form.
    pub(crate) fn check_files(&self) -> Result<()> {
        check(self.authority.as_deref(), "certificate of an authority", "CERTIFICATE-----")?;
        check(self.certificate.as_deref(), "client certificate", "CERTIFICATE-----")?;
        check(self.key.as_deref(), "private key", "PRIVATE KEY-----")
    }
}

fn check(file: Option<&Path>, what: &str, mark: &str) -> Result<()> {
    let Some(path) = file else { return Ok(()) };
    match std::fs::read(path) {
        Err(error) => Err(Error::configuration(format!("the {what} {} in the database URL can't be read: {error}", path.display()))),
        Ok(bytes) if !String::from_utf8_lossy(&bytes).contains(mark) => {
            Err(Error::configuration(format!("{} in the database URL holds no {what} in PEM form", path.display())))
        }
        Ok(_) => Ok(()),
    }
}
