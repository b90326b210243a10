//! Tests of URL parsing.

use super::*;

fn server(url: &str) -> ServerUrl {
    match DatabaseUrl::parse(url).unwrap() {
        DatabaseUrl::Server(s) => *s,
        other => panic!("{other:?}"),
    }
}

fn shown(server: &ServerUrl) -> String {
    let one = |e: &Endpoint| match e {
        Endpoint::Tcp { host, port } => format!("{host}:{port}"),
        Endpoint::Socket { path, port } => format!("[{}]{port}", path.display()),
    };
    server.endpoints.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn refused(url: &str) -> String {
    DatabaseUrl::parse(url).expect_err(url).to_string()
}

fn path(url: &str) -> String {
    match DatabaseUrl::parse(url).unwrap() {
        DatabaseUrl::Sqlite(file) => file.path.to_string_lossy().into_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn sqlite_slashes_are_counted_as_sqlalchemy_counts_them() {
    let here = std::env::current_dir().unwrap();
    assert_eq!(path("sqlite:///./morag.db"), here.join("morag.db").to_string_lossy());
    assert_eq!(path("sqlite:///data/morag.db"), here.join("data/morag.db").to_string_lossy());
    assert_eq!(path("sqlite://name.db"), here.join("name.db").to_string_lossy());
    assert_eq!(path("sqlite+aiosqlite:////var/lib/morag.db"), "/var/lib/morag.db");
    assert!(DatabaseUrl::parse("sqlite://").is_err());
    assert!(DatabaseUrl::parse("sqlite:///:memory:").is_err());
}

#[test]
fn drivers_ports_and_escapes_are_understood() {
    let s = server("postgresql+asyncpg://me:p%40ss%2Fw%3Ard@db.example:6432/morag?ssl=require&schema=app");
    assert_eq!((shown(&s), s.database.as_str()), ("db.example:6432".into(), "morag"));
    assert_eq!(s.password.unwrap().reveal(), "p@ss/w:rd");
    assert_eq!((s.tls.mode, s.schema.as_deref()), (Some(TlsMode::Require), Some("app")));
    let s = server("mariadb+pymysql://root@[::1]/morag?charset=utf8mb4");
    assert_eq!((s.family, shown(&s)), (Family::MySql, "::1:3306".into()));
    assert_eq!(shown(&server("postgresql:///morag?host=/run/postgresql")), "[/run/postgresql]5432");
    assert_eq!(shown(&server("postgres://%2Frun%2Fpg/morag")), "[/run/pg]5432");
    assert_eq!(shown(&server("mysql://u@localhost/m?unix_socket=/tmp/m.sock")), "[/tmp/m.sock]3306");
}

#[test]
fn malformed_urls_are_refused_without_repeating_the_password() {
    for (url, word) in [
        ("oracle://u:s3cret@h/d", "unknown scheme"),
        ("postgres//u:s3cret@h/d", "no scheme"),
        ("postgres:u:s3cret@h/d", "'//' is missing"),
        ("postgres://u:s3cret@x@h/d", "%40"),
        ("postgres://u:s3c/ret@h/d", "%2F"),
        ("postgres://u:s3cret@h:12x/d", "port"),
        ("postgres://u:s3cret@/d", "no host"),
        ("postgres://u:s3cret@h", "names no database"),
        ("postgres://u:s3cret@::1/d", "brackets"),
        ("mysql://u:s3cret@h/d?schema=x", "PostgreSQL"),
        ("postgres://u:s3cret@h/d?sslmode=maybe", "sslmode"),
    ] {
        let message = DatabaseUrl::parse(url).unwrap_err().to_string();
        assert!(message.contains(word), "{url}: {message}");
        assert!(!message.contains("s3c"), "{url}: {message}");
    }
}

#[test]
fn a_password_is_never_shown() {
    let url = DatabaseUrl::parse("postgres://me:s3cr%40t@h/d").unwrap();
    assert_eq!(url.to_string(), "postgresql://me@h:5432/d");
    assert!(!format!("{url:?}").contains("s3cr"));
    let message = "can't parse 'postgres://me:s3cr%40t@h' nor password='s3cr@t' nor PWD=s3cr@t";
    assert_eq!(url.scrub(message), "can't parse 'postgres://me:***@h' nor password='***' nor PWD=***");
    // the password may also be a word of the message, which must stay readable
    let url = DatabaseUrl::parse("mysql://root:root@h/d").unwrap();
    let message = "Access denied for user 'root'@'localhost' (using password: YES) mysql://root:root@h";
    assert_eq!(url.scrub(message), "Access denied for user 'root'@'localhost' (using password: YES) mysql://root:***@h");
    let url = DatabaseUrl::parse("postgres://me:a@h/d").unwrap();
    assert_eq!(url.scrub("password authentication failed for user \"a\""), "password authentication failed for user \"a\"");
    assert_eq!(url.scrub("syntax error: ALTER ROLE me PASSWORD 'a'"), "syntax error: ALTER ROLE me PASSWORD '***'");
}

#[test]
fn several_hosts_are_read_as_libpq_and_sqlalchemy_write_them() {
    for (url, expected) in [
        ("postgresql://u@a,b:5433,[::1]:5434/m?target_session_attrs=read-write", "a:5432 b:5433 ::1:5434"),
        ("postgresql://u@/m?host=a:5433&host=b", "a:5433 b:5432"),
        ("postgresql://u@/m?host=a,b&port=1,2", "a:1 b:2"),
        ("postgresql://u@/m?host=a,b&port=7", "a:7 b:7"),
        ("postgresql://u@/m?host=/run/a,b", "[/run/a]5432 b:5432"),
        ("postgresql://u@ignored/m?host=a", "a:5432"),
        ("postgresql://u@name/m?hostaddr=127.0.0.2", "127.0.0.2:5432"),
        ("postgresql://u@127.0.0.1:7777/m?host=a", "a:7777"),
        ("postgresql://u@name:7777/m?hostaddr=127.0.0.2", "127.0.0.2:7777"),
        ("postgresql://u@name/m?port=7777", "name:7777"),
        ("mysql://u@a,b:3307/m", "a:3306 b:3307"),
        ("mysql+pymysql://u@/m?host=::1", "::1:3306"),
    ] {
        assert_eq!(shown(&server(url)), expected, "{url}");
    }
    assert_eq!(DatabaseUrl::parse("postgresql://u@a,b:5433/m").unwrap().to_string(), "postgresql://u@a:5432,b:5433/m");
    assert_eq!(server("postgresql://u@a,b/m?target_session_attrs=prefer-standby").target_session, Some(TargetSession::PreferStandby));
    assert!(refused("postgresql://u@a,b,c/m?port=1,2").contains("3 hosts and 2 ports"));
    assert!(refused("postgresql://u@a:1/m?port=2").contains("a port twice"));
    assert!(refused("postgresql://u@a,b/m?hostaddr=127.0.0.1").contains("2 hosts and 1 addresses"));
    assert!(refused("postgresql://u@a,,b/m").contains("empty host"));
    assert!(refused("postgresql://h/m?sslmode=require&sslmode=disable").contains("sslmode is given twice"));
    assert!(refused("postgresql://h/m?currentSchema=a,b").contains("several schemas"));
    assert_eq!(server("postgresql://me@h/m?user=you").user.as_deref(), Some("you"), "a parameter stands for more than what it repeats");
    let leaky = refused("postgresql://u:s3c?r3t@127.0.0.1:2/db");
    assert!(leaky.contains("%3F") && !leaky.contains("r3t"), "{leaky}");
    let leaky = refused("postgresql://u:s3c?r3t&password=x@127.0.0.1:2/db");
    assert!(!leaky.contains("r3t"), "{leaky}");
    assert!(refused("postgresql://u@a/m?target_session_attrs=any-old").contains("expected any, read-write"));
}

#[test]
fn whoever_names_certificates_wants_verified_tls() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, "-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n").unwrap();
    let pem = file.path().to_str().unwrap();
    let mode = |url: &str| server(&url.replace("PEM", pem)).tls.mode;
    for (query, expected) in [
        ("postgres://h/d?sslrootcert=PEM", Some(TlsMode::VerifyCa)),
        ("postgres://h/d?sslmode=require&sslrootcert=PEM", Some(TlsMode::VerifyCa)),
        ("postgres://h/d?sslmode=prefer&sslrootcert=PEM", Some(TlsMode::VerifyCa)),
        ("postgres://h/d?sslmode=verify-full&sslrootcert=PEM", Some(TlsMode::VerifyFull)),
        ("postgres://h/d?sslrootcert=system", Some(TlsMode::VerifyFull)),
        ("postgres://h/d?sslcert=PEM&sslkey=PEM", Some(TlsMode::VerifyCa)),
        ("postgres://h/d?sslmode=require&sslcert=PEM&sslkey=PEM", Some(TlsMode::Require)),
        ("postgresql+asyncpg://h/d?ssl=verify-full", Some(TlsMode::VerifyFull)),
        ("postgres://h/d?requiressl=1", Some(TlsMode::Require)),
        ("mysql://h/d?ssl_ca=PEM", Some(TlsMode::VerifyCa)),
        ("mysql://h/d?ssl-ca=PEM", Some(TlsMode::VerifyCa)),
        ("mysql://h/d?ssl_verify_cert=true", Some(TlsMode::VerifyCa)),
        ("mysql://h/d?ssl_verify_cert=false", None),
        ("mysql://h/d?ssl_verify_identity=1", Some(TlsMode::VerifyFull)),
        ("mysql://h/d?ssl_check_hostname=true&ssl_ca=PEM", Some(TlsMode::VerifyFull)),
        ("mysql://h/d?ssl_mode=VERIFY_IDENTITY", Some(TlsMode::VerifyFull)),
        ("mysql://h/d?ssl_disabled=true", Some(TlsMode::Disable)),
        ("mysql://h/d?ssl=true", Some(TlsMode::Require)),
        ("mysql://h/d", None),
    ] {
        assert_eq!(mode(query), expected, "{query}");
    }
    assert!(refused("postgres://h/d?sslmode=disable&sslrootcert=/x").contains("disables TLS"));
    assert!(refused("mysql://h/d?ssl_disabled=1&ssl_verify_cert=1").contains("disables TLS"));
    assert!(refused("postgres://h/d?sslcert=/x").contains("not both"));
    let missing = server("mysql://h/d?ssl_ca=/no/such/file.pem").tls.check_files().unwrap_err().to_string();
    assert!(missing.contains("/no/such/file.pem") && missing.contains("can't be read"), "{missing}");
    std::fs::write(&file, "no certificate").unwrap();
    assert!(server(&format!("postgres://h/d?sslrootcert={pem}")).tls.check_files().unwrap_err().to_string().contains("PEM"));
}

#[test]
fn every_parameter_is_honoured_harmless_or_refused() {
    let s = server("postgresql://u@h/m?options=-csearch_path%3Dapp&application_name=deploy&connect_timeout=3&channel_binding=prefer");
    assert_eq!((s.options.as_deref(), s.application_name.as_deref()), (Some("-csearch_path=app"), Some("deploy")));
    assert_eq!(s.connect_timeout, Some(std::time::Duration::from_secs(3)));
    server("postgresql+psycopg2://u@h/m?client_encoding=utf8&keepalives=1&pool_size=5");
    server("mysql+pymysql://u@h/m?charset=utf8mb4&autocommit=true&init_command=SET%20NAMES%20utf8");
    for (url, part) in [
        ("postgresql://h/d?sslmod=verify-full", "did you mean 'sslmode'?"),
        ("postgresql://h/d?application-nam=x", "did you mean 'application_name'?"),
        ("mysql://h/d?ssl_cac=/x", "did you mean 'ssl_ca'?"),
        ("mysql://h/d?zzzzzzzzzzzz=1", "remove it"),
        ("sqlite:///x.db?mod=ro", "did you mean 'mode'?"),
        ("postgresql://h/d?channel_binding=require", "verify-full"),
        ("postgresql://h/d?sslcrl=/x", "not supported"),
        ("postgresql://h/d?connect_timeout=soon", "number of seconds"),
        ("mysql://h/d?read_default_file=/etc/my.cnf", "option files"),
        ("mysql://h/d?schema=x", "PostgreSQL"),
        ("sqlite:///x.db?nolock=1", "two processes"),
        ("sqlite:///x.db?timeout=soon", "number of seconds"),
        ("sqlite:///x.db?mode=rx", "expected ro, rw or rwc"),
        ("sqlite:///x.db?vfs=unix-none", "vfs"),
    ] {
        assert!(refused(url).contains(part), "{url}: {}", refused(url));
    }
    assert_eq!(server("postgresql://h/a%2Fb").database, "a/b");
    assert!(refused("postgresql://h/a/b").contains("%2F"));
}

#[test]
fn sqlite_uris_are_read_as_sqlalchemy_writes_them() {
    let here = std::env::current_dir().unwrap();
    let file = |url: &str| match DatabaseUrl::parse(url).unwrap() {
        DatabaseUrl::Sqlite(file) => file,
        other => panic!("{other:?}"),
    };
    let url = file("sqlite:///file:x%20y.db?mode=ro&uri=true");
    assert_eq!((url.path, url.read_only), (here.join("x y.db"), true));
    assert_eq!(file("sqlite:///file:/var/lib/x.db?uri=true").path.to_str(), Some("/var/lib/x.db"));
    assert_eq!(file("sqlite:///file:///var/lib/x.db").path.to_str(), Some("/var/lib/x.db"));
    let url = file("sqlite:///x.db?mode=rw&timeout=1.5&check_same_thread=false");
    assert_eq!((url.must_exist, url.read_only, url.timeout), (true, false, std::time::Duration::from_millis(1500)));
    assert!(file("sqlite:///x.db?immutable=1").read_only);
    assert!(refused("sqlite:///file::memory:?cache=shared").contains("in memory"));
}

#[test]
fn what_the_url_leaves_out_is_taken_from_the_places_that_libpq_knows() {
    let folder = tempfile::tempdir().unwrap();
    let services = folder.path().join("services");
    std::fs::write(&services, "# one\n[other]\nhost=x\n[mine]\nhost=from-service\nport=6000\nsslmode=require\n\n[last]\n").unwrap();
    let path = services.to_str().unwrap().to_string();
    let environment = |name: &str| match name {
        "PGSERVICEFILE" => Some(path.clone()),
        "PGUSER" => Some("from-environment".to_string()),
        "PGSSLMODE" => Some("verify-full".to_string()),
        "PGTARGETSESSIONATTRS" => Some("primary".to_string()),
        _ => None,
    };
    let read = |url: &str| match DatabaseUrl::parse_in(url, &environment).map_err(|e| e.to_string()) {
        Ok(DatabaseUrl::Server(s)) => Ok(*s),
        Ok(other) => panic!("{other:?}"),
        Err(error) => Err(error),
    };
    let s = read("postgresql:///m?service=mine").unwrap();
    assert_eq!(
        (shown(&s).as_str(), s.user.as_deref(), s.tls.mode),
        ("from-service:6000", Some("from-environment"), Some(TlsMode::Require))
    );
    let s = read("postgresql://me@h/m").unwrap();
    assert_eq!((s.user.as_deref(), s.tls.mode, s.target_session), (Some("me"), Some(TlsMode::VerifyFull), Some(TargetSession::Primary)));
    assert!(read("postgresql:///m?service=absent").unwrap_err().contains("no service 'absent'"));
    assert!(read("postgresql:///m?service=mine&servicefile=/no/such").unwrap_err().contains("/no/such"));
    // a passfile has a password for each host
    let file = folder.path().join("pass");
    std::fs::write(&file, "# comment\nother:*:*:*:wrong\nh:5432:m:me:p\\:w\n*:*:*:*:any\n").unwrap();
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let password = |url: &str| password_from_file(&file, &server(url)).unwrap().unwrap().reveal().to_string();
    assert_eq!((password("postgresql://me@h/m"), password("postgresql://you@h/m")), ("p:w".into(), "any".into()));
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    assert!(password_from_file(&file, &server("postgresql://me@h/m")).unwrap_err().to_string().contains("chmod 600"));
}
