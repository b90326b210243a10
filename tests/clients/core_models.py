"""MoRAG core, SQLAlchemy 1.4 style: native enums, String(36) ids, naive times in UTC."""

import datetime
import enum
import uuid

from sqlalchemy import (Boolean, CheckConstraint, Column, DateTime, Enum as SQLEnum, Float, ForeignKey, Integer, String, Text,
                        UniqueConstraint)
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


def new_id():
    return str(uuid.uuid4())


def utcnow():
    """What datetime.utcnow() gives, which newer Pythons warn of."""
    return datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)


class UserRole(enum.Enum):
    ADMIN = "admin"
    USER = "user"
    VIEWER = "viewer"


class Theme(enum.Enum):
    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class DatabaseType(enum.Enum):
    QDRANT = "qdrant"
    NEO4J = "neo4j"
    PINECONE = "pinecone"
    WEAVIATE = "weaviate"
    CHROMA = "chroma"


class DocumentState(enum.Enum):
    PENDING = "pending"
    INGESTING = "ingesting"
    INGESTED = "ingested"
    DEPRECATED = "deprecated"
    DELETED = "deleted"


class JobStatus(enum.Enum):
    PENDING = "pending"
    WAITING_FOR_REMOTE_WORKER = "waiting_for_remote_worker"
    PROCESSING = "processing"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


def identifier():
    return Column(String(36), primary_key=True, default=new_id)


def moment(**options):
    return Column(DateTime, nullable=False, default=utcnow, **options)


def owner():
    return Column(String(36), ForeignKey("users.id", ondelete="CASCADE"), nullable=False)


def owned(model):
    return relationship(model, cascade="all, delete-orphan", passive_deletes=True)


class User(Base):
    __tablename__ = "users"
    id = identifier()
    name = Column(String(255), nullable=False)
    email = Column(String(255), unique=True, nullable=False)
    avatar = Column(String(500))
    role = Column(SQLEnum(UserRole), nullable=False, default=UserRole.USER)
    created_at = moment()
    updated_at = moment(onupdate=utcnow)
    settings = relationship("UserSettings", uselist=False, cascade="all, delete-orphan", passive_deletes=True)
    database_servers = owned("DatabaseServer")
    databases = owned("Database")
    documents = owned("Document")
    api_keys = owned("ApiKey")
    jobs = owned("Job")


class UserSettings(Base):
    __tablename__ = "user_settings"
    id = identifier()
    user_id = Column(String(36), ForeignKey("users.id", ondelete="CASCADE"), unique=True, nullable=False)
    theme = Column(SQLEnum(Theme), nullable=False, default=Theme.LIGHT)
    language = Column(String(10), nullable=False, default="en")
    notifications = Column(Boolean, nullable=False, default=True)
    auto_save = Column(Boolean, nullable=False, default=True)
    default_database = Column(String(36))
    created_at = moment()
    updated_at = moment(onupdate=utcnow)


class DatabaseServer(Base):
    __tablename__ = "database_servers"
    id = identifier()
    name = Column(String(255), nullable=False)
    type = Column(SQLEnum(DatabaseType), nullable=False)
    host = Column(String(255), nullable=False)
    port = Column(Integer, nullable=False)
    username = Column(String(255))
    password = Column(String(255))
    api_key = Column(String(500))
    database = Column(String(255))
    collection = Column(String(255))
    is_active = Column(Boolean, nullable=False, default=False)
    created_at = moment()
    last_connected = Column(DateTime)
    updated_at = moment(onupdate=utcnow)
    user_id = owner()


class Database(Base):
    __tablename__ = "databases"
    __table_args__ = (UniqueConstraint("name", "user_id", name="unique_database_name_per_user"),)
    id = identifier()
    name = Column(String(255), nullable=False)
    description = Column(Text, nullable=False)
    document_count = Column(Integer, nullable=False, default=0)
    last_updated = moment()
    created_at = moment()
    updated_at = moment(onupdate=utcnow)
    user_id = owner()
    server_id = Column(String(36), ForeignKey("database_servers.id", ondelete="CASCADE"), nullable=False)


class Document(Base):
    __tablename__ = "documents"
    id = identifier()
    name = Column(String(255), nullable=False)
    type = Column(String(50), nullable=False)
    state = Column(SQLEnum(DocumentState), nullable=False, default=DocumentState.PENDING)
    version = Column(Integer, nullable=False, default=1)
    chunks = Column(Integer, nullable=False, default=0)
    quality = Column(Float, nullable=False, default=0.0)
    upload_date = moment()
    created_at = moment()
    updated_at = moment(onupdate=utcnow)
    user_id = owner()
    database_id = Column(String(36), ForeignKey("databases.id", ondelete="SET NULL"))


class ApiKey(Base):
    __tablename__ = "api_keys"
    id = identifier()
    name = Column(String(255), nullable=False)
    key = Column(String(500), unique=True, nullable=False)
    created = moment()
    last_used = Column(DateTime)
    created_at = moment()
    updated_at = moment(onupdate=utcnow)
    user_id = owner()


class Job(Base):
    __tablename__ = "jobs"
    __table_args__ = (CheckConstraint("percentage >= 0 AND percentage <= 100"),)
    id = identifier()
    document_name = Column(String(255), nullable=False)
    document_type = Column(String(50), nullable=False)
    start_date = moment()
    end_date = Column(DateTime)
    status = Column(SQLEnum(JobStatus), nullable=False, default=JobStatus.PENDING)
    percentage = Column(Integer, nullable=False, default=0)
    summary = Column(Text, nullable=False, default="")
    created_at = moment()
    updated_at = moment(onupdate=utcnow)
    document_id = Column(String(36), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)
    user_id = owner()
