//! TLS certificates, reloaded on SIGHUP, since they expire while the process runs.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A certificate chain and its key, as last loaded.
#[derive(Debug)]
pub struct Certificates {
    files: (PathBuf, PathBuf),
    config: RwLock<Arc<ServerConfig>>,
}

fn load(chain: &Path, key: &Path) -> Result<Arc<ServerConfig>> {
    let broken = |path: &Path, e: &dyn std::fmt::Display| Error::configuration(format!("{} can't be used for TLS: {e}", path.display()));
    let certificates = CertificateDer::pem_file_iter(chain).map_err(|e| broken(chain, &e))?;
    let certificates: Vec<CertificateDer<'static>> = certificates.collect::<std::result::Result<_, _>>().map_err(|e| broken(chain, &e))?;
    if certificates.is_empty() {
        return Err(broken(chain, &"it has no certificate"));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|e| broken(key, &e))?;
    let builder = ServerConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions();
    let builder = builder.map_err(|e| broken(chain, &e))?.with_no_client_auth();
    let mut config = builder.with_single_cert(certificates, secret).map_err(|e| broken(key, &e))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

impl Certificates {
    /// Loads the certificate chain and the key from PEM files.
    pub fn load(files: (PathBuf, PathBuf)) -> Result<Certificates> {
        let config = RwLock::new(load(&files.0, &files.1)?);
        Ok(Certificates { files, config })
    }

    /// Reloads the files; if they can't be used, the old certificate stays.
    pub fn reload(&self) {
        match load(&self.files.0, &self.files.1) {
            Ok(config) => {
                *self.config.write().unwrap_or_else(PoisonError::into_inner) = config;
                tracing::info!("read the certificate again");
            }
            Err(error) => tracing::error!(%error, "the old certificate stays"),
        }
    }

    /// The TLS acceptor for a new connection.
    pub fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.config.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}
