//! 004, the map-reduce chat: profiles, conversations, messages, processing jobs.
//! The database maintains `processing_jobs.updated_at`, so that updates by plain SQL set it too: a trigger on PostgreSQL
//! and SQLite, ON UPDATE CURRENT_TIMESTAMP on MySQL and MariaDB, where creating a trigger needs a privilege that ordinary
//! roles lack while binary logging is on (error 1419).

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{add_reference, create_table, drop_reference, drop_table};
use crate::step::{Object, Step};
use crate::table::{PLAIN, Table, Type, Value, col, index, now, references};

pub(crate) const MIGRATION: Migration = Migration {
    version: "004",
    description: "Create the map-reduce chat tables: profiles, conversations, messages, processing jobs",
    up,
    down,
};

/// Trigger function created by the map-reduce chat's own SQL on PostgreSQL; another application may have one of the same name.
const TOUCH_FUNCTION: &str = "update_updated_at_column";
const TOUCH_TRIGGER: &str = "update_processing_jobs_updated_at";

const PROFILES: Table = Table {
    name: "profiles",
    columns: &[
        col("id", Type::Uuid).default(Value::RandomUuid),
        col("user_id", Type::Uuid),
        col("email", Type::Text),
        col("full_name", Type::Text).null(),
        col("avatar_url", Type::Text).null(),
        now("created_at"),
        now("updated_at"),
    ],
    uniques: &[("profiles_user_id_key", &["user_id"])],
    ..PLAIN
};

const CONVERSATIONS: Table = Table {
    name: "conversations",
    columns: &[
        col("id", Type::Uuid).default(Value::RandomUuid),
        col("user_id", Type::Uuid),
        col("title", Type::Varchar(500)),
        now("created_at"),
        now("updated_at"),
    ],
    foreign_keys: &[references("user_id", "profiles", "user_id")],
    indexes: &[index("idx_conversations_user_id", &["user_id"])],
    ..PLAIN
};

const MESSAGES: Table = Table {
    name: "messages",
    columns: &[
        col("id", Type::Uuid).default(Value::RandomUuid),
        col("conversation_id", Type::Uuid),
        col("user_id", Type::Uuid),
        col("role", Type::Key(20)),
        col("content", Type::LongText),
        col("metadata", Type::Json).null(),
        now("created_at"),
    ],
    foreign_keys: &[references("conversation_id", "conversations", "id"), references("user_id", "profiles", "user_id")],
    indexes: &[
        index("idx_messages_conversation_id", &["conversation_id"]),
        index("idx_messages_user_id", &["user_id"]),
        index("idx_messages_created_at", &["created_at"]),
    ],
    ..PLAIN
};

const PROCESSING_JOBS: Table = Table {
    name: "processing_jobs",
    columns: &[
        col("id", Type::Uuid).default(Value::RandomUuid),
        col("user_id", Type::Uuid),
        col("conversation_id", Type::Uuid),
        col("message_id", Type::Uuid).null(),
        col("job_type", Type::Text),
        col("status", Type::IndexedText).null().default(Value::Text("queued")),
        col("user_query", Type::LongText),
        col("intent_data", Type::Json).null(),
        col("progress", Type::Float).null().default(Value::Float(0.0)),
        col("total_items", Type::Integer).null().default(Value::Integer(0)),
        col("total_batches", Type::Integer).null().default(Value::Integer(0)),
        col("processed_items", Type::Integer).null().default(Value::Integer(0)),
        col("processed_batches", Type::Integer).null().default(Value::Integer(0)),
        col("failed_batches", Type::Integer).null().default(Value::Integer(0)),
        col("current_phase", Type::Text).null().default(Value::Text("queued")),
        col("result", Type::Json).null(),
        col("aggregation_details", Type::Json).null(),
        col("intermediate_results", Type::Json).null(),
        col("error_message", Type::LongText).null(),
        col("error_details", Type::Json).null(),
        now("started_at").null(),
        col("completed_at", Type::Timestamp).null(),
        col("estimated_completion_seconds", Type::Integer).null(),
        col("actual_duration_seconds", Type::Float).null(),
        col("processing_metadata", Type::Json).null(),
        now("created_at").null(),
        col("updated_at", Type::TouchedTimestamp).null().default(Value::Now),
    ],
    foreign_keys: &[
        references("user_id", "profiles", "user_id"),
        references("conversation_id", "conversations", "id"),
        references("message_id", "messages", "id"),
    ],
    indexes: &[
        index("idx_processing_jobs_user_status", &["user_id", "status"]),
        index("idx_processing_jobs_conversation", &["conversation_id"]),
        index("idx_processing_jobs_status", &["status"]),
        index("idx_processing_jobs_created_at", &["created_at"]),
    ],
    ..PLAIN
};

const TABLES: [Table; 4] = [PROFILES, CONVERSATIONS, MESSAGES, PROCESSING_JOBS];

/// Step that raises an error before another application's function of this common name is replaced. The published SQL cast
/// the schema name to regnamespace, which folds its case; the corrected SQL looks the schema up by name.
fn guard_function() -> Step {
    let schema = "(SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())";
    let sql = GUARD_FUNCTION_AS_PUBLISHED.replace("current_schema()::regnamespace", schema);
    Step::repeatable(format!("guard function {TOUCH_FUNCTION}"), sql).corrected_from(GUARD_FUNCTION_AS_PUBLISHED)
}

const GUARD_FUNCTION_AS_PUBLISHED: &str = "DO $guard$\nBEGIN\n    \
    IF EXISTS (SELECT 1 FROM pg_catalog.pg_proc WHERE pronamespace = current_schema()::regnamespace AND proname = 'update_updated_at_column'\n        \
    AND btrim(regexp_replace(prosrc, '\\s+', ' ', 'g')) <> 'BEGIN NEW.updated_at = NOW(); RETURN NEW; END;') THEN\n        \
    RAISE EXCEPTION 'a function update_updated_at_column with another body is there already' \
    USING HINT = 'rename that function (ALTER FUNCTION update_updated_at_column() RENAME TO ...) and run the migration again';\n    \
    END IF;\nEND\n$guard$";

const CREATE_FUNCTION: &str = "CREATE OR REPLACE FUNCTION update_updated_at_column()\nRETURNS TRIGGER AS $$\nBEGIN\n    \
    NEW.updated_at = NOW();\n    RETURN NEW;\nEND;\n$$ language 'plpgsql'";

fn touch_steps(backend: Backend) -> Vec<Step> {
    let trigger = Object::Trigger { table: "processing_jobs".into(), name: TOUCH_TRIGGER.into() };
    let name = format!("create trigger {TOUCH_TRIGGER}");
    match backend {
        Backend::Postgres => vec![
            guard_function(),
            Step::creates(format!("create function {TOUCH_FUNCTION}"), Object::Function { name: TOUCH_FUNCTION.into() }, CREATE_FUNCTION),
            Step::creates(
                name,
                trigger,
                format!(
                    "CREATE TRIGGER {TOUCH_TRIGGER} BEFORE UPDATE ON processing_jobs\nFOR EACH ROW EXECUTE FUNCTION {TOUCH_FUNCTION}()"
                ),
            ),
        ],
        // WHEN stops the recursion if the connection has recursive_triggers on: 'now' is constant within a statement
        Backend::Sqlite => vec![Step::creates(
            name,
            trigger,
            format!(
                "CREATE TRIGGER {TOUCH_TRIGGER} AFTER UPDATE ON processing_jobs\nFOR EACH ROW WHEN NEW.updated_at IS NOT {now}\nBEGIN\n    \
                 UPDATE processing_jobs SET updated_at = {now} WHERE id = NEW.id;\nEND",
                now = backend.now()
            ),
        )],
        Backend::MySql | Backend::MariaDb => Vec::new(),
    }
}

fn up(backend: Backend) -> Vec<Step> {
    let mut steps: Vec<Step> = TABLES.iter().flat_map(|t| create_table(backend, t)).collect();
    steps.extend(add_reference(backend, "messages", &col("job_id", Type::Uuid).null(), &references("job_id", "processing_jobs", "id")));
    steps.extend(touch_steps(backend));
    steps
}

fn down(backend: Backend) -> Vec<Step> {
    let mut steps = Vec::new();
    let trigger = Object::Trigger { table: "processing_jobs".into(), name: TOUCH_TRIGGER.into() };
    let name = format!("drop trigger {TOUCH_TRIGGER}");
    match backend {
        Backend::Postgres => steps.push(Step::drops(name, trigger, format!("DROP TRIGGER {TOUCH_TRIGGER} ON processing_jobs"))),
        Backend::Sqlite => steps.push(Step::drops(name, trigger, format!("DROP TRIGGER {TOUCH_TRIGGER}"))),
        Backend::MySql | Backend::MariaDb => {}
    }
    steps.extend(drop_reference(backend, "messages", "job_id"));
    steps.extend(TABLES.iter().rev().map(|t| drop_table(backend, t.name)));
    if backend == Backend::Postgres {
        let sql = format!("DROP FUNCTION {TOUCH_FUNCTION}()");
        steps.push(Step::drops(format!("drop function {TOUCH_FUNCTION}"), Object::Function { name: TOUCH_FUNCTION.into() }, sql));
    }
    steps
}
