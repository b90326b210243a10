//! The service of the command line, over HTTP.

use super::Server;
use super::access::key;
use crate::jobs::Jobs;
use crate::support::Engine;
use serde_json::{Value, json};

on_every_engine!(
    operators_look_requeue_and_cancel,
    failures_and_pauses_are_seen,
    operations_are_listed_and_undone,
    the_page_plans_confirms_and_follows_an_operation,
    steps_are_seen_paused_and_aborted
);

fn steps_are_seen_paused_and_aborted(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &["--anonymous-role", "admin", "--no-sweep"]);
    jobs.run(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", "6"]).expect(0);
    jobs.database.sql("UPDATE remote_jobs SET status = 'failed', error_message = 'disk full'");
    let mut child = jobs.database.spawn(&["jobs", "requeue", "--status", "failed", "--canary", "2", "--yes"]);
    let waiting = "SELECT count(*) FROM remote_jobs WHERE status = 'pending'";
    super::eventually("the first step is released", || jobs.database.value(waiting) == "2");
    let operation = jobs.database.value("SELECT id FROM job_operations WHERE action = 'requeue'");
    let page = || server.get(&format!("/operations/{operation}")).text;
    assert!(page().contains("2 of 6 jobs, 0 skipped, 4 to come") && page().contains("data-reload=\"2\""), "{}", page());
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let press = |server: &Server, body: &str| server.ask("POST", &format!("/operations/{operation}/steps"), Some(body), &form);
    let viewer = Server::start(&jobs, &["--anonymous-role", "viewer", "--no-sweep"]);
    assert_eq!((press(&viewer, "action=pause").status, press(&server, "action=go").status), (403, 422));
    assert!(press(&server, "action=pause").status < 400);
    assert_eq!(child.wait().unwrap().code(), Some(9));
    let shown = page();
    assert!(shown.contains("paused: paused by ") && shown.contains(&format!("morag-db jobs operations resume {operation}")), "{shown}");
    assert_eq!(press(&server, "action=pause").status, 409);
    let abort = format!("/api/v1/operations/{operation}/abort");
    viewer.post(&abort, &json!({})).expect(403);
    assert_eq!(server.post(&abort, &json!({})).expect(200)["state"], "aborted");
    server.post(&abort, &json!({})).expect(409);
    server.post(&format!("/api/v1/operations/{operation}/pause"), &json!({})).expect(409);
    let seen = server.get(&format!("/api/v1/operations/{operation}")).expect(200);
    assert_eq!(
        (&seen["steps"]["state"], &seen["steps"]["released"], &seen["operation"]["state"]),
        (&json!("aborted"), &json!(2), &json!("aborted"))
    );
    assert_eq!(jobs.database.value(waiting), "2");
}

fn the_page_plans_confirms_and_follows_an_operation(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &["--anonymous-role", "admin", "--no-sweep"]);
    let ids: Vec<String> = (0..3).map(|_| server.create("audio")).collect();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let press = |path: &str, body: &str| server.ask("POST", path, Some(body), &form);
    let list = server.get("/jobs?kind=remote&type=audio").text;
    let found = server.get("/jobs?kind=&job=+019A2f3c-");
    assert_eq!((found.status, found.header("location")), (303, Some("/jobs/019A2f3c-")), "a search by id leads to the job");
    assert!(
        ids.iter().all(|id| list.contains(&format!("name=\"id\" value=\"{id}\""))) && list.contains("name=\"type\" value=\"audio\""),
        "{list}"
    );
    // nothing selected, no action, a filter that can't be read
    assert_eq!(press("/bulk", "action=cancel&kind=remote").status, 409);
    assert_eq!(press("/bulk", "kind=remote").status, 422);
    assert_eq!(press("/bulk", "action=cancel-all&status=asleep").status, 422);
    let all = "action=cancel-all&kind=remote&type=audio";
    let plan = press("/bulk", all);
    assert!(plan.status == 200 && plan.text.contains("Cancel 3 jobs?") && plan.text.contains("type <b>audio</b>"), "{}", plan.text);
    for (rest, why) in [("&reason=r", "no number"), ("&reason=r&confirm=2", "another number"), ("&reason=+&confirm=3", "no reason")] {
        assert_eq!(press("/bulk/apply", &format!("{all}{rest}")).status, 409, "{why}");
    }
    assert!(ids.iter().all(|id| jobs.status(id) == "pending"));
    let done = press("/bulk/apply", &format!("{all}&reason=a+%3Cb%3E&confirm=3"));
    assert!(done.status < 400 && ids.iter().all(|id| jobs.status(id) == "cancelled"), "{} {}", done.status, done.text);
    let operation = server.get("/api/v1/operations?limit=1").expect(200)["operations"][0].clone();
    assert_eq!((&operation["changed"], &operation["reason"], &operation["confirmed_by"]), (&json!(3), &json!("a <b>"), &json!("count")));
    let followed = server.get(&format!("/operations/{}", operation["id"].as_str().unwrap())).text;
    assert!(followed.contains("3 of 3") && !followed.contains("data-reload"), "{followed}");
    // one that goes on is loaded again by the script
    jobs.database.sql("UPDATE job_operations SET planned = 5");
    let followed = server.get(&format!("/operations/{}", operation["id"].as_str().unwrap())).text;
    assert!(followed.contains("data-reload=\"2\"") && followed.contains("<progress max=\"5\" value=\"3\""), "{followed}");
    // selected jobs; what is refused can be planned again with force
    let some = format!("action=requeue&id={}&id={}&id=ffffffff", ids[0], ids[1]);
    let plan = press("/bulk", &some);
    assert!(plan.text.contains("Requeue 2 jobs?") && plan.text.contains("1 of the selected jobs no longer exist"), "{}", plan.text);
    assert!(press("/bulk/apply", &format!("{some}&reason=r&confirm=2")).status < 400);
    assert_eq!(ids.iter().map(|id| jobs.status(id)).collect::<Vec<_>>(), ["pending", "pending", "cancelled"]);
    let running = server.poll("")["job_id"].as_str().unwrap().to_string();
    let some = format!("action=requeue&id={running}");
    let plan = press("/bulk", &some);
    assert!(plan.text.contains("Requeue 0 jobs?") && plan.text.contains("Plan again, forced"), "{}", plan.text);
    assert!(!plan.text.contains("with the failures reset"), "{}", plan.text);
    let forced = press("/bulk", &format!("{some}&force=yes")).text;
    assert!(forced.contains("Requeue 1 job?") && forced.contains("<b>1</b> remote, audio, processing"), "{forced}");
    // a job without attempts can be planned again with its failures reset; the way back keeps the filter
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'failed', retry_count = 3, error_message = 'e' WHERE id = '{}'", ids[2]));
    let some = format!("action=requeue&id={}&status=failed&sort=oldest&force=no", ids[2]);
    let plan = press("/bulk", &some).text;
    assert!(plan.contains("Requeue 0 jobs?") && plan.contains("no attempt is left: it has failed 3 of 3 times"), "{plan}");
    assert!(plan.contains("with the failures reset") && !plan.contains("forced"), "{plan}");
    assert!(plan.contains("href=\"/jobs?status=failed&amp;sort=oldest\""), "{plan}");
    let fresh = press("/bulk", &format!("{some}&fresh=yes")).text;
    assert!(fresh.contains("Requeue 1 job?") && fresh.contains("name=\"fresh\" value=\"yes\""), "{fresh}");
    let wrong = press("/bulk/apply", &format!("{some}&fresh=yes&reason=r&confirm=2"));
    assert!(wrong.status == 409 && wrong.text.contains("the plan has 1 job, not 2"), "{}", wrong.text);
    assert!(press("/bulk/apply", &format!("{some}&fresh=yes&reason=r&confirm=1")).status < 400);
    assert_eq!((jobs.status(&ids[2]), jobs.json(&["show", &ids[2]])["remote"]["retry_count"].clone()), ("pending".into(), json!(0)));
    // the other pages
    for path in ["/?window=hour", "/?window=day", "/?window=week", "/?window=year", "/workers"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    assert!(server.get("/workers").text.contains(&running));
    let database = server.get("/database").text;
    assert!(database.contains("Schema: as expected") && database.contains("answers in"), "{database}");
    let viewer = Server::start(&jobs, &["--anonymous-role", "viewer", "--no-sweep"]);
    assert!(!viewer.get("/jobs").text.contains("name=\"id\"") && !viewer.get("/database").text.contains("URL"));
    assert_eq!(viewer.ask("POST", "/bulk", Some(all), &form).status, 403);
    assert_eq!(viewer.ask("POST", "/bulk/apply", Some(all), &form).status, 403);
}

fn failures_and_pauses_are_seen(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &["--anonymous-role", "admin", "--no-sweep"]);
    let ids: Vec<String> = (0..3).map(|_| server.create("audio")).collect();
    for n in 0..2 {
        let claimed = server.poll("");
        let id = claimed["job_id"].as_str().unwrap();
        let result = json!({"success": false, "error_message": format!("broke at {n}"), "claim_seq": 1});
        server.put(&format!("/api/v1/remote-jobs/{id}/result"), &result).expect(200);
    }
    let failures = server.get("/api/v1/failures?limit=5").expect(200);
    let group = &failures["groups"][0];
    assert_eq!((&failures["jobs"], &group["jobs"], &group["error"]), (&json!(2), &json!(2), &json!("broke at #")));
    let fingerprint = group["fingerprint"].as_str().unwrap();
    let listed = server.get(&format!("/api/v1/jobs?fingerprint={fingerprint}")).expect(200);
    assert_eq!(listed["jobs"].as_array().unwrap().len(), 2);
    // a worker of MoRAG's original API gets nothing of a paused type
    jobs.run(&["pause", "--type", "audio", "--reason", "driver <update>", "--as", "ops"]).expect(0);
    let setting = |server: &Server| -> Value {
        let types = server.get("/api/v1/types").expect(200);
        types["types"].as_array().unwrap().iter().find(|setting| setting["type"] == "audio").unwrap().clone()
    };
    assert_eq!((&setting(&server)["pause"]["by"], &setting(&server)["pending"]), (&json!("ops"), &json!(1)));
    assert!(server.poll("")["job_id"].is_null());
    let page = server.get("/").text;
    for part in ["are paused", "by ops: driver &lt;update&gt;", &format!("/jobs?kind=remote&amp;fingerprint={fingerprint}"), "broke at #"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(server.get(&format!("/jobs?kind=remote&fingerprint={fingerprint}")).text.contains(&ids[0]));
    jobs.run(&["resume", "--type", "audio"]).expect(0);
    super::eventually("it is claimed again", || server.poll("")["job_id"].as_str() == Some(&ids[2]));
}

fn operations_are_listed_and_undone(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &["--anonymous-role", "admin", "--no-sweep"]);
    let ids: Vec<String> = (0..3).map(|_| server.create("audio")).collect();
    let all = json!({"filter": {"kind": ["remote"]}, "reason": "a <b>reason</b>", "confirm": 3});
    let operation = server.post("/api/v1/jobs/cancel", &all).expect(200)["operation_id"].as_str().unwrap().to_string();
    let listed = server.get("/api/v1/operations?limit=1").expect(200);
    assert_eq!((&listed["operations"][0]["id"], &listed["operations"][0]["changed"]), (&json!(operation), &json!(3)));
    let one = format!("/api/v1/operations/{}", &operation[..13]);
    assert_eq!(server.get(&one).expect(200)["jobs"].as_array().unwrap().len(), 3);
    server.get("/api/v1/operations/ffffffff").expect(404);
    let undo = |id: &str, asked: &Value| server.post(&format!("/api/v1/operations/{id}/undo"), asked);
    undo(&operation, &json!({"reason": "r"})).expect(422);
    jobs.run(&["requeue", &ids[0]]).expect(0);
    let plan = undo(&operation, &json!({"dry_run": true})).expect(200);
    assert_eq!((&plan["planned"], plan["refused"].as_array().unwrap().len(), &plan["changed"]), (&json!(2), 1, &json!(0)));
    undo(&operation, &json!({"confirm": 3})).expect(409);
    assert_eq!(jobs.status(&ids[1]), "cancelled");
    // on the page: the list, the operation, the question, and the undo
    assert!(server.get("/operations").text.contains("a &lt;b&gt;reason&lt;/b&gt;"));
    assert!(server.get(&format!("/operations/{operation}")).text.contains(&format!("/operations/{operation}/undo")));
    let question = server.get(&format!("/operations/{operation}/undo")).text;
    assert!(question.contains("Restore 2 jobs") && question.contains("a later operation has changed the job"), "{question}");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let press = |body: &str| server.ask("POST", &format!("/operations/{operation}/undo"), Some(body), &form);
    assert_eq!(press("confirm=2&reason=").status, 409, "without a reason");
    let other = press("confirm=9&reason=r");
    assert!(other.status == 409 && other.text.contains("look at the plan again"), "{}", other.text);
    assert_eq!(jobs.status(&ids[1]), "cancelled");
    let done = press("confirm=2&reason=wrong+filter");
    assert!(done.status < 400 && [&ids[1], &ids[2]].iter().all(|id| jobs.status(id) == "pending"), "{} {}", done.status, done.text);
    let undone = server.get("/api/v1/operations?limit=1").expect(200)["operations"][0].clone();
    assert_eq!((&undone["action"], &undone["undoes"], &undone["reason"]), (&json!("undo"), &json!(operation), &json!("wrong filter")));
    undo(undone["id"].as_str().unwrap(), &json!({"confirm": 0})).expect(409);
    assert!(server.get("/operations").text.contains("(undone)"));
    assert!(server.get(&format!("/operations/{operation}")).text.contains("<dt>Undone</dt><dd>2 jobs, by "));
    jobs.database.sql(&format!("UPDATE job_operations SET changed = 20001 WHERE id = '{operation}'"));
    assert!(undo(&operation, &json!({"dry_run": true})).expect(409)["detail"].as_str().unwrap().contains("on the command line"));
}

fn operators_look_requeue_and_cancel(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &["--anonymous-role", "admin", "--no-sweep"]);
    let ids: Vec<String> = (0..7).map(|_| server.create("audio")).collect();
    for n in 0..3 {
        let claimed = server.poll("");
        let id = claimed["job_id"].as_str().unwrap();
        server
            .put(
                &format!("/api/v1/remote-jobs/{id}/result"),
                &json!({"success": n == 0, "error_message": format!("broke at {n}"), "claim_seq": 1}),
            )
            .expect(200);
    }
    // pages by key
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let page = server.get(&format!("/api/v1/jobs?kind=remote&sort=oldest&limit=3{after}")).expect(200);
        seen.extend(page["jobs"].as_array().unwrap().iter().map(|j| j["id"].as_str().unwrap().to_string()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={}", next.replace('+', "%2B"));
    }
    // and back
    let page = |position: &str| server.get(&format!("/api/v1/jobs?kind=remote&sort=oldest&limit=3{position}")).expect(200);
    let first = page("");
    let second = page(&format!("&after={}", first["next"].as_str().unwrap()));
    assert!(first["previous"].is_null());
    assert_eq!(page(&format!("&before={}", second["previous"].as_str().unwrap()))["next"], first["next"]);
    assert_eq!(server.get("/api/v1/jobs?after=none~remote~x&before=none~remote~x").status, 422);
    assert_eq!(server.get("/api/v1/jobs?before=nonsense").status, 422);
    let mut sorted = ids.clone();
    sorted.sort();
    assert_eq!(
        {
            let mut all = seen.clone();
            all.sort();
            all
        },
        sorted
    );
    let failed = server.get("/api/v1/jobs?status=failed,timeout&error=BROKE").expect(200);
    assert_eq!(failed["jobs"].as_array().unwrap().len(), 2);
    assert_eq!(server.get("/api/v1/jobs?status=asleep").status, 422);
    assert_eq!(server.get("/api/v1/jobs?after=nonsense").status, 422);
    let figures = server.get("/api/v1/stats?window=1h").expect(200);
    assert_eq!(figures["errors"], json!([{"error": "broke at #", "jobs": 2, "example": figures["errors"][0]["example"]}]));
    assert_eq!(server.get("/api/v1/workers").expect(200)["workers"][0]["worker_id"], "w");
    let id = failed["jobs"][0]["id"].as_str().unwrap();
    let story = server.get(&format!("/api/v1/jobs/{}", &id[..id.len() - 4])).expect(200);
    assert_eq!(story["job"]["id"], id, "by the beginning of its id");
    assert_eq!(server.get("/api/v1/jobs/ffffffff").status, 404);

    let act = |what: &str, body: Value| server.post(&format!("/api/v1/jobs/{what}"), &body);
    let one = act("requeue", json!({"ids": [id, "nothing-like-it"], "reason": "disk was full"})).expect(200);
    assert_eq!((&one["changed"], &one["unknown"]), (&json!(1), &json!(["nothing-like-it"])));
    assert_eq!(jobs.status(id), "pending");
    assert_eq!(act("requeue", json!({"ids": ["nothing-like-it"]})).status, 404);
    // nothing said is not everything, and neither is something misspelt
    let misspelt = act("cancel", json!({"ids": [id], "dryrun": true})).expect(422);
    assert_eq!((&misspelt["detail"][0]["loc"], &misspelt["detail"][0]["type"]), (&json!(["body", "dryrun"]), &json!("extra_forbidden")));
    let misspelt = act("cancel", json!({"filter": {"state": ["pending"]}, "confirm": 5})).expect(422);
    assert_eq!(misspelt["detail"][0]["loc"], json!(["body", "filter", "state"]));
    let wrong = server.get("/api/v1/jobs?limit=x&sort=up&older_than=soon&status=lost&bogus=1").expect(422);
    assert_eq!(wrong["detail"].as_array().unwrap().len(), 5, "{wrong}");
    assert_eq!(act("cancel", json!({})).status, 422);
    assert_eq!(act("cancel", json!({"filter": {}})).status, 422);
    let plan = act("cancel", json!({"filter": {"status": ["pending"]}, "dry_run": true})).expect(200);
    assert_eq!((&plan["planned"], &plan["changed"], &plan["dry_run"]), (&json!(5), &json!(0), &json!(true)));
    assert_eq!(act("cancel", json!({"filter": {"status": ["pending"]}, "confirm": 4})).status, 409);
    let done = act("cancel", json!({"filter": {"status": ["pending"]}, "confirm": 5, "reason": "night"})).expect(200);
    assert_eq!((&done["changed"], &done["dry_run"]), (&json!(5), &json!(false)));
    // forced without a reason
    let completed = server.get("/api/v1/jobs?status=completed").expect(200)["jobs"][0]["id"].as_str().unwrap().to_string();
    assert_eq!(act("requeue", json!({"ids": [completed], "force": true})).status, 409);
    assert_eq!(act("requeue", json!({"ids": [completed]})).expect(200)["refused"][0]["id"], completed.as_str());
    let audit = jobs.json(&["audit"]);
    assert_eq!(audit["operations"].as_array().unwrap().len(), 2);
    assert!(audit.to_string().contains("anonymous@127.0.0.1"));

    // a late result
    let id = server.create("audio");
    server.poll("");
    act("cancel", json!({"ids": [id]})).expect(200);
    server.put(&format!("/api/v1/remote-jobs/{id}/result"), &json!({"success": true, "content": "late", "claim_seq": 1})).expect(409);
    let late = server.get(&format!("/api/v1/late-results?job_id={id}")).expect(200)["late_results"][0]["id"].as_str().unwrap().to_string();
    let accept = |body: Value| server.post(&format!("/api/v1/late-results/{late}/accept"), &body);
    assert_eq!(accept(json!({"reason": ""})).status, 422);
    assert_eq!(accept(json!({"reason": "it is good"})).expect(200)["job_id"], id);
    assert_eq!(accept(json!({"reason": "again"})).status, 409);
    assert_eq!(jobs.status(&id), "completed");
}

#[test]
fn estimates_come_from_what_was_measured_once_there_is_enough() {
    let jobs = Jobs::ready(Engine::Sqlite);
    jobs.run(&["create", "--type", "audio", "--source", "/in/a", "--ingestion-task", "42", "--count", "25"]).expect(0);
    jobs.database.sql(
        "UPDATE remote_jobs SET status = 'completed', started_at = strftime('%Y-%m-%d %H:%M:%f', 'now', '-100 seconds') || '000', \
         completed_at = strftime('%Y-%m-%d %H:%M:%f', 'now', '-60 seconds') || '000'",
    );
    let server = Server::start(&jobs, &[]);
    let id = server.create("audio");
    server.poll("");
    let status = server.get(&format!("/api/v1/remote-jobs/{id}/status")).expect(200);
    let time = |name: &str| status[name].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    let seconds = (time("estimated_completion") - time("started_at")).as_seconds_f64();
    assert!((seconds - 40.0).abs() < 0.1, "{seconds}");
}

#[test]
fn figures_for_prometheus_need_a_role_and_never_hold_what_a_client_wrote() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let (_, viewer) = key(&jobs, "VIEWER");
    let server = Server::start(&jobs, &["--require-keys"]);
    server.get("/api/v1/no-such-route-of-mine");
    let bearer = format!("Bearer {viewer}");
    let figures = server.ask("GET", "/metrics", None, &[("authorization", &bearer)]);
    assert_eq!(figures.status, 200);
    for line in [
        "# TYPE morag_db_http_requests_total counter",
        "# TYPE morag_db_http_request_duration_seconds histogram",
        "# TYPE morag_db_build_info gauge",
        "morag_db_database_up 1",
        "morag_db_jobs{kind=\"task-run\",status=\"timeout\"} 0",
        "morag_db_results_total{verdict=\"accepted\"} 0",
    ] {
        assert!(figures.text.lines().any(|l| l == line), "{line} is not in {}", figures.text);
    }
    assert!(!figures.text.contains("# EOF"));
    let open = server.ask(
        "GET",
        "/metrics",
        None,
        &[("authorization", &bearer), ("accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1")],
    );
    assert!(open.header("content-type").unwrap().starts_with("application/openmetrics-text"));
    assert!(open.text.contains("# TYPE morag_db_http_requests counter\n") && open.text.ends_with("# EOF\n"), "{}", open.text);
    assert!(!figures.text.contains("of-mine"));
}
