//! Enum columns. On PostgreSQL each is a native type with the `enum_name` given here.

#![allow(missing_docs, reason = "the labels say it")]

use sea_orm::entity::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "userrole")]
pub enum UserRole {
    #[sea_orm(string_value = "ADMIN")]
    Admin,
    #[sea_orm(string_value = "USER")]
    User,
    #[sea_orm(string_value = "VIEWER")]
    Viewer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "theme")]
pub enum Theme {
    #[sea_orm(string_value = "LIGHT")]
    Light,
    #[sea_orm(string_value = "DARK")]
    Dark,
    #[sea_orm(string_value = "SYSTEM")]
    System,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "databasetype")]
pub enum DatabaseType {
    #[sea_orm(string_value = "QDRANT")]
    Qdrant,
    #[sea_orm(string_value = "NEO4J")]
    Neo4j,
    #[sea_orm(string_value = "PINECONE")]
    Pinecone,
    #[sea_orm(string_value = "WEAVIATE")]
    Weaviate,
    #[sea_orm(string_value = "CHROMA")]
    Chroma,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "documentstate")]
pub enum DocumentState {
    #[sea_orm(string_value = "PENDING")]
    Pending,
    #[sea_orm(string_value = "INGESTING")]
    Ingesting,
    #[sea_orm(string_value = "INGESTED")]
    Ingested,
    #[sea_orm(string_value = "DEPRECATED")]
    Deprecated,
    #[sea_orm(string_value = "DELETED")]
    Deleted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "jobstatus")]
pub enum JobStatus {
    #[sea_orm(string_value = "PENDING")]
    Pending,
    #[sea_orm(string_value = "WAITING_FOR_REMOTE_WORKER")]
    WaitingForRemoteWorker,
    #[sea_orm(string_value = "PROCESSING")]
    Processing,
    #[sea_orm(string_value = "FINISHED")]
    Finished,
    #[sea_orm(string_value = "FAILED")]
    Failed,
    #[sea_orm(string_value = "CANCELLED")]
    Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "taskstatus")]
pub enum TaskStatus {
    #[sea_orm(string_value = "PENDING")]
    Pending,
    #[sea_orm(string_value = "RUNNING")]
    Running,
    #[sea_orm(string_value = "COMPLETED")]
    Completed,
    #[sea_orm(string_value = "FAILED")]
    Failed,
    #[sea_orm(string_value = "CANCELLED")]
    Cancelled,
    #[sea_orm(string_value = "TIMEOUT")]
    Timeout,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "runstatus")]
pub enum RunStatus {
    #[sea_orm(string_value = "PENDING")]
    Pending,
    #[sea_orm(string_value = "RUNNING")]
    Running,
    #[sea_orm(string_value = "COMPLETED")]
    Completed,
    #[sea_orm(string_value = "FAILED")]
    Failed,
    #[sea_orm(string_value = "CANCELLED")]
    Cancelled,
    #[sea_orm(string_value = "TIMEOUT")]
    Timeout,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "metrictype")]
pub enum MetricType {
    #[sea_orm(string_value = "COUNTER")]
    Counter,
    #[sea_orm(string_value = "GAUGE")]
    Gauge,
    #[sea_orm(string_value = "HISTOGRAM")]
    Histogram,
    #[sea_orm(string_value = "TIMER")]
    Timer,
    #[sea_orm(string_value = "STATUS")]
    Status,
    #[sea_orm(string_value = "ERROR_RATE")]
    ErrorRate,
    #[sea_orm(string_value = "THROUGHPUT")]
    Throughput,
    #[sea_orm(string_value = "LATENCY")]
    Latency,
    #[sea_orm(string_value = "CUSTOM")]
    Custom,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "artifacttype")]
pub enum ArtifactType {
    #[sea_orm(string_value = "DOCUMENT")]
    Document,
    #[sea_orm(string_value = "IMAGE")]
    Image,
    #[sea_orm(string_value = "VIDEO")]
    Video,
    #[sea_orm(string_value = "AUDIO")]
    Audio,
    #[sea_orm(string_value = "CODE")]
    Code,
    #[sea_orm(string_value = "DATA")]
    Data,
    #[sea_orm(string_value = "LOG")]
    Log,
    #[sea_orm(string_value = "CONFIG")]
    Config,
    #[sea_orm(string_value = "MODEL")]
    Model,
    #[sea_orm(string_value = "REPORT")]
    Report,
    #[sea_orm(string_value = "SUMMARY")]
    Summary,
    #[sea_orm(string_value = "CHART")]
    Chart,
}
