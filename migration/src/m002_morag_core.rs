//! 002, MoRAG core: users and their settings, database servers, databases, documents, API keys, ingestion jobs.
//! Names, labels and nullability match the SQLAlchemy models of MoRAG core.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{create_enums, create_table, drop_enums, drop_table};
use crate::step::Step;
use crate::table::{Enum, PLAIN, Table, Type, Value, col, index, now, references};

pub(crate) const MIGRATION: Migration = Migration {
    version: "002",
    description: "Create the MoRAG core tables: users, databases, documents, API keys, ingestion jobs",
    up,
    down,
};

const USER_ROLE: Enum = Enum { name: "userrole", labels: &["ADMIN", "USER", "VIEWER"] };
const THEME: Enum = Enum { name: "theme", labels: &["LIGHT", "DARK", "SYSTEM"] };
const DATABASE_TYPE: Enum = Enum { name: "databasetype", labels: &["QDRANT", "NEO4J", "PINECONE", "WEAVIATE", "CHROMA"] };
const DOCUMENT_STATE: Enum = Enum { name: "documentstate", labels: &["PENDING", "INGESTING", "INGESTED", "DEPRECATED", "DELETED"] };
const JOB_STATUS: Enum =
    Enum { name: "jobstatus", labels: &["PENDING", "WAITING_FOR_REMOTE_WORKER", "PROCESSING", "FINISHED", "FAILED", "CANCELLED"] };
const ENUMS: [Enum; 5] = [USER_ROLE, THEME, DATABASE_TYPE, DOCUMENT_STATE, JOB_STATUS];

const USERS: Table = Table {
    name: "users",
    columns: &[
        col("id", Type::Id),
        col("name", Type::Varchar(255)),
        col("email", Type::Key(255)),
        col("avatar", Type::Varchar(500)).null(),
        col("role", Type::Enum(USER_ROLE)).default(Value::Text("USER")),
        now("created_at"),
        now("updated_at"),
    ],
    uniques: &[("users_email_key", &["email"])],
    ..PLAIN
};

const USER_SETTINGS: Table = Table {
    name: "user_settings",
    columns: &[
        col("id", Type::Id),
        col("user_id", Type::Id),
        col("theme", Type::Enum(THEME)).default(Value::Text("LIGHT")),
        col("language", Type::Varchar(10)).default(Value::Text("en")),
        col("notifications", Type::Bool).default(Value::Bool(true)),
        col("auto_save", Type::Bool).default(Value::Bool(true)),
        col("default_database", Type::Varchar(36)).null(),
        now("created_at"),
        now("updated_at"),
    ],
    uniques: &[("user_settings_user_id_key", &["user_id"])],
    foreign_keys: &[references("user_id", "users", "id").cascade()],
    ..PLAIN
};

const DATABASE_SERVERS: Table = Table {
    name: "database_servers",
    columns: &[
        col("id", Type::Id),
        col("name", Type::Varchar(255)),
        col("type", Type::Enum(DATABASE_TYPE)),
        col("host", Type::Varchar(255)),
        col("port", Type::Integer),
        col("username", Type::Varchar(255)).null(),
        col("password", Type::Varchar(255)).null(),
        col("api_key", Type::Varchar(500)).null(),
        col("database", Type::Varchar(255)).null(),
        col("collection", Type::Varchar(255)).null(),
        col("is_active", Type::Bool).default(Value::Bool(false)),
        now("created_at"),
        col("last_connected", Type::Timestamp).null(),
        now("updated_at"),
        col("user_id", Type::Id),
    ],
    foreign_keys: &[references("user_id", "users", "id").cascade()],
    indexes: &[index("ix_database_servers_user_id", &["user_id"])],
    ..PLAIN
};

const DATABASES: Table = Table {
    name: "databases",
    columns: &[
        col("id", Type::Id),
        col("name", Type::Key(255)),
        col("description", Type::Text),
        col("document_count", Type::Integer).default(Value::Integer(0)),
        now("last_updated"),
        now("created_at"),
        now("updated_at"),
        col("user_id", Type::Id),
        col("server_id", Type::Id),
    ],
    uniques: &[("unique_database_name_per_user", &["name", "user_id"])],
    foreign_keys: &[references("user_id", "users", "id").cascade(), references("server_id", "database_servers", "id").cascade()],
    indexes: &[index("ix_databases_user_id", &["user_id"]), index("ix_databases_server_id", &["server_id"])],
    ..PLAIN
};

const DOCUMENTS: Table = Table {
    name: "documents",
    columns: &[
        col("id", Type::Id),
        col("name", Type::Varchar(255)),
        col("type", Type::Key(50)),
        col("state", Type::Enum(DOCUMENT_STATE)).default(Value::Text("PENDING")),
        col("version", Type::Integer).default(Value::Integer(1)),
        col("chunks", Type::Integer).default(Value::Integer(0)),
        col("quality", Type::Float).default(Value::Float(0.0)),
        now("upload_date"),
        now("created_at"),
        now("updated_at"),
        col("user_id", Type::Id),
        col("database_id", Type::Id).null(),
    ],
    foreign_keys: &[references("user_id", "users", "id").cascade(), references("database_id", "databases", "id").set_null()],
    indexes: &[
        index("ix_documents_user_id", &["user_id"]),
        index("ix_documents_database_id", &["database_id"]),
        index("ix_documents_state", &["state"]),
    ],
    ..PLAIN
};

const API_KEYS: Table = Table {
    name: "api_keys",
    columns: &[
        col("id", Type::Id),
        col("name", Type::Varchar(255)),
        col("key", Type::Key(500)),
        now("created"),
        col("last_used", Type::Timestamp).null(),
        now("created_at"),
        now("updated_at"),
        col("user_id", Type::Id),
    ],
    uniques: &[("api_keys_key_key", &["key"])],
    foreign_keys: &[references("user_id", "users", "id").cascade()],
    indexes: &[index("ix_api_keys_user_id", &["user_id"])],
    ..PLAIN
};

const JOBS: Table = Table {
    name: "jobs",
    columns: &[
        col("id", Type::Id),
        col("document_name", Type::Varchar(255)),
        col("document_type", Type::Key(50)),
        now("start_date"),
        col("end_date", Type::Timestamp).null(),
        col("status", Type::Enum(JOB_STATUS)).default(Value::Text("PENDING")),
        col("percentage", Type::Integer).default(Value::Integer(0)),
        col("summary", Type::LongText).default(Value::Text("")),
        now("created_at"),
        now("updated_at"),
        col("document_id", Type::Id),
        col("user_id", Type::Id),
    ],
    foreign_keys: &[references("document_id", "documents", "id").cascade(), references("user_id", "users", "id").cascade()],
    checks: &[("jobs_percentage_check", "percentage BETWEEN 0 AND 100")],
    indexes: &[
        index("ix_jobs_document_id", &["document_id"]),
        index("ix_jobs_user_id", &["user_id"]),
        index("ix_jobs_status_created_at", &["status", "created_at"]),
    ],
    ..PLAIN
};

const TABLES: [Table; 7] = [USERS, USER_SETTINGS, DATABASE_SERVERS, DATABASES, DOCUMENTS, API_KEYS, JOBS];

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
