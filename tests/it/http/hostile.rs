//! Clients that mean harm, or don't know what they do: refused, and the others are served.

use super::{Server, eventually};
use crate::jobs::Jobs;
use crate::support::Engine;
use serde_json::json;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// What is answered to these bytes.
fn raw(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // refused before all was sent is an answer too
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// A connection from 127.0.0.N.
fn from(n: u8, server: &Server) -> TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, n], 0).into()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let stream = runtime.block_on(socket.connect(server.address.parse().unwrap())).unwrap().into_std().unwrap();
    stream.set_nonblocking(false).unwrap();
    stream
}

fn request(method: &str, path: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn status_of(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// In KiB.
fn memory(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    status
        .lines()
        .find_map(|l| l.strip_prefix("VmRSS:"))
        .and_then(|l| l.trim().strip_suffix(" kB"))
        .and_then(|n| n.trim().parse().ok())
        .unwrap()
}

#[test]
fn paths_that_lead_out_of_a_source_root_lead_nowhere() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let folder = jobs.database.folder.path();
    let root = folder.join("in");
    std::fs::create_dir(&root).unwrap();
    std::fs::write(folder.join("secret"), "secret").unwrap();
    std::os::unix::fs::symlink(folder.join("secret"), root.join("link")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(root.join("pipe")).status().unwrap().success());
    let server = Server::start(&jobs, &["--source-root", "in"]);
    let download = |source: &str| {
        let job = json!({"source_file_path": source, "content_type": "audio", "ingestion_task_id": "42"});
        let id = server.post("/api/v1/remote-jobs/", &job).expect(200)["job_id"].as_str().unwrap().to_string();
        server.poll("");
        server.get(&format!("/api/v1/remote-jobs/{id}/download"))
    };
    let r = root.display();
    for source in [
        format!("{r}/../secret"),
        format!("{r}/link"),
        format!("{r}/pipe"),
        format!("{r}"),
        format!("{r}/./../secret"),
        "../secret".into(),
        "/etc/passwd".into(),
        "file:///etc/passwd".into(),
        format!("{r}/%2e%2e/secret"),
        "/proc/self/environ".into(),
        "ftp://127.0.0.1/x".into(),
    ] {
        let reply = download(&source);
        assert_eq!(reply.status, 404, "{source}");
        assert!(!reply.text.contains("secret\"") && !reply.text.contains("root:"), "{source}: {}", reply.text);
    }
    let handed_on = download("https://example.org/a?b=c");
    assert_eq!((handed_on.status, handed_on.header("location")), (307, Some("https://example.org/a?b=c")));
    assert_eq!(download("https://example.org/\r\nset-cookie: a=b").status, 404);
    for path in [
        "/api/v1/remote-jobs/../../../etc/passwd/download",
        "/assets/../../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
    ] {
        assert_eq!(status_of(&raw(&server, &request("GET", path, b""))), 404, "{path}");
    }
}

#[test]
fn bodies_that_are_too_large_endless_or_no_json_are_refused() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &["--max-body", "1"]);
    let create = "/api/v1/remote-jobs/";
    let large = json!({"source_file_path": "x".repeat(2 << 20), "content_type": "audio", "ingestion_task_id": "1"});
    assert_eq!(status_of(&raw(&server, &request("POST", create, large.to_string().as_bytes()))), 413);
    // a stranger's form has far less
    assert_eq!(status_of(&raw(&server, &request("POST", "/sign-in", &[b'x'; 100_000]))), 413);
    // it says that it has 100 GB
    let head = format!("POST {create} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100000000000\r\n\r\n");
    assert_eq!(status_of(&raw(&server, head.as_bytes())), 413);
    // and never ends
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(stream, "POST {create} HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\n").unwrap();
    let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
    for _ in 0..200 {
        if stream.write_all(&chunk).is_err() {
            break;
        }
    }
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert!(answer.is_empty() || status_of(&answer) == 413, "{answer}");
    let deep = "[".repeat(100_000);
    let nested = format!(
        "{{\"source_file_path\":\"a\",\"content_type\":\"audio\",\"ingestion_task_id\":\"1\",\"task_options\":{}1{}}}",
        "{\"a\":".repeat(40),
        "}".repeat(40)
    );
    for body in [
        b"".as_slice(),
        b"nonsense",
        b"\xff\xfe\xfd",
        b"{\"source_file_path\": \"\xff\"}",
        b"null",
        b"[]",
        b"{}",
        b"{\"a\":1",
        deep.as_bytes(),
        nested.as_bytes(),
        b"{\"source_file_path\":{},\"content_type\":[],\"ingestion_task_id\":1e999}",
    ] {
        let answer = raw(&server, &request("POST", create, body));
        assert_eq!(status_of(&answer), 422, "{:?}: {answer}", String::from_utf8_lossy(&body[..body.len().min(80)]));
        assert!(answer.contains("\"loc\":["), "{answer}");
    }
    for path in [
        "/api/v1/remote-jobs/%ff/status",
        "/api/v1/remote-jobs/%00/status",
        "/api/v1/remote-jobs/a'%20OR%201=1--/status",
        "/jobs/%ff",
        "/api/v1/jobs/%F0%9F%92%A3",
    ] {
        assert_eq!(status_of(&raw(&server, &request("GET", path, b""))), 404, "{path}");
    }
    for query in
        ["worker_id=%ff&content_types=audio", "worker_id=a%00b&content_types='%20OR%201=1", "worker_id=w&content_types=,,,", "max_jobs=1e9"]
    {
        let code = status_of(&raw(&server, &request("GET", &format!("/api/v1/remote-jobs/poll?{query}"), b"")));
        assert!(code == 200 || code == 422, "{query}: {code}");
    }
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(), b"GET / HTTP/9.9\r\n\r\n", b"\r\n\r\n\r\n", b"GET  HTTP/1.1\r\n\r\n",
        b"POST /api/v1/remote-jobs/ HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    ] {
        let answer = raw(&server, &[bytes, b"\r\n\r\n"].concat());
        assert!(!answer.starts_with("HTTP/1.1 2") && !answer.starts_with("HTTP/1.1 5"), "{answer}");
    }
    let many: String = (0..200).map(|n| format!("x-{n}: y\r\n")).collect();
    let answer = raw(&server, format!("GET /livez HTTP/1.1\r\nhost: a\r\n{many}\r\n").as_bytes());
    assert_eq!(status_of(&answer), 431);
    let long = format!("GET /livez HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "y".repeat(200_000));
    assert_eq!(status_of(&raw(&server, long.as_bytes())), 431);
    assert_eq!(server.get("/readyz").status, 200);
    for line in ["refused peer=127.0.0.1:", "status=413", "status=422", "path=\"/api/v1/remote-jobs/%ff/status\" status=404"] {
        assert!(server.log().contains(line), "{line} is not in the log");
    }
    assert!(!server.log().contains(" ERROR "), "{}", server.log());
    assert!(memory(&server) < 200 << 10, "{} KiB", memory(&server));
}

#[test]
fn thousands_of_connections_that_say_nothing_keep_nobody_out() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &[]);
    let before = memory(&server);
    let mut idle = Vec::new();
    for n in 0..4500 {
        let mut stream = from(2, &server);
        // some never say anything, some a byte of a head, some the beginning of a body
        match n % 3 {
            0 => {}
            1 => drop(stream.write_all(b"GET /livez HT")),
            _ => drop(stream.write_all(b"POST /api/v1/remote-jobs/ HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000000\r\n\r\n{")),
        }
        idle.push(stream);
    }
    let begun = Instant::now();
    for _ in 0..20 {
        server.create("audio");
    }
    assert!(begun.elapsed() < Duration::from_secs(10));
    let used = memory(&server) - before;
    assert!(used < 150 << 10, "4500 connections take {used} KiB");
    // a body that comes too slowly is answered, and its connection closed
    let slow = idle.swap_remove(2);
    slow.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut answer = String::new();
    let mut slow = slow;
    slow.read_to_string(&mut answer).unwrap();
    assert_eq!(status_of(&answer), 408, "{answer}");
    drop(idle);
}

#[test]
fn connections_beyond_the_most_are_told_so() {
    let jobs = Jobs::ready(Engine::Sqlite);
    // half of them for one address
    let server = Server::start(&jobs, &["--max-connections", "20"]);
    let held: Vec<TcpStream> = (0..10).map(|_| TcpStream::connect(&server.address).unwrap()).collect();
    eventually("the eleventh is refused", || {
        let answer = raw(&server, b"");
        status_of(&answer) == 503 && answer.contains("Retry-After: 1") && answer.ends_with("{\"detail\":\"too many connections\"}")
    });
    assert!(server.log().contains("too many connections"), "{}", server.log());
    let mut other = from(3, &server);
    other.write_all(&request("GET", "/livez", b"")).unwrap();
    let mut answer = String::new();
    other.read_to_string(&mut answer).unwrap();
    assert_eq!(status_of(&answer), 200, "others are let in");
    drop(held);
    eventually("and let in when there is room", || status_of(&raw(&server, &request("GET", "/livez", b""))) == 200);
}

#[test]
fn open_files_are_allowed_for_as_far_as_that_goes() {
    let jobs = Jobs::ready(Engine::Sqlite);
    for (limits, said) in [("ulimit -Sn 64", "4352"), ("ulimit -n 256", "256")] {
        let serve = jobs.database.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut limited = std::process::Command::new("sh");
        limited.args(["-c", &format!("{limits}; exec \"$0\" \"$@\"")]).arg(serve.get_program()).args(serve.get_args());
        limited.envs(serve.get_envs().filter_map(|(name, value)| Some((name, value?)))).current_dir(serve.get_current_dir().unwrap());
        let server = Server::start_command(jobs.database.folder.path(), limited);
        let open = std::fs::read_to_string(format!("/proc/{}/limits", server.id())).unwrap();
        let line = open.lines().find(|line| line.starts_with("Max open files")).unwrap();
        assert_eq!(line.split_whitespace().nth(3), Some(said), "{limits}");
        assert_eq!(server.log().contains("fewer files may be open"), said == "256", "{}", server.log());
    }
}

#[test]
fn stolen_ids_and_replayed_results_change_nothing() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &[]);
    let id = server.create("audio");
    assert_eq!(server.poll("")["claim_seq"], 1);
    let path = format!("/api/v1/remote-jobs/{id}/result");
    // an id alone, of somebody else's claim
    let stolen = json!({"success": true, "content": "stolen", "worker_id": "thief"});
    assert_eq!(server.put(&path, &stolen).expect(409)["status"], "processing");
    for claim_seq in [0, 2, 999] {
        assert_eq!(server.put(&path, &json!({"success": true, "content": "stolen", "claim_seq": claim_seq})).status, 409);
    }
    let mine = json!({"success": true, "content": "mine", "claim_seq": 1});
    server.put(&path, &mine).expect(200);
    let row = jobs.row(&id);
    for _ in 0..5 {
        server.put(&path, &mine).expect(200);
    }
    server.put(&path, &stolen).expect(409);
    assert_eq!(jobs.row(&id), row);
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'complete'"), "1");
}
