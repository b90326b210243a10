"""MoRAG's remote conversion jobs: PostgreSQL's UUID and JSONB there, their generic equivalents elsewhere, naive times in
UTC. And the service over them, with its queries as they are."""

import uuid
from datetime import timedelta

import sqlalchemy
from sqlalchemy import JSON, Column, DateTime, Integer, String, Text, and_, or_
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import declarative_base
from sqlalchemy.types import TypeDecorator

from core_models import utcnow

Base = declarative_base()
Json = JSON().with_variant(postgresql.JSONB(), "postgresql")


class Guid(TypeDecorator):
    """For SQLAlchemy 1.4, which has no generic UUID: text with hyphens off PostgreSQL."""

    impl = String(36)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(postgresql.UUID(as_uuid=True) if dialect.name == "postgresql" else String(36))

    def process_bind_param(self, value, dialect):
        return value if value is None or dialect.name == "postgresql" else str(value)

    def process_result_value(self, value, dialect):
        return value if value is None or isinstance(value, uuid.UUID) else uuid.UUID(value)


# SQLAlchemy 2's own writes 32 hex digits without hyphens where the database has no UUID
AnyUuid = getattr(sqlalchemy, "Uuid", Guid)


class RemoteJob(Base):
    __tablename__ = "remote_jobs"
    id = Column(AnyUuid(), primary_key=True, default=uuid.uuid4)
    ingestion_task_id = Column(String(255), nullable=False, index=True)
    source_file_path = Column(Text, nullable=False)
    content_type = Column(String(50), nullable=False, index=True)
    task_options = Column(Json, nullable=False, default={})
    status = Column(String(20), nullable=False, default="pending", index=True)
    worker_id = Column(String(255))
    created_at = Column(DateTime, nullable=False, default=utcnow, index=True)
    started_at = Column(DateTime)
    completed_at = Column(DateTime)
    error_message = Column(Text)
    result_data = Column(Json)
    retry_count = Column(Integer, nullable=False, default=0)
    max_retries = Column(Integer, nullable=False, default=3)
    timeout_at = Column(DateTime)


class RemoteJobService:
    def __init__(self, session):
        self.db = session

    def create_job(self, **request):
        job = RemoteJob(timeout_at=utcnow() + timedelta(hours=1), **request)
        self.db.add(job)
        self.db.commit()
        self.db.refresh(job)
        return job

    def poll_available_jobs(self, worker_id, content_types, max_jobs=1):
        jobs = self.db.query(RemoteJob).filter(
            and_(
                RemoteJob.status == "pending",
                RemoteJob.content_type.in_(content_types),
                or_(RemoteJob.timeout_at.is_(None), RemoteJob.timeout_at > utcnow()),
            )
        ).order_by(RemoteJob.created_at).limit(max_jobs).all()
        for job in jobs:
            job.status = "processing"
            job.worker_id = worker_id
            job.started_at = utcnow()
        self.db.commit()
        return jobs

    def submit_result(self, job_id, success, content=None, metadata=None, processing_time=None, error_message=None):
        job = self.db.query(RemoteJob).filter(RemoteJob.id == job_id).first()
        if not job:
            return None
        job.completed_at = utcnow()
        if success:
            job.status = "completed"
            job.result_data = {"content": content, "metadata": metadata or {}, "processing_time": processing_time}
        else:
            job.status = "failed"
            job.error_message = error_message
            job.retry_count += 1
        self.db.commit()
        self.db.refresh(job)
        return job

    def cleanup_expired_jobs(self):
        expired = self.db.query(RemoteJob).filter(
            and_(RemoteJob.status.in_(["pending", "processing"]), RemoteJob.timeout_at < utcnow())
        ).all()
        for job in expired:
            job.status = "timeout"
            job.error_message = "Job exceeded maximum processing time"
        self.db.commit()
        return len(expired)
