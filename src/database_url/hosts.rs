//! Where the servers are: hosts, ports, addresses and a socket, combined to endpoints.

use super::server::{Endpoint, Family, ServerUrl};
use super::tls::TlsMode;
use crate::error::{Error, Result};

/// Splits `HOST:PORT`; the port is optional. An IPv6 address with a port must be in brackets.
pub(super) fn split_port(text: &str) -> Result<(&str, Option<&str>)> {
    if let Some(bracketed) = text.strip_prefix('[') {
        let Some((host, port)) = bracketed.split_once(']') else {
            return Err(Error::configuration("malformed database URL: the IPv6 address has no closing ']'"));
        };
        return Ok((host, port.strip_prefix(':').filter(|p| !p.is_empty())));
    }
    match text.split_once(':') {
        Some((_, port)) if port.contains(':') => {
            Err(Error::configuration("malformed database URL: write an IPv6 address in brackets, e.g. postgresql://[::1]:5432/morag"))
        }
        Some((host, port)) => Ok((host, Some(port).filter(|p| !p.is_empty()))),
        None => Ok((text, None)),
    }
}

/// Where the servers are, as the parts of a URL say it.
#[derive(Default)]
pub(super) struct Hosts {
    pub(super) hosts: Vec<(String, Option<String>)>,
    pub(super) ports: Vec<String>,
    pub(super) addresses: Vec<String>,
    pub(super) socket: Option<String>,
}

impl Hosts {
    pub(super) fn add_hosts(&mut self, value: &str) -> Result<()> {
        for host in value.split(',') {
            // a socket folder, or an IPv6 address without brackets
            let is_whole = host.starts_with('/') || (!host.starts_with('[') && host.matches(':').count() > 1);
            let (host, port) = if is_whole { (host, None) } else { split_port(host)? };
            self.hosts.push((host.to_string(), port.map(String::from)));
        }
        Ok(())
    }

    /// Adds the hosts before the question mark, unless a parameter names others. Their ports apply to those too.
    pub(super) fn add_authority(&mut self, authority: Vec<(String, Option<String>)>) -> Result<()> {
        if self.ports.is_empty() {
            self.ports = authority.iter().map(|(_, port)| port.clone().unwrap_or_default()).collect();
        } else if self.hosts.is_empty() && authority.iter().any(|(_, port)| port.is_some()) {
            return Err(Error::configuration(
                "the database URL gives a port twice, behind the host and as a parameter: leave one of the two out",
            ));
        }
        if self.hosts.is_empty() {
            self.hosts = authority;
        }
        Ok(())
    }

    /// Replaces the hosts by the addresses of `hostaddr`, if there are any.
    pub(super) fn use_addresses(&mut self, server: &ServerUrl) -> Result<()> {
        let (hosts, addresses) = (&self.hosts, &self.addresses);
        if addresses.is_empty() {
            return Ok(());
        }
        if !hosts.is_empty() && hosts.len() != addresses.len() {
            let (hosts, addresses) = (hosts.len(), addresses.len());
            return Err(Error::configuration(format!("the database URL has {hosts} hosts and {addresses} addresses (hostaddr)")));
        }
        if !hosts.is_empty() && server.tls.mode == Some(TlsMode::VerifyFull) {
            return Err(Error::configuration("hostaddr with sslmode=verify-full is not supported: give the host by its name alone"));
        }
        let mut own = std::mem::take(&mut self.hosts).into_iter().map(|(_, port)| port);
        self.hosts = self.addresses.drain(..).map(|address| (address, own.next().flatten())).collect();
        Ok(())
    }

    pub(super) fn endpoints(self, family: Family) -> Result<Vec<Endpoint>> {
        let Hosts { hosts, ports, socket, .. } = self;
        let port_of = |port: Option<&String>| match port.filter(|p| !p.is_empty()) {
            None => Ok(family.default_port()),
            Some(port) => port.parse::<u16>().map_err(|_| {
                Error::configuration("malformed database URL: the port is not a number (is there an unescaped ':' or '@' in the password?)")
            }),
        };
        if ports.len() > 1 && ports.len() != hosts.len() && ports.iter().any(|port| !port.is_empty()) {
            let (hosts, ports) = (hosts.len(), ports.len());
            return Err(Error::configuration(format!(
                "the database URL has {hosts} hosts and {ports} ports: give one port for all, or one for each"
            )));
        }
        let mut endpoints = Vec::new();
        for (index, (host, port)) in hosts.into_iter().enumerate() {
            let port = port_of(port.as_ref().or(ports.get(index)).or(ports.first()))?;
            if host.is_empty() {
                return Err(Error::configuration("the database URL has an empty host between commas"));
            }
            endpoints.push(if host.starts_with('/') { Endpoint::Socket { path: host.into(), port } } else { Endpoint::Tcp { host, port } });
        }
        if let Some(socket) = socket {
            endpoints = vec![Endpoint::Socket { path: socket.into(), port: port_of(ports.first())? }];
        }
        Ok(endpoints)
    }
}
