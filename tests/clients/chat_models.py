"""The map-reduce chat, SQLAlchemy 2 style: typed columns, `Uuid`, aware times. Its tables are made by plain SQL, so their
defaults are the database's."""

import datetime
import uuid
from typing import Any, Optional

from sqlalchemy import JSON, DateTime, Float, ForeignKey, String, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import FetchedValue


class Base(DeclarativeBase):
    type_annotation_map = {
        uuid.UUID: Uuid(),
        datetime.datetime: DateTime(timezone=True),
        str: Text(),
        float: Float(),
        Any: JSON().with_variant(JSONB(), "postgresql"),
    }


def key():
    return mapped_column(primary_key=True, default=uuid.uuid4)


def filled():
    """What the database fills in."""
    return mapped_column(server_default=FetchedValue())


def profile():
    return mapped_column(ForeignKey("profiles.user_id"))


class Profile(Base):
    __tablename__ = "profiles"
    id: Mapped[uuid.UUID] = key()
    user_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    email: Mapped[str]
    full_name: Mapped[Optional[str]]
    avatar_url: Mapped[Optional[str]]
    created_at: Mapped[datetime.datetime] = filled()
    updated_at: Mapped[datetime.datetime] = filled()


class Conversation(Base):
    __tablename__ = "conversations"
    id: Mapped[uuid.UUID] = key()
    user_id: Mapped[uuid.UUID] = profile()
    title: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime.datetime] = filled()
    updated_at: Mapped[datetime.datetime] = filled()


class Message(Base):
    __tablename__ = "messages"
    id: Mapped[uuid.UUID] = key()
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversations.id"))
    user_id: Mapped[uuid.UUID] = profile()
    role: Mapped[str] = mapped_column(String(20))
    content: Mapped[str]
    details: Mapped[Optional[Any]] = mapped_column("metadata")
    created_at: Mapped[datetime.datetime] = filled()
    job_id: Mapped[Optional[uuid.UUID]] = mapped_column(ForeignKey("processing_jobs.id", use_alter=True, name="messages_job_id_fkey"))


class ProcessingJob(Base):
    __tablename__ = "processing_jobs"
    id: Mapped[uuid.UUID] = key()
    user_id: Mapped[uuid.UUID] = profile()
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversations.id"))
    message_id: Mapped[Optional[uuid.UUID]] = mapped_column(ForeignKey("messages.id"))
    job_type: Mapped[str]
    status: Mapped[Optional[str]] = mapped_column(default="queued")
    user_query: Mapped[str]
    intent_data: Mapped[Optional[Any]]
    progress: Mapped[Optional[float]] = mapped_column(default=0.0)
    total_items: Mapped[Optional[int]] = mapped_column(default=0)
    total_batches: Mapped[Optional[int]] = mapped_column(default=0)
    processed_items: Mapped[Optional[int]] = mapped_column(default=0)
    processed_batches: Mapped[Optional[int]] = mapped_column(default=0)
    failed_batches: Mapped[Optional[int]] = mapped_column(default=0)
    current_phase: Mapped[Optional[str]] = mapped_column(default="queued")
    result: Mapped[Optional[Any]]
    aggregation_details: Mapped[Optional[Any]]
    intermediate_results: Mapped[Optional[Any]]
    error_message: Mapped[Optional[str]]
    error_details: Mapped[Optional[Any]]
    started_at: Mapped[Optional[datetime.datetime]] = filled()
    completed_at: Mapped[Optional[datetime.datetime]]
    estimated_completion_seconds: Mapped[Optional[int]]
    actual_duration_seconds: Mapped[Optional[float]]
    processing_metadata: Mapped[Optional[Any]]
    created_at: Mapped[Optional[datetime.datetime]] = filled()
    updated_at: Mapped[Optional[datetime.datetime]] = filled()
