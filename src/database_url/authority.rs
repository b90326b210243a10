//! Parses the URL of a server: its authority, its parameters, and what a service and the environment add.

use super::environment::{self, Environment};
use super::hosts::{Hosts, split_port};
use super::parameters::{Parameter, recognise};
use super::server::{Family, ServerUrl, TargetSession};
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
        read_only_by: None,
    };
    let mut servers = Hosts::default();
    for (parameter, name, value) in parts.given {
        match parameter {
            Parameter::Host if value.is_empty() => {}
            Parameter::Host => servers.add_hosts(&value)?,
            Parameter::HostAddress => servers.addresses.extend(value.split(',').map(String::from)),
            Parameter::Port => servers.ports = value.split(',').map(String::from).collect(),
            Parameter::Socket => servers.socket = Some(value),
            _ => apply(&mut server, parameter, &name, value)?,
        }
    }
    servers.add_authority(authority)?;
    servers.use_addresses(&server)?;
    server.endpoints = servers.endpoints(family)?;
    finish(server)
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
