//! Parses the URL of a server: its authority, its parameters, and what a service and the environment add.

use super::environment::{self, Environment};
use super::parameters::{Parameter, recognise};
use super::server::{Endpoint, Family, ServerUrl, TargetSession};
use super::tls::{Tls, TlsMode};
use super::{DatabaseUrl, Password, SCHEMES, decode, query_pairs};
use crate::error::{Error, Result};
use std::time::Duration;

/// Parameters from the URL, a service and the environment, before they are combined.
struct Parts<'a> {
    family: Family,
    given: Vec<(Parameter, String, String)>,
    environment: Environment<'a>,
}

impl Parts<'_> {
    fn has(&self, parameter: Parameter) -> bool {
        self.given.iter().any(|(p, _, _)| *p == parameter)
    }

    fn add(&mut self, name: &str, value: String) -> Result<()> {
        self.given.push((recognise(self.family, name)?, name.to_string(), value));
        Ok(())
    }

    /// Adds the parameters of a source of lower priority that are not set yet.
    fn add_missing(&mut self, pairs: Vec<(Parameter, String, String)>) {
        let has_host = self.has(Parameter::Host) || self.has(Parameter::Socket) || self.has(Parameter::HostAddress);
        let is_host = |p: Parameter| matches!(p, Parameter::Host | Parameter::HostAddress);
        let missing = pairs.into_iter().filter(|(p, _, _)| !(self.has(*p) || has_host && is_host(*p)));
        let missing: Vec<_> = missing.collect();
        self.given.extend(missing);
    }

    /// Refuses a parameter that is given twice with different values, except for several hosts.
    fn refuse_contradictions(&self) -> Result<()> {
        let may_repeat = |p: Parameter| matches!(p, Parameter::Host | Parameter::HostAddress | Parameter::Harmless);
        // a query parameter may override the user, password or database before the question mark
        let of_url = |p: Parameter| matches!(p, Parameter::User | Parameter::Password | Parameter::Database);
        for (at, (parameter, name, value)) in self.given.iter().enumerate() {
            let is_other = |(p, _, v): &&(Parameter, String, String)| p == parameter && v != value;
            let is_first = self.given[..at].iter().all(|(p, _, _)| p != parameter);
            if !(may_repeat(*parameter) || of_url(*parameter) && is_first) && self.given[at + 1..].iter().any(|g| is_other(&g)) {
                return Err(Error::configuration(format!(
                    "the parameter {name} is given twice in the database URL, with different values"
                )));
            }
        }
        Ok(())
    }

    fn add_libpq(&mut self) -> Result<()> {
        let last = |parts: &Self, p: Parameter| parts.given.iter().rev().find(|(q, _, _)| *q == p).map(|(_, _, v)| v.clone());
        if let Some(name) = last(self, Parameter::Service).or_else(|| (self.environment)("PGSERVICE")) {
            let file = last(self, Parameter::ServiceFile);
            let mut pairs = Vec::new();
            for (key, value) in environment::service(&name, file.as_deref(), self.environment)? {
                pairs.push((recognise(self.family, &key)?, key, value));
            }
            self.add_missing(pairs);
        }
        let set = |(variable, name, parameter): &(&str, &str, Parameter)| {
            (self.environment)(variable).filter(|v| !v.is_empty()).map(|value| (*parameter, name.to_string(), value))
        };
        let pairs = environment::VARIABLES.iter().filter_map(set).collect();
        self.add_missing(pairs);
        Ok(())
    }
}

pub(super) fn parse(family: Family, rest: &str, environment: Environment<'_>) -> Result<DatabaseUrl> {
    let Some(rest) = rest.strip_prefix("//") else {
        return Err(Error::configuration(format!("malformed database URL: '//' is missing behind the scheme; expected {SCHEMES}")));
    };
    let (before_query, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = before_query.split_once('/').unwrap_or((before_query, ""));
    let unescaped = |sign: &str, code: &str| {
        Error::configuration(format!(
            "malformed database URL: an unescaped '{sign}' in the user name or password; write it as {code} (the others: '@' as %40, ':' as %3A, '/' as %2F, '?' as %3F, '#' as %23, '%' as %25)"
        ))
    };
    if authority.matches('@').count() > 1 {
        return Err(unescaped("@", "%40"));
    }
    if !authority.contains('@') && path.contains('@') {
        return Err(unescaped("/", "%2F"));
    }
    if path.is_empty() && !authority.contains('@') && query.contains('@') {
        return Err(unescaped("?", "%3F"));
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.contains('/') {
        return Err(Error::configuration("malformed database URL: the database name has a '/' in it; write it as %2F if it is meant"));
    }
    let (userinfo, hosts) = authority.split_once('@').unwrap_or(("", authority));
    let (user, password) = userinfo.split_once(':').map_or((userinfo, None), |(u, p)| (u, Some(p)));
    let mut parts = Parts { family, given: Vec::new(), environment };
    // the query comes last, since the last value of a parameter wins
    for (name, text, what) in
        [("user", user, "the user name"), ("password", password.unwrap_or_default(), "the password"), ("dbname", path, "the database name")]
    {
        if !text.is_empty() {
            parts.add(name, decode(text, what)?)?;
        }
    }
    for (name, value) in query_pairs(query)? {
        parts.add(&name, value)?;
    }
    let mut from_authority = Vec::new();
    for host in hosts.split(',').filter(|_| !hosts.is_empty()) {
        from_authority.push(split_port(host).and_then(|(host, port)| Ok((decode(host, "the host")?, port.map(String::from))))?);
    }
    parts.refuse_contradictions()?;
    if family == Family::Postgres {
        if from_authority.iter().any(|(host, _)| !host.is_empty()) {
            // so that no source of lower priority adds another host
            parts.given.push((Parameter::Host, "host".into(), String::new()));
        }
        parts.add_libpq()?;
    }
    assemble(parts, from_authority)
}

/// Splits `HOST:PORT`; the port is optional. An IPv6 address with a port must be in brackets.
fn split_port(text: &str) -> Result<(&str, Option<&str>)> {
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

fn assemble(parts: Parts<'_>, authority: Vec<(String, Option<String>)>) -> Result<DatabaseUrl> {
    let family = parts.family;
    let mut server = ServerUrl {
        family,
        endpoints: Vec::new(),
        user: None,
        password: None,
        passfile: None,
        database: String::new(),
        schema: None,
        tls: Tls::default(),
        options: None,
        application_name: None,
        connect_timeout: None,
        target_session: None,
    };
    let mut places = Places::default();
    for (parameter, name, value) in parts.given {
        match parameter {
            Parameter::Host if value.is_empty() => {}
            Parameter::Host => places.add_hosts(&value)?,
            Parameter::HostAddress => places.addresses.extend(value.split(',').map(String::from)),
            Parameter::Port => places.ports = value.split(',').map(String::from).collect(),
            Parameter::Socket => places.socket = Some(value),
            _ => apply(&mut server, parameter, &name, value)?,
        }
    }
    places.add_authority(authority)?;
    places.use_addresses(&server)?;
    server.endpoints = places.endpoints(family)?;
    finish(server)
}

/// Where the servers are, as the parts of a URL say it.
#[derive(Default)]
struct Places {
    hosts: Vec<(String, Option<String>)>,
    ports: Vec<String>,
    addresses: Vec<String>,
    socket: Option<String>,
}

impl Places {
    fn add_hosts(&mut self, value: &str) -> Result<()> {
        for host in value.split(',') {
            // a socket folder, or an IPv6 address without brackets
            let is_whole = host.starts_with('/') || (!host.starts_with('[') && host.matches(':').count() > 1);
            let (host, port) = if is_whole { (host, None) } else { split_port(host)? };
            self.hosts.push((host.to_string(), port.map(String::from)));
        }
        Ok(())
    }

    /// Adds the hosts before the question mark, unless a parameter names others. Their ports apply to those too.
    fn add_authority(&mut self, authority: Vec<(String, Option<String>)>) -> Result<()> {
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
    fn use_addresses(&mut self, server: &ServerUrl) -> Result<()> {
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

    fn endpoints(self, family: Family) -> Result<Vec<Endpoint>> {
        let Places { hosts, ports, socket, .. } = self;
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

fn apply(server: &mut ServerUrl, parameter: Parameter, name: &str, value: String) -> Result<()> {
    let is_true = matches!(value.to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on");
    let refuse = |why: &str| Err(Error::configuration(format!("{name}={value} in the database URL {why}")));
    match parameter {
        Parameter::User => server.user = Some(value),
        Parameter::Password => server.password = Some(Password::new(value)),
        Parameter::Database => server.database = value,
        Parameter::Schema if value.contains(',') => return refuse("names several schemas: give the one to work in"),
        Parameter::Schema => server.schema = Some(value),
        Parameter::TlsMode => server.tls.mode = Some(TlsMode::parse(name, &value)?),
        Parameter::RequireTls if is_true => server.tls.demand(TlsMode::Require),
        Parameter::DisableTls if is_true => server.tls.mode = Some(TlsMode::Disable),
        Parameter::VerifyAuthority if is_true => server.tls.demand(TlsMode::VerifyCa),
        Parameter::VerifyHost if is_true => server.tls.demand(TlsMode::VerifyFull),
        Parameter::RequireTls | Parameter::DisableTls | Parameter::VerifyAuthority | Parameter::VerifyHost => {}
        // PostgreSQL 16: `system` trusts the system's authorities and requires verify-full
        Parameter::Authority if value == "system" => server.tls.demand(TlsMode::VerifyFull),
        Parameter::Authority => server.tls.authority = Some(value.into()),
        Parameter::Certificate => server.tls.certificate = Some(value.into()),
        Parameter::PrivateKey => server.tls.key = Some(value.into()),
        Parameter::Options => server.options = Some(value),
        Parameter::ApplicationName => server.application_name = Some(value),
        Parameter::FallbackApplicationName if server.application_name.is_none() => server.application_name = Some(value),
        Parameter::FallbackApplicationName => {}
        Parameter::ConnectTimeout => match value.parse::<f64>().ok().filter(|s| (0.0..=86_400.0).contains(s)) {
            // libpq: zero means no timeout
            Some(seconds) => server.connect_timeout = (seconds > 0.0).then(|| Duration::from_secs_f64(seconds)),
            None => return refuse("is not a number of seconds up to 86400"),
        },
        Parameter::TargetSession => match value.to_ascii_lowercase().as_str() {
            "any" => server.target_session = Some(TargetSession::Any),
            "read-write" => server.target_session = Some(TargetSession::ReadWrite),
            "read-only" => server.target_session = Some(TargetSession::ReadOnly),
            "primary" => server.target_session = Some(TargetSession::Primary),
            "standby" | "secondary" => server.target_session = Some(TargetSession::Standby),
            "prefer-standby" | "prefersecondary" => server.target_session = Some(TargetSession::PreferStandby),
            _ => return refuse("is unknown: expected any, read-write, read-only, primary, standby or prefer-standby"),
        },
        Parameter::ChannelBinding if value == "require" => {
            return refuse("is not supported: verify the server with sslmode=verify-full instead");
        }
        Parameter::GssEncryption if value == "require" => return refuse("is not supported: encrypt with sslmode=verify-full instead"),
        Parameter::ChannelBinding | Parameter::GssEncryption => {}
        Parameter::Passfile => server.passfile = Some(value.into()),
        Parameter::Harmless => tracing::info!(parameter = name, "a parameter of the database URL that concerns other clients only"),
        Parameter::Refused(why) => {
            return Err(Error::configuration(format!("the parameter {name} of the database URL is not supported: {why}")));
        }
        Parameter::Host | Parameter::HostAddress | Parameter::Port | Parameter::Socket | Parameter::Service | Parameter::ServiceFile => {}
    }
    Ok(())
}

fn finish(mut server: ServerUrl) -> Result<DatabaseUrl> {
    if server.endpoints.is_empty() {
        return Err(Error::configuration(
            "the database URL has no host: write e.g. postgresql://morag@localhost:5432/morag, or name a Unix socket with ?host=/run/postgresql",
        ));
    }
    if server.database.is_empty() {
        return Err(Error::configuration("the database URL names no database: write it behind the host, e.g. …@localhost/morag"));
    }
    server.tls.settle()?;
    Ok(DatabaseUrl::Server(Box::new(server)))
}
