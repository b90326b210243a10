//! What a browser is shown: errors beside their fields, and a page for an address that does not exist.

use super::{Server, agent};
use crate::jobs::Jobs;
use crate::support::Engine;

on_every_engine!(a_requeued_run_leads_to_the_new_one_and_is_not_offered_again);

const HTML: &[(&str, &str)] = &[("Accept", "text/html,application/xhtml+xml")];

#[test]
fn what_is_wrong_with_a_filter_stands_beside_its_field() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &[]);
    let page = server.ask("GET", "/jobs?older_than=soon&worker=gpu-1&created_after=2026-13-01", None, HTML);
    assert_eq!(page.status, 422);
    for part in [
        "id=\"wrong-older_than\"",
        "Input should be a number with ms, s, m, h, d or w",
        "id=\"wrong-created_after\"",
        "value=\"soon\"",
        "value=\"gpu-1\"",
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    assert!(!page.text.contains("Unprocessable"), "{}", page.text);
    for right in ["older_than=7d", "created_after=yesterday", "created_after=2026-01-02", "created_after=2h%20ago"] {
        assert_eq!(server.ask("GET", &format!("/jobs?{right}"), None, HTML).status, 200, "{right}");
        assert_eq!(server.get(&format!("/api/v1/jobs?{right}")).status, 200, "{right}");
    }
}

#[test]
fn an_unknown_address_is_a_page_for_a_browser_and_json_for_others() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &[]);
    let page = server.ask("GET", "/no-such-page", None, HTML);
    assert_eq!(page.status, 404);
    assert!(page.text.contains("There is no page at this address") && page.text.contains("To the overview"), "{}", page.text);
    assert_eq!(server.get("/no-such-page").body["detail"], "Not Found");
    assert_eq!(server.ask("GET", "/api/v1/no-such", None, HTML).body["detail"], "Not Found");
}

/// Sends a form, as a browser does; the address that the answer leads to.
fn send_form(server: &Server, path: &str, form: &str) -> String {
    let request = ureq::http::Request::builder().method("POST").uri(server.url(path));
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(form.to_string()).unwrap();
    let answer = agent().run(request).unwrap();
    assert_eq!(answer.status().as_u16(), 303, "{path} {form}");
    answer.headers()["location"].to_str().unwrap().to_string()
}

fn a_requeued_run_leads_to_the_new_one_and_is_not_offered_again(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'Nightly')");
    jobs.database
        .sql("INSERT INTO task_runs (id, task_id, run_number, status, error_message) VALUES ('run-1', 't1', 1, 'FAILED', 'no answer')");
    let server = Server::start(&jobs, &["--anonymous-role", "admin", "--no-sweep"]);
    let page = |path: &str| server.ask("GET", path, None, HTML).text;
    let before = page("/jobs/run-1");
    assert!(before.contains("/jobs/run-1/requeue") && before.contains("another application created this job"), "{before}");
    assert!(page("/jobs/run-1/requeue").contains("A new run of the task is created"));
    let target = send_form(&server, "/jobs/run-1/requeue", "status=FAILED&claim_seq=0&reason=again");
    let new_run = jobs.database.value("SELECT id FROM task_runs WHERE run_number = 2");
    let after = page(&target);
    assert!(after.contains("A new run was created") && after.contains(&format!("href=\"/jobs/{new_run}\"")), "{after}");
    assert!(after.contains("<summary>Previous error</summary><pre>no answer</pre>"), "{after}");
    assert!(!after.contains("/jobs/run-1/requeue") && after.contains("a newer run of its task has not ended"), "{after}");
    // once that one has ended, this one may be requeued again
    jobs.database.sql("UPDATE task_runs SET status = 'FAILED' WHERE run_number = 2");
    assert!(page("/jobs/run-1").contains("/jobs/run-1/requeue"));
    // a remote job that was cancelled has no deadline any more, and lists show the one vocabulary
    let id = server.create("audio");
    assert!(page(&format!("/jobs/{id}")).contains("Deadline"));
    let target = send_form(&server, &format!("/jobs/{id}/cancel"), "status=pending&claim_seq=0&reason=late");
    let cancelled = page(&target);
    assert!(cancelled.contains("The job was cancelled.") && !cancelled.contains("Deadline"), "{cancelled}");
    let list = page("/jobs?kind=task-run");
    assert!(list.contains(">failed<") && !list.contains("FAILED"), "{list}");
}
