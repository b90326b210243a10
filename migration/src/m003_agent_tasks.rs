//! 003, the MGX agent's dashboard: tasks, runs, metrics and artifacts. The tables match its SQLAlchemy models.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{create_enums, create_table, drop_enums, drop_table};
use crate::step::Step;
use crate::table::{Enum, PLAIN, Table, Type, Value, col, index, now, references};

pub(crate) const MIGRATION: Migration =
    Migration { version: "003", description: "Create the MGX agent tables: tasks, runs, metrics, artifacts", up, down };

const STATUSES: &[&str] = &["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "TIMEOUT"];
const TASK_STATUS: Enum = Enum { name: "taskstatus", labels: STATUSES };
const RUN_STATUS: Enum = Enum { name: "runstatus", labels: STATUSES };
const METRIC_TYPE: Enum = Enum {
    name: "metrictype",
    labels: &["COUNTER", "GAUGE", "HISTOGRAM", "TIMER", "STATUS", "ERROR_RATE", "THROUGHPUT", "LATENCY", "CUSTOM"],
};
const ARTIFACT_TYPE: Enum = Enum {
    name: "artifacttype",
    labels: &["DOCUMENT", "IMAGE", "VIDEO", "AUDIO", "CODE", "DATA", "LOG", "CONFIG", "MODEL", "REPORT", "SUMMARY", "CHART"],
};
const ENUMS: [Enum; 4] = [TASK_STATUS, RUN_STATUS, METRIC_TYPE, ARTIFACT_TYPE];

const TASKS: Table = Table {
    name: "tasks",
    columns: &[
        col("id", Type::Id),
        now("created_at"),
        now("updated_at"),
        col("name", Type::Key(255)),
        col("description", Type::Text).null(),
        col("config", Type::Json).default(Value::EmptyObject),
        col("status", Type::Enum(TASK_STATUS)).default(Value::Text("PENDING")),
        col("max_rounds", Type::Integer).null().default(Value::Integer(5)),
        col("max_revision_rounds", Type::Integer).null().default(Value::Integer(2)),
        col("memory_size", Type::Integer).null().default(Value::Integer(50)),
        col("total_runs", Type::Integer).null().default(Value::Integer(0)),
        col("successful_runs", Type::Integer).null().default(Value::Integer(0)),
        col("failed_runs", Type::Integer).null().default(Value::Integer(0)),
        col("last_run_at", Type::Timestamp).null(),
        col("last_run_duration", Type::Float).null(),
        col("last_error", Type::LongText).null(),
    ],
    indexes: &[index("ix_tasks_name", &["name"]), index("ix_tasks_status", &["status"])],
    ..PLAIN
};

const TASK_RUNS: Table = Table {
    name: "task_runs",
    columns: &[
        col("id", Type::Id),
        now("created_at"),
        now("updated_at"),
        col("task_id", Type::Id),
        col("run_number", Type::Integer),
        col("status", Type::Enum(RUN_STATUS)).default(Value::Text("PENDING")),
        col("plan", Type::Json).null(),
        col("results", Type::Json).null(),
        col("started_at", Type::Timestamp).null(),
        col("completed_at", Type::Timestamp).null(),
        col("duration", Type::Float).null(),
        col("error_message", Type::LongText).null(),
        col("error_details", Type::Json).null(),
        col("memory_used", Type::Integer).null(),
        col("round_count", Type::Integer).null(),
    ],
    uniques: &[("task_runs_task_id_run_number_key", &["task_id", "run_number"])],
    foreign_keys: &[references("task_id", "tasks", "id").cascade()],
    indexes: &[
        index("ix_task_runs_status", &["status"]),
        index("ix_task_runs_task_id_status", &["task_id", "status"]),
        index("ix_task_runs_started_at", &["started_at"]),
    ],
    ..PLAIN
};

const METRIC_SNAPSHOTS: Table = Table {
    name: "metric_snapshots",
    columns: &[
        col("id", Type::Id),
        now("created_at"),
        now("updated_at"),
        col("task_id", Type::Id).null(),
        col("task_run_id", Type::Id).null(),
        col("name", Type::Key(255)),
        col("metric_type", Type::Enum(METRIC_TYPE)),
        col("value", Type::Float),
        col("unit", Type::Varchar(50)).null(),
        col("labels", Type::Json).null(),
        now("timestamp"),
    ],
    foreign_keys: &[references("task_id", "tasks", "id").cascade(), references("task_run_id", "task_runs", "id").cascade()],
    indexes: &[
        index("ix_metric_snapshots_name_timestamp", &["name", "timestamp"]),
        index("ix_metric_snapshots_task_run_id_timestamp", &["task_run_id", "timestamp"]),
        index("ix_metric_snapshots_task_id", &["task_id"]),
    ],
    ..PLAIN
};

const ARTIFACTS: Table = Table {
    name: "artifacts",
    columns: &[
        col("id", Type::Id),
        now("created_at"),
        now("updated_at"),
        col("task_id", Type::Id).null(),
        col("task_run_id", Type::Id).null(),
        col("name", Type::Varchar(255)),
        col("artifact_type", Type::Enum(ARTIFACT_TYPE)),
        col("file_path", Type::Text).null(),
        col("file_size", Type::BigInt).null(),
        col("file_hash", Type::Key(64)).null(),
        col("content_type", Type::Key(100)).null(),
        col("content", Type::LongText).null(),
        col("metadata", Type::Json).null(),
    ],
    foreign_keys: &[references("task_id", "tasks", "id").cascade(), references("task_run_id", "task_runs", "id").cascade()],
    indexes: &[
        index("ix_artifacts_file_hash", &["file_hash"]),
        index("ix_artifacts_task_run_id_artifact_type", &["task_run_id", "artifact_type"]),
        index("ix_artifacts_task_id", &["task_id"]),
    ],
    ..PLAIN
};

const TABLES: [Table; 4] = [TASKS, TASK_RUNS, METRIC_SNAPSHOTS, ARTIFACTS];

fn up(backend: Backend) -> Vec<Step> {
    let mut steps = create_enums(backend, &ENUMS);
    steps.extend(TABLES.iter().flat_map(|t| create_table(backend, t)));
    steps
}

fn down(backend: Backend) -> Vec<Step> {
    let mut steps: Vec<Step> = TABLES.iter().rev().map(|t| drop_table(backend, t.name)).collect();
    steps.extend(drop_enums(backend, &ENUMS));
    steps
}
