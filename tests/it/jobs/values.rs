//! Any text is handled as a value: it is stored unchanged, and searching for it finds only the jobs that have it.

use super::Jobs;
use crate::support::Engine;
use crate::support::database::block_on;
use morag_db::db::Row;
use morag_db::jobs::{ClaimRequest, Filter, NewJob, Order, Outcome, Position, Submission, TimeLimits};
use morag_db::sql;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

on_every_engine!(
    any_value_comes_back_as_it_was,
    a_text_finds_what_has_it_and_nothing_else,
    a_key_that_python_spelled_with_escapes_is_found
);

/// Texts that could end a literal, a comment or a statement, act as a parameter, or change in another charset.
const HOSTILE: [&str; 24] = [
    "'", "''", "\"", "`", "\\", "\\'", "\\\\", "\0", "?", "$1", ":name", "{name}", "{{", "%", "_", "!", "--", "/*", "*/", ";", "$$", "😀",
    "É", "\n",
];

fn hostile_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![4 => proptest::sample::select(&HOSTILE[..]).prop_map(String::from), 1 => "[a-zA-Z0-9 ]{1,4}", 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec(part, 1..8).prop_map(|parts| parts.concat())
}

/// The text as it is stored: NUL is replaced by U+FFFD.
fn kept(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

fn any_value_comes_back_as_it_was(engine: Engine) {
    let jobs = Jobs::ready(engine);
    block_on(async {
        let mut session = jobs.database.session().await;
        let mut runner = TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
        let settings = match engine {
            Engine::Sqlite => vec![sql!("SELECT 1")],
            _ if engine.is_postgres() => vec![sql!("SET standard_conforming_strings = on"), sql!("SET standard_conforming_strings = off")],
            _ => vec![sql!("SELECT 1"), sql!("SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES'")],
        };
        for setting in settings {
            session.execute(&setting).await.unwrap();
            for _ in 0..150 {
                let text = hostile_text().new_tree(&mut runner).unwrap().current();
                let integer = any::<i64>().new_tree(&mut runner).unwrap().current();
                let float = proptest::num::f64::NORMAL.new_tree(&mut runner).unwrap().current();
                let statement =
                    sql!("SELECT {text} AS text, {integer} AS whole, {other} AS missing", text = &text, integer, other = None::<String>);
                let row: Row = session.fetch(&statement).await.unwrap().remove(0);
                assert_eq!(row.get::<String>("text").unwrap(), kept(&text));
                assert_eq!(row.get::<i64>("whole").unwrap(), integer);
                assert_eq!(row.get::<Option<String>>("missing").unwrap(), None);
                let same = sql!("SELECT CASE WHEN {float} = {float} THEN 1 ELSE 0 END AS same", float);
                assert!(session.fetch(&same).await.unwrap()[0].get::<bool>("same").unwrap(), "{float:e}");
            }
        }
        session.close().await;
    });
}

fn a_text_finds_what_has_it_and_nothing_else(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    // a number at both ends makes them distinct under any collation
    let mut texts: Vec<String> = (10..40).map(|n| format!("{n}{}{n}", hostile_text().new_tree(&mut runner).unwrap().current())).collect();
    // of these letters one collation of MySQL knows the small ones, the other does not
    texts.push("40Ⱥ Ⱦ Ɐ Ⴀ Ꭰ ẞ İ40".into());
    jobs.service(async |service| {
        let new = |text: &String| NewJob {
            ingestion_task_id: text.clone(),
            source_file_path: text.clone(),
            content_type: "audio".into(),
            task_options: Some(serde_json::json!({ text.clone(): text })),
            priority: None,
            max_retries: None,
            timeout_seconds: None,
        };
        for text in &texts {
            let created = service.create(&[new(text)]).await.unwrap();
            let request = ClaimRequest { worker: text.clone(), types: vec!["audio".into()], max: 1, limits: TimeLimits::default() };
            let claimed = service.claim(&request).await.unwrap();
            assert_eq!(claimed[0].id, created.ids[0]);
            assert_eq!(claimed[0].worker_id, Some(kept(text)));
            assert_eq!(claimed[0].source_file_path, kept(text));
            assert_eq!(claimed[0].task_options, serde_json::json!({ kept(text): kept(text) }));
            let submission = Submission {
                id: claimed[0].id.clone(),
                claim_seq: Some(claimed[0].claim_seq),
                worker_id: Some(text.clone()),
                outcome: Outcome::Failure { error: text.clone() },
            };
            service.submit(&submission).await.unwrap();
            let story = service.show(&created.ids[0]).await.unwrap();
            assert_eq!(story.job.error, Some(kept(text)));
            assert!(story.events.iter().any(|event| event.reason == Some(kept(text))));
        }
        for text in &texts {
            let filters = [
                Filter { worker: Some(text.clone()), ..Filter::default() },
                Filter { ingestion_task: Some(text.clone()), ..Filter::default() },
                Filter { error: Some(text.clone()), ..Filter::default() },
                Filter { options: vec![(vec![kept(text)], kept(text))], ..Filter::default() },
            ];
            for filter in filters {
                let page = service.list(&filter, Order::NewestFirst, 10, Position::Start).await.unwrap();
                let found: Vec<Option<&str>> = page.jobs.iter().map(|job| job.parent.as_deref()).collect();
                assert_eq!(found, [Some(kept(text).as_str())], "{filter:?}");
            }
            let unknown = Filter { types: vec![text.clone()], ..Filter::default() };
            assert!(service.list(&unknown, Order::NewestFirst, 10, Position::Start).await.unwrap().jobs.is_empty());
            assert!(service.resolve(text).await.is_err());
        }
    });
}

/// Python's `json.dumps` escapes non-ASCII characters, and MariaDB stores JSON as written.
fn a_key_that_python_spelled_with_escapes_is_found(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("audio", "1");
    let options = r#"{"Über\u0007": {"größe": "é"}}"#.replace('Ü', r"\u00dc").replace('ö', r"\u00f6").replace('ß', r"\u00df");
    block_on(async {
        let mut session = jobs.database.session().await;
        let update = sql!("UPDATE remote_jobs SET task_options = {options} WHERE id = {id}", options, id = &id);
        assert_eq!(session.execute(&update).await.unwrap(), 1);
        session.close().await;
    });
    jobs.service(async |service| {
        let keys = vec!["Über\u{7}".to_string(), "größe".to_string()];
        let filter = Filter { options: vec![(keys, "é".into())], ..Filter::default() };
        assert_eq!(service.list(&filter, Order::NewestFirst, 10, Position::Start).await.unwrap().jobs.len(), 1);
    });
}
