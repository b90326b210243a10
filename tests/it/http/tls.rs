//! TLS without a proxy, and certificates that are renewed.

use super::{Server, eventually};
use crate::jobs::Jobs;
use crate::support::Engine;
use std::path::Path;
use std::time::Duration;

fn certificate(folder: &Path) -> Vec<u8> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_string()]).unwrap();
    std::fs::write(folder.join("cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    made.cert.der().to_vec()
}

/// What a client that trusts only `der` is answered.
fn status(server: &Server, der: &[u8]) -> Result<u16, String> {
    let roots = ureq::tls::RootCerts::new_with_certs(&[ureq::tls::Certificate::from_der(der).to_owned()]);
    let tls = ureq::tls::TlsConfig::builder().root_certs(roots).build();
    let config = ureq::Agent::config_builder().tls_config(tls).timeout_global(Some(Duration::from_secs(10))).build();
    let port = server.address.rsplit_once(':').unwrap().1;
    let agent: ureq::Agent = config.into();
    agent.get(format!("https://localhost:{port}/api/v1/jobs")).call().map(|r| r.status().as_u16()).map_err(|e| e.to_string())
}

#[test]
fn it_speaks_tls_by_itself_and_reads_a_renewed_certificate() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let folder = jobs.database.folder.path();
    let first = certificate(folder);
    let server = Server::start(&jobs, &["--tls-cert", "cert.pem", "--tls-key", "key.pem"]);
    assert_eq!(status(&server, &first), Ok(200));
    let second = certificate(folder);
    server.signal("HUP");
    eventually("the new certificate is shown", || status(&server, &second) == Ok(200));
    assert!(status(&server, &first).is_err());
    // one that can't be used leaves the old one
    std::fs::write(folder.join("cert.pem"), "nonsense").unwrap();
    server.signal("HUP");
    eventually("it says so", || server.log().contains("the old certificate stays"));
    assert_eq!(status(&server, &second), Ok(200));
    // plain HTTP is no answer
    let plain = super::agent().get(server.url("/livez")).call();
    assert!(plain.is_err());
}

#[test]
fn certificates_that_cant_be_used_are_refused_at_the_start() {
    let jobs = Jobs::ready(Engine::Sqlite);
    certificate(jobs.database.folder.path());
    std::fs::write(jobs.database.folder.path().join("empty.pem"), "").unwrap();
    let run = |cert: &str, key: &str| jobs.database.run(&["serve", "--listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key]);
    assert!(run("empty.pem", "key.pem").expect(2).err.contains("empty.pem"));
    assert!(run("cert.pem", "empty.pem").expect(2).err.contains("empty.pem"));
    assert!(run("missing.pem", "key.pem").expect(2).err.contains("missing.pem"));
    jobs.database.run(&["serve", "--tls-cert", "cert.pem"]).expect(2);
}
