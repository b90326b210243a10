"""The MGX agent's dashboard: generic JSON, String(36) ids, aware times that the database fills in."""

import enum

from sqlalchemy import JSON, BigInteger, Column, DateTime, Enum, Float, ForeignKey, Integer, String, Text, UniqueConstraint, func
from sqlalchemy.orm import declarative_base, relationship

from core_models import new_id

Base = declarative_base()


def labels(name, text):
    return enum.Enum(name, {label: label.lower() for label in text.split()})


TaskStatus = labels("TaskStatus", "PENDING RUNNING COMPLETED FAILED CANCELLED TIMEOUT")
RunStatus = labels("RunStatus", "PENDING RUNNING COMPLETED FAILED CANCELLED TIMEOUT")
MetricType = labels("MetricType", "COUNTER GAUGE HISTOGRAM TIMER STATUS ERROR_RATE THROUGHPUT LATENCY CUSTOM")
ArtifactType = labels("ArtifactType", "DOCUMENT IMAGE VIDEO AUDIO CODE DATA LOG CONFIG MODEL REPORT SUMMARY CHART")


class Kept:
    id = Column(String(36), primary_key=True, default=new_id)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)
    updated_at = Column(DateTime(timezone=True), server_default=func.now(), onupdate=func.now(), nullable=False)


def of_task(**options):
    return Column(String(36), ForeignKey("tasks.id", ondelete="CASCADE"), **options)


def of_run():
    return Column(String(36), ForeignKey("task_runs.id", ondelete="CASCADE"))


def owned(model):
    return relationship(model, cascade="all, delete-orphan", passive_deletes=True)


class Task(Kept, Base):
    __tablename__ = "tasks"
    name = Column(String(255), nullable=False, index=True)
    description = Column(Text)
    config = Column(JSON, nullable=False, default=dict)
    status = Column(Enum(TaskStatus), nullable=False, default=TaskStatus.PENDING, index=True)
    max_rounds = Column(Integer, default=5)
    max_revision_rounds = Column(Integer, default=2)
    memory_size = Column(Integer, default=50)
    total_runs = Column(Integer, default=0)
    successful_runs = Column(Integer, default=0)
    failed_runs = Column(Integer, default=0)
    last_run_at = Column(DateTime(timezone=True))
    last_run_duration = Column(Float)
    last_error = Column(Text)
    runs = owned("TaskRun")
    metrics = owned("MetricSnapshot")
    artifacts = owned("Artifact")


class TaskRun(Kept, Base):
    __tablename__ = "task_runs"
    __table_args__ = (UniqueConstraint("task_id", "run_number"),)
    task_id = of_task(nullable=False)
    run_number = Column(Integer, nullable=False)
    status = Column(Enum(RunStatus), nullable=False, default=RunStatus.PENDING)
    plan = Column(JSON)
    results = Column(JSON)
    started_at = Column(DateTime(timezone=True))
    completed_at = Column(DateTime(timezone=True))
    duration = Column(Float)
    error_message = Column(Text)
    error_details = Column(JSON)
    memory_used = Column(Integer)
    round_count = Column(Integer)


class MetricSnapshot(Kept, Base):
    __tablename__ = "metric_snapshots"
    task_id = of_task()
    task_run_id = of_run()
    name = Column(String(255), nullable=False)
    metric_type = Column(Enum(MetricType), nullable=False)
    value = Column(Float, nullable=False)
    unit = Column(String(50))
    labels = Column(JSON)
    timestamp = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class Artifact(Kept, Base):
    __tablename__ = "artifacts"
    task_id = of_task()
    task_run_id = of_run()
    name = Column(String(255), nullable=False)
    artifact_type = Column(Enum(ArtifactType), nullable=False)
    file_path = Column(Text)
    file_size = Column(BigInteger)
    file_hash = Column(String(64))
    content_type = Column(String(100))
    content = Column(Text)
    details = Column("metadata", JSON)  # the attribute's name is taken by SQLAlchemy
