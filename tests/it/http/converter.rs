//! What MoRAG's real remote converter and its server's clients do and expect.

use super::{Server, eventually};
use crate::jobs::Jobs;
use crate::support::Engine;
use serde_json::{Value, json};

on_every_engine!(a_converter_starts_works_and_loses_no_result, errors_have_the_form_that_fastapi_gives);
mod postgres_alone {
    use super::*;

    on_engine!(postgres, Postgres, a_connection_to_a_server_that_takes_no_writes_is_thrown_away);
}

fn claimed(server: &Server) -> String {
    server.create("audio");
    server.poll("")["job_id"].as_str().unwrap().to_string()
}

fn a_converter_starts_works_and_loses_no_result(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let folder = jobs.database.folder.path().to_path_buf();
    for name in ["plain name.mp3", "ümläut \"1\".mp3"] {
        std::fs::write(folder.join(name), "sound").unwrap();
    }
    let server = Server::start(&jobs, &["--source-root", &folder.display().to_string()]);
    // it asks before it starts, with the placeholder of its sample configuration, and goes on only at 200
    let placeholder = [("authorization", "Bearer your-api-key-here")];
    assert_eq!(server.ask("GET", "/health", None, &placeholder).expect(200), json!({"status": "healthy", "database": "connected"}));
    let made = |name: &str| {
        let job = json!({"source_file_path": folder.join(name), "content_type": "audio", "ingestion_task_id": "42"});
        server.ask("POST", "/api/v1/remote-jobs/", Some(&job.to_string()), &placeholder).expect(200)["job_id"].as_str().unwrap().to_string()
    };
    let plain = made("plain name.mp3");
    let download = |id: &str| server.ask("GET", &format!("/api/v1/remote-jobs/{id}/download"), None, &placeholder);
    let early = download(&plain);
    assert_eq!((early.status, &early.body["detail"]), (403, &json!(format!("Job {plain} is not in processing state"))));
    for most in ["0", "-1"] {
        let none = server.poll(&format!("&max_jobs={most}"));
        assert!(none.as_object().unwrap().values().all(Value::is_null), "{none}");
    }
    let poll = "/api/v1/remote-jobs/poll?worker_id=w&content_types=audio&max_jobs=1";
    assert_eq!(server.ask("GET", poll, None, &placeholder).expect(200)["job_id"], plain.as_str());
    let file = download(&plain);
    assert_eq!((file.status, file.header("content-disposition")), (200, Some("attachment; filename=\"plain name.mp3\"")));
    let other = made("ümläut \"1\".mp3");
    server.poll("");
    let file = download(&other);
    assert_eq!(file.header("content-disposition"), Some("attachment; filename*=utf-8''%C3%BCml%C3%A4ut%20%221%22.mp3"));
    let warnings = server.log().lines().filter(|line| line.contains("unknown key")).count();
    assert_eq!(warnings, 1, "{}", server.log());

    // whatever the form of a result, it is kept
    let kept = |body: &str| {
        let id = claimed(&server);
        let answer = server.ask("PUT", &format!("/api/v1/remote-jobs/{id}/result"), Some(body), &[]).expect(200);
        (answer, server.get(&format!("/api/v1/jobs/{id}")).expect(200)["remote"]["result_data"].clone())
    };
    let (answer, result) = kept(r#"{"success": true, "content": "a\udcffb", "metadata": {"file": "\ud83d\ude00\ud83d"}}"#);
    assert!(answer["note"].as_str().unwrap().contains("U+FFFD"), "{answer}");
    assert_eq!((&result["content"], &result["metadata"]["file"]), (&json!("a\u{fffd}b"), &json!("\u{1f600}\u{fffd}")));
    let (answer, result) =
        kept(r#"{"success": true, "content": "x", "metadata": {"score": NaN, "list": [Infinity]}, "processing_time": "1.5"}"#);
    assert!(answer["note"].is_string());
    assert_eq!((&result["metadata"], &result["processing_time"]), (&json!({"score": null, "list": [null]}), &json!(1.5)));
    let nested = (0..200).fold("1".to_string(), |inner, _| format!("[{inner}]"));
    let (answer, result) =
        kept(&format!(r#"{{"success": "true", "content": "x", "metadata": {{"deep": {nested}}}, "processing_time": NaN}}"#));
    assert!(answer["note"].is_string() && result["metadata"]["deep"].is_array(), "{answer} {result}");
    let (answer, result) = kept(r#"{"success": true, "content": {"pages": 2}, "metadata": ["a"]}"#);
    assert_eq!(
        (&answer["note"], &result["content"], &result["metadata"]),
        (&Value::Null, &json!("{\"pages\":2}"), &json!({"value": ["a"]}))
    );
    let id = claimed(&server);
    let long = "e".repeat(2_000_000);
    let body = json!({"success": false, "error_message": long}).to_string();
    server.ask("PUT", &format!("/api/v1/remote-jobs/{id}/result"), Some(&body), &[]).expect(200);
    assert_eq!(server.get(&format!("/api/v1/remote-jobs/{id}/status")).expect(200)["error_message"].as_str().unwrap().len(), long.len());
    let id = claimed(&server);
    let batch = format!(r#"{{"results": [{{"job_id": "{id}", "success": true, "content": "\udcff"}}]}}"#);
    let answer = server.ask("POST", "/api/v1/remote-jobs/results", Some(&batch), &[]).expect(200);
    assert_eq!((&answer["results"][0]["verdict"], answer["results"][0]["note"].is_string()), (&json!("accepted"), true));

    // an operator sees sources at any time, and where a key is needed an unknown one is still none
    jobs.database.run(&["users", "create", "--name", "n", "--email", "admin@example.com", "--role", "ADMIN"]).expect(0);
    let key = jobs.database.run(&["api-keys", "create", "--user", "admin@example.com", "--name", "k", "--output", "json"]).expect(0).json();
    let key = format!("Bearer {}", key["key"].as_str().unwrap());
    let done = server.ask("GET", &format!("/api/v1/remote-jobs/{plain}/download"), None, &[("authorization", &key)]);
    assert_eq!(done.status, 200);
    drop(server);
    let locked = Server::start(&jobs, &["--require-keys"]);
    assert_eq!(locked.ask("GET", poll, None, &placeholder).status, 401);
    assert_eq!(locked.ask("GET", "/health", None, &placeholder).status, 200);
}

fn errors_have_the_form_that_fastapi_gives(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &[]);
    let id = claimed(&server);
    let path = format!("/api/v1/remote-jobs/{id}/result");
    let detail = |method: &str, path: &str, body: Option<&str>| server.ask(method, path, body, &[]).expect(422)["detail"].clone();
    assert_eq!(
        detail("PUT", &path, Some("{}")),
        json!([{"type": "missing", "loc": ["body", "success"], "msg": "Field required", "input": {}}])
    );
    assert_eq!(detail("PUT", &path, Some("")), json!([{"type": "missing", "loc": ["body"], "msg": "Field required", "input": null}]));
    let broken = detail("PUT", &path, Some("{\"success\": tru}"));
    assert_eq!(
        (&broken[0]["type"], &broken[0]["msg"], &broken[0]["input"]),
        (&json!("json_invalid"), &json!("JSON decode error"), &json!({}))
    );
    assert!(broken[0]["loc"][1].is_u64() && broken[0]["ctx"]["error"].is_string(), "{broken}");
    let list = detail("PUT", &path, Some("[1]"));
    assert_eq!((&list[0]["type"], &list[0]["loc"], &list[0]["input"]), (&json!("model_attributes_type"), &json!(["body"]), &json!([1])));
    let create = "/api/v1/remote-jobs/";
    let wrong = detail("POST", create, Some(r#"{"source_file_path": 7, "content_type": "audio", "ingestion_task_id": ""}"#));
    let by =
        |name: &str| wrong.as_array().unwrap().iter().find(|e| e["loc"][1] == name).unwrap_or_else(|| panic!("{name}: {wrong}")).clone();
    assert_eq!((&by("source_file_path")["type"], &by("source_file_path")["input"]), (&json!("string_type"), &json!(7)));
    assert_eq!(
        (&by("ingestion_task_id")["type"], &by("ingestion_task_id")["ctx"]),
        (&json!("string_too_short"), &json!({"min_length": 1}))
    );
    let query = detail("GET", "/api/v1/remote-jobs/poll?worker_id=w&max_jobs=many", None);
    let by = |name: &str| query.as_array().unwrap().iter().find(|e| e["loc"][1] == name).unwrap().clone();
    assert_eq!(by("content_types"), json!({"type": "missing", "loc": ["query", "content_types"], "msg": "Field required", "input": null}));
    assert_eq!((&by("max_jobs")["type"], &by("max_jobs")["input"]), (&json!("int_parsing"), &json!("many")));
    let limit = detail("GET", "/api/v1/jobs?limit=501", None);
    assert_eq!((&limit[0]["type"], &limit[0]["ctx"]), (&json!("less_than_equal"), &json!({"le": 500})));
    // pydantic takes texts for numbers and truth values
    server.put(&path, &json!({"success": "yes", "content": "x", "claim_seq": "1"})).expect(200);
}

fn a_connection_to_a_server_that_takes_no_writes_is_thrown_away(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let name = &jobs.database.name;
    let set = |on: &str| jobs.database.admin_sql(&format!("ALTER DATABASE {name} SET default_transaction_read_only = {on}"));
    set("on");
    let server = Server::start(&jobs, &[]);
    let job = json!({"source_file_path": "/in/a", "content_type": "audio", "ingestion_task_id": "42"});
    assert_eq!(server.get("/readyz").status, 503);
    assert_eq!(server.get("/health").status, 503);
    let refused = server.post("/api/v1/remote-jobs/", &job);
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("2")));
    assert_eq!(server.get("/api/v1/jobs").status, 200, "what reads goes on");
    // as after a promotion: new connections may write, the old ones may not
    set("off");
    eventually("jobs are created again", || server.post("/api/v1/remote-jobs/", &job).status == 200);
    eventually("and it is ready", || server.get("/readyz").status == 200);
}
