//! Who may do what.

use super::{Server, eventually};
use crate::jobs::Jobs;
use crate::support::Engine;
use serde_json::json;

on_every_engine!(keys_and_roles_say_who_may_do_what);

/// A user of that role, and a key of theirs: its id and the key.
pub fn key(jobs: &Jobs, role: &str) -> (String, String) {
    let email = format!("{}@example.org", role.to_lowercase());
    jobs.database.run(&["users", "create", "--name", role, "--email", &email, "--role", role]).expect(0);
    let made = jobs.database.run(&["api-keys", "create", "--user", &email, "--name", "k", "--output", "json"]).expect(0).json();
    (made["id"].as_str().unwrap().to_string(), made["key"].as_str().unwrap().to_string())
}

fn keys_and_roles_say_who_may_do_what(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let [viewer, user, admin] = ["VIEWER", "USER", "ADMIN"].map(|role| key(&jobs, role));
    let server = Server::start(&jobs, &["--require-keys"]);
    let job = json!({"source_file_path": "/in/a", "content_type": "audio", "ingestion_task_id": "42"}).to_string();
    let as_who = |key: &str, method: &str, path: &str, body: Option<&str>| {
        server.ask(method, path, body, &[("authorization", &format!("Bearer {key}"))]).status
    };
    let poll = "/api/v1/remote-jobs/poll?worker_id=w&content_types=video";
    let requeue = json!({"ids": ["nothing"]}).to_string();
    for (key, codes) in [(&viewer.1, [200, 403, 403, 403]), (&user.1, [200, 200, 200, 403]), (&admin.1, [200, 200, 200, 404])] {
        let asked = [
            as_who(key, "GET", "/api/v1/jobs", None),
            as_who(key, "POST", "/api/v1/remote-jobs/", Some(&job)),
            as_who(key, "GET", poll, None),
            as_who(key, "POST", "/api/v1/jobs/requeue", Some(&requeue)),
        ];
        assert_eq!(asked, codes);
    }
    // who did it stands in the events
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE actor = 'user@example.org'"), "1");
    let none = server.get("/api/v1/jobs");
    assert_eq!((none.status, none.header("www-authenticate")), (401, Some("Bearer")));
    for key in ["mk_", "nonsense", &format!("mk_{}", "0".repeat(64)), "mk_' OR 1 = 1 --"] {
        assert_eq!(as_who(key, "GET", "/api/v1/jobs", None), 401, "{key}");
    }
    let basic = server.ask("GET", "/api/v1/jobs", None, &[("authorization", "Basic YTpi")]);
    assert_eq!(basic.status, 401);
    for open in ["/livez", "/readyz", "/health/db", "/openapi.json"] {
        assert_eq!(server.get(open).status, 200, "{open}");
    }
    for closed in ["/metrics", "/api/v1/stats", "/events"] {
        assert_eq!(server.get(closed).status, 401, "{closed}");
    }
    jobs.database.run(&["api-keys", "revoke", &user.0]).expect(0);
    eventually("a revoked key is refused", || as_who(&user.1, "GET", "/api/v1/jobs", None) == 401);
    let (code, log) = server.terminate();
    assert_eq!(code, 0);
    // noted at the end, if not before
    let used = jobs.database.value(&format!("SELECT last_used FROM api_keys WHERE id = '{}'", admin.0));
    assert!(!used.is_empty());
    for secret in [&viewer.1, &user.1, &admin.1] {
        assert!(!log.contains(secret.as_str()), "a key is in the log");
    }
    assert!(log.contains("user=\"admin@example.org\"") && log.contains(&admin.0), "{log}");
}

#[test]
fn beyond_this_machine_a_key_is_needed_unless_its_network_is_named() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let wide = |more: &[&str]| {
        let mut all = vec!["--listen", "0.0.0.0:0"];
        all.extend(more);
        let mut server = Server::start(&jobs, &all);
        server.address = server.address.replace("0.0.0.0", "127.0.0.1");
        server
    };
    assert_eq!(wide(&[]).get("/api/v1/jobs").status, 401);
    let named = wide(&["--anonymous-from", "127.0.0.0/8", "--anonymous-role", "viewer"]);
    assert_eq!(named.get("/api/v1/jobs").status, 200);
    let job = json!({"source_file_path": "/in/a", "content_type": "audio", "ingestion_task_id": "42"});
    assert_eq!(named.post("/api/v1/remote-jobs/", &job).status, 403);
    assert_eq!(wide(&["--anonymous-from", "10.0.0.0/8"]).get("/api/v1/jobs").status, 401);
    // what a client says of itself counts only behind a proxy that is named
    let forwarded = |server: &Server| server.ask("GET", "/api/v1/jobs", None, &[("x-forwarded-for", "10.1.2.3")]).status;
    assert_eq!(forwarded(&wide(&["--anonymous-from", "10.0.0.0/8"])), 401);
    assert_eq!(forwarded(&wide(&["--anonymous-from", "10.0.0.0/8", "--trusted-proxy", "127.0.0.1/32"])), 200);
    // audited
    let named = wide(&["--anonymous-from", "127.0.0.0/8"]);
    named.post("/api/v1/remote-jobs/", &job).expect(200);
    assert_eq!(jobs.database.value("SELECT actor FROM job_events"), "anonymous@127.0.0.1");
    assert!(named.log().contains("anonymous@127.0.0.1"));
}

#[test]
fn what_would_do_nothing_is_refused_and_what_is_risky_is_said() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let serve = |more: &[&str]| jobs.database.run(&[&["serve"], more].concat()).expect(2).err;
    for useless in [["--listen", "0.0.0.0:0"].as_slice(), &["--require-keys"]] {
        let said = serve(&[useless, &["--anonymous-role", "viewer"]].concat());
        assert!(said.contains("give --anonymous-from"), "{said}");
    }
    assert!(serve(&["--listen", ":8000"]).contains("127.0.0.1:8000"));
    assert!(serve(&["--anonymous-from", "10.0.0.0/99"]).contains("10.1.0.0/16"));
    let said = "API keys are sent unencrypted";
    assert!(Server::start(&jobs, &["--listen", "0.0.0.0:0"]).log().contains(said));
    assert!(!Server::start(&jobs, &["--listen", "0.0.0.0:0", "--trusted-proxy", "10.0.0.1"]).log().contains(said));
    assert!(!Server::start(&jobs, &["--listen", "localhost:0"]).log().contains(said));
}

#[test]
fn a_page_of_another_site_can_do_nothing() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &[]);
    let job = json!({"source_file_path": "/in/a", "content_type": "audio", "ingestion_task_id": "42"}).to_string();
    let with = |headers: &[(&str, &str)]| server.ask("POST", "/api/v1/remote-jobs/", Some(&job), headers).status;
    assert_eq!(with(&[("origin", "https://other.example")]), 403);
    assert_eq!(with(&[("sec-fetch-site", "cross-site")]), 403);
    assert_eq!(with(&[("origin", &format!("http://{}", server.address))]), 200);
    // a picture of theirs that is a poll
    let job_id = server.create("audio");
    let poll = "/api/v1/remote-jobs/poll?worker_id=w&content_types=audio";
    assert_eq!(server.ask("GET", poll, None, &[("sec-fetch-site", "cross-site")]).status, 403);
    assert_eq!(server.ask("HEAD", poll, None, &[]).status, 405);
    assert_eq!(jobs.status(&job_id), "pending");
    // a name of another site that was made to mean this machine
    assert_eq!(server.ask("GET", "/api/v1/jobs", None, &[("host", "rebound.example")]).status, 401);
    // through a proxy on this machine
    assert_eq!(server.ask("GET", "/api/v1/jobs", None, &[("x-forwarded-for", "192.0.2.1")]).status, 401);
}

#[test]
fn keys_that_are_none_are_slowed_down_and_others_are_not() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let (_, good) = key(&jobs, "USER");
    let server = Server::start(&jobs, &["--rate-limit", "20", "--require-keys"]);
    let with = |key: &str| server.ask("GET", "/api/v1/jobs", None, &[("authorization", &format!("Bearer {key}"))]);
    assert_eq!(with(&good).status, 200);
    let revoked = format!("mk_{:064}", 7777);
    assert!((0..40).all(|_| with(&revoked).status == 401), "the same one again tries nothing new");
    let codes: Vec<u16> = (0..60).map(|n| with(&format!("mk_{n:064}")).status).collect();
    assert!(codes.contains(&429) && codes.contains(&401) && codes.iter().all(|c| matches!(c, 401 | 429)), "{codes:?}");
    assert_eq!(with(&good).status, 200, "one that is known, at the same address");
    let many: Vec<(u16, bool)> = (0..80).map(|_| with(&good)).map(|r| (r.status, r.header("retry-after").is_some())).collect();
    assert!(many.contains(&(429, true)) && many.contains(&(200, false)), "{many:?}");
}
