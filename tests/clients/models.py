"""The models of the four applications, as their documents have them: columns, types, Python-side defaults. They know nothing
of what morag-db adds. Written so that SQLAlchemy 1.4 (MoRAG core) and 2.0 (the others) read them alike."""

import datetime
import enum
import uuid

from sqlalchemy import (BigInteger, Boolean, CheckConstraint, Column, DateTime, Enum, Float, ForeignKey, Integer, JSON, String, Text,
                        UniqueConstraint)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()
Json = JSON().with_variant(postgresql.JSONB(), "postgresql")
# PostgreSQL's own type there, text with hyphens elsewhere, as applications do that must run on both
Uuid = String(36).with_variant(postgresql.UUID(as_uuid=False), "postgresql")


def new_id():
    return str(uuid.uuid4())


def labels(name, text):
    return enum.Enum(name, {label: label for label in text.split()})


UserRole = labels("UserRole", "ADMIN USER VIEWER")
Theme = labels("Theme", "LIGHT DARK SYSTEM")
DatabaseType = labels("DatabaseType", "QDRANT NEO4J PINECONE WEAVIATE CHROMA")
DocumentState = labels("DocumentState", "PENDING INGESTING INGESTED DEPRECATED DELETED")
JobStatus = labels("JobStatus", "PENDING WAITING_FOR_REMOTE_WORKER PROCESSING FINISHED FAILED CANCELLED")
TaskStatus = labels("TaskStatus", "PENDING RUNNING COMPLETED FAILED CANCELLED TIMEOUT")
RunStatus = labels("RunStatus", "PENDING RUNNING COMPLETED FAILED CANCELLED TIMEOUT")
MetricType = labels("MetricType", "COUNTER GAUGE HISTOGRAM TIMER STATUS ERROR_RATE THROUGHPUT LATENCY CUSTOM")
ArtifactType = labels("ArtifactType", "DOCUMENT IMAGE VIDEO AUDIO CODE DATA LOG CONFIG MODEL REPORT SUMMARY CHART")


def stamp(**options):
    """Aware on PostgreSQL, as the columns are; naive UTC elsewhere."""
    return Column(DateTime(timezone=True), **options)


def utc_now():
    return datetime.datetime.now(datetime.timezone.utc)


class RemoteJob(Base):
    __tablename__ = "remote_jobs"
    id = Column(Uuid, primary_key=True, default=new_id)
    ingestion_task_id = Column(String(255), nullable=False, index=True)
    source_file_path = Column(Text, nullable=False)
    content_type = Column(String(50), nullable=False, index=True)
    task_options = Column(Json, nullable=False, default=dict)
    status = Column(String(20), nullable=False, default="pending", index=True)
    worker_id = Column(String(255))
    created_at = stamp(nullable=False, default=utc_now, index=True)
    started_at = stamp()
    completed_at = stamp()
    error_message = Column(Text)
    result_data = Column(Json)
    retry_count = Column(Integer, nullable=False, default=0)
    max_retries = Column(Integer, nullable=False, default=3)
    timeout_at = stamp()


class User(Base):
    __tablename__ = "users"
    id = Column(String(36), primary_key=True, default=new_id)
    name = Column(String(255), nullable=False)
    email = Column(String(255), unique=True, nullable=False)
    avatar = Column(String(500))
    role = Column(Enum(UserRole), default=UserRole.USER, nullable=False)
    created_at = stamp(default=utc_now, nullable=False)
    updated_at = stamp(default=utc_now, onupdate=utc_now, nullable=False)
    settings = relationship("UserSettings", uselist=False, cascade="all, delete-orphan", passive_deletes=True)
    api_keys = relationship("ApiKey", cascade="all, delete-orphan", passive_deletes=True)


class UserSettings(Base):
    __tablename__ = "user_settings"
    id = Column(String(36), primary_key=True, default=new_id)
    user_id = Column(String(36), ForeignKey("users.id", ondelete="CASCADE"), unique=True, nullable=False)
    theme = Column(Enum(Theme), default=Theme.LIGHT, nullable=False)
    language = Column(String(10), default="en", nullable=False)
    notifications = Column(Boolean, default=True, nullable=False)
    auto_save = Column(Boolean, default=True, nullable=False)
    default_database = Column(String(36))
    created_at = stamp(default=utc_now, nullable=False)
    updated_at = stamp(default=utc_now, onupdate=utc_now, nullable=False)


class DatabaseServer(Base):
    __tablename__ = "database_servers"
    id = Column(String(36), primary_key=True, default=new_id)
    name = Column(String(255), nullable=False)
    type = Column(Enum(DatabaseType), nullable=False)
    host = Column(String(255), nullable=False)
    port = Column(Integer, nullable=False)
    database = Column(String(255))
    is_active = Column(Boolean, default=False, nullable=False)
    created_at = stamp(default=utc_now, nullable=False)
    updated_at = stamp(default=utc_now, nullable=False)
    user_id = Column(String(36), ForeignKey("users.id", ondelete="CASCADE"), nullable=False)


class Database(Base):
    __tablename__ = "databases"
    __table_args__ = (UniqueConstraint("name", "user_id", name="unique_database_name_per_user"),)
    id = Column(String(36), primary_key=True, default=new_id)
    name = Column(String(255), nullable=False)
    description = Column(Text, nullable=False)
    document_count = Column(Integer, default=0, nullable=False)
    last_updated = stamp(default=utc_now, nullable=False)
    user_id = Column(String(36), ForeignKey("users.id", ondelete="CASCADE"), nullable=False)
    server_id = Column(String(36), ForeignKey("database_servers.id", ondelete="CASCADE"), nullable=False)


class Document(Base):
    __tablename__ = "documents"
    id = Column(String(36), primary_key=True, default=new_id)
    name = Column(String(255), nullable=False)
    type = Column(String(50), nullable=False)
    state = Column(Enum(DocumentState), default=DocumentState.PENDING, nullable=False)
    version = Column(Integer, default=1, nullable=False)
    chunks = Column(Integer, default=0, nullable=False)
    quality = Column(Float, default=0.0, nullable=False)
    user_id = Column(String(36), ForeignKey("users.id", ondelete="CASCADE"), nullable=False)
    database_id = Column(String(36), ForeignKey("databases.id", ondelete="SET NULL"))


class ApiKey(Base):
    __tablename__ = "api_keys"
    id = Column(String(36), primary_key=True, default=new_id)
    name = Column(String(255), nullable=False)
    key = Column(String(500), unique=True, nullable=False)
    created = stamp(default=utc_now, nullable=False)
    last_used = stamp()
    user_id = Column(String(36), ForeignKey("users.id", ondelete="CASCADE"), nullable=False)


class Job(Base):
    __tablename__ = "jobs"
    __table_args__ = (CheckConstraint("percentage >= 0 AND percentage <= 100"),)
    id = Column(String(36), primary_key=True, default=new_id)
    document_name = Column(String(255), nullable=False)
    document_type = Column(String(50), nullable=False)
    start_date = stamp(default=utc_now, nullable=False)
    end_date = stamp()
    status = Column(Enum(JobStatus), default=JobStatus.PENDING, nullable=False)
    percentage = Column(Integer, default=0, nullable=False)
    summary = Column(Text, default="", nullable=False)
    document_id = Column(String(36), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)
    user_id = Column(String(36), ForeignKey("users.id", ondelete="CASCADE"), nullable=False)


class Task(Base):
    __tablename__ = "tasks"
    id = Column(String(36), primary_key=True, default=new_id)
    created_at = stamp(default=utc_now, nullable=False)
    updated_at = stamp(default=utc_now, onupdate=utc_now, nullable=False)
    name = Column(String(255), nullable=False, index=True)
    description = Column(Text)
    config = Column(Json, nullable=False, default=dict)
    status = Column(Enum(TaskStatus), default=TaskStatus.PENDING, nullable=False, index=True)
    max_rounds = Column(Integer, default=5)
    total_runs = Column(Integer, default=0)
    successful_runs = Column(Integer, default=0)
    last_run_duration = Column(Float)
    runs = relationship("TaskRun", cascade="all, delete-orphan", passive_deletes=True)


class TaskRun(Base):
    __tablename__ = "task_runs"
    id = Column(String(36), primary_key=True, default=new_id)
    task_id = Column(String(36), ForeignKey("tasks.id", ondelete="CASCADE"), nullable=False)
    run_number = Column(Integer, nullable=False)
    status = Column(Enum(RunStatus), default=RunStatus.PENDING, nullable=False)
    plan = Column(Json)
    results = Column(Json)
    duration = Column(Float)
    error_message = Column(Text)


class MetricSnapshot(Base):
    __tablename__ = "metric_snapshots"
    id = Column(String(36), primary_key=True, default=new_id)
    task_id = Column(String(36), ForeignKey("tasks.id", ondelete="CASCADE"))
    name = Column(String(255), nullable=False)
    metric_type = Column(Enum(MetricType), nullable=False)
    value = Column(Float, nullable=False)
    labels = Column(Json)
    timestamp = stamp(default=utc_now, nullable=False)


class Artifact(Base):
    __tablename__ = "artifacts"
    id = Column(String(36), primary_key=True, default=new_id)
    task_run_id = Column(String(36), ForeignKey("task_runs.id", ondelete="CASCADE"))
    name = Column(String(255), nullable=False)
    artifact_type = Column(Enum(ArtifactType), nullable=False)
    file_size = Column(BigInteger)
    content = Column(Text)
    # `metadata` is a name of SQLAlchemy's own
    details = Column("metadata", Json)


class Profile(Base):
    __tablename__ = "profiles"
    id = Column(Uuid, primary_key=True, default=new_id)
    user_id = Column(Uuid, unique=True, nullable=False)
    email = Column(Text, nullable=False)


class Conversation(Base):
    __tablename__ = "conversations"
    id = Column(Uuid, primary_key=True, default=new_id)
    user_id = Column(Uuid, ForeignKey("profiles.user_id"), nullable=False)
    title = Column(String(500), nullable=False)


class Message(Base):
    __tablename__ = "messages"
    id = Column(Uuid, primary_key=True, default=new_id)
    conversation_id = Column(Uuid, ForeignKey("conversations.id"), nullable=False)
    user_id = Column(Uuid, ForeignKey("profiles.user_id"), nullable=False)
    role = Column(String(20), nullable=False)
    content = Column(Text, nullable=False)
    job_id = Column(Uuid, ForeignKey("processing_jobs.id", use_alter=True))


class ProcessingJob(Base):
    __tablename__ = "processing_jobs"
    id = Column(Uuid, primary_key=True, default=new_id)
    user_id = Column(Uuid, ForeignKey("profiles.user_id"), nullable=False)
    conversation_id = Column(Uuid, ForeignKey("conversations.id"), nullable=False)
    message_id = Column(Uuid, ForeignKey("messages.id"))
    job_type = Column(Text, nullable=False)
    status = Column(Text, default="queued")
    user_query = Column(Text, nullable=False)
    intent_data = Column(Json)
    progress = Column(Float, default=0.0)
    current_phase = Column(Text, default="queued")
    updated_at = stamp()
