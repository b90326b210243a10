"""Rows of the four applications: the least that each table takes, and a value in every column."""

import datetime
import uuid

from sqlalchemy import JSON, BigInteger, Boolean, DateTime, Enum, Float, Integer, String, Text

import agent_models as agent
import core_models as core
import remote_models as remote
from conftest import IS_2

UTC = datetime.timezone.utc
MOMENT = datetime.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
HOSTILE = "Ω 😀 \"'`\\ \u202e; DROP TABLE users; -- %s %(a)s :b ?"
A, B, C, D, E = (uuid.UUID(int=n << 64 | 0xABCDEF) for n in range(1, 6))


def deep(levels=20):
    value = {"text": HOSTILE, "numbers": [1.1, -0.5, 2**53 - 1], "nothing": None, "empty": {}}
    for level in range(levels):
        value = [value] if level % 2 else {"in": value}
    return value


def aware(value):
    """A time as UTC, whether the driver gives the zone or not."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime.datetime) and value.tzinfo is None else value


def is_now(value):
    return abs(aware(value) - datetime.datetime.now(UTC)) < datetime.timedelta(minutes=1)


def core_rows():
    return [
        (core.User, dict(id="u", name="n", email="é@example.com")),
        (core.UserSettings, dict(id="us", user_id="u")),
        (core.DatabaseServer, dict(id="s", name="n", type=core.DatabaseType.NEO4J, host="::1", port=7687, user_id="u")),
        (core.Database, dict(id="d", name="n", description="", user_id="u", server_id="s")),
        (core.Document, dict(id="doc", name="n", type="pdf", user_id="u")),
        (core.ApiKey, dict(id="k", name="n", key="Key-A", user_id="u")),
        (core.Job, dict(id="j", document_name="n", document_type="pdf", document_id="doc", user_id="u")),
    ]


def remote_rows():
    return [(remote.RemoteJob, dict(id=A, ingestion_task_id="t", source_file_path="/f", content_type="audio"))]


def agent_rows():
    return [
        (agent.Task, dict(id="t", name="n")),
        (agent.TaskRun, dict(id="r", task_id="t", run_number=1)),
        (agent.MetricSnapshot, dict(id="m", name="cpu", metric_type=agent.MetricType.GAUGE, value=75.5)),
        (agent.Artifact, dict(id="a", name="n", artifact_type=agent.ArtifactType.REPORT)),
    ]


def chat_rows():
    import chat_models as chat

    return [
        (chat.Profile, dict(id=A, user_id=B, email="e")),
        (chat.Conversation, dict(id=C, user_id=B, title="t")),
        (chat.Message, dict(id=D, conversation_id=C, user_id=B, role="user", content="c")),
        (chat.ProcessingJob, dict(id=E, user_id=B, conversation_id=C, job_type="aggregation", user_query="q")),
    ]


APPLICATIONS = {"core": core_rows, "remote": remote_rows, "agent": agent_rows}
if IS_2:
    APPLICATIONS["chat"] = chat_rows

# where not any value will do, and the chat's job, which comes after the message that it belongs to
PARTICULAR = {"percentage": 100, "remote_jobs.status": "completed", "messages.job_id": None}
REFERENCES = {"databases.id": "d", "tasks.id": "t", "task_runs.id": "r", "messages.id": D}


def any_value(column):
    """A value that is hard to keep, for a column of the type."""
    for name in (column.name, str(column)):
        if name in PARTICULAR:
            return PARTICULAR[name]
    for key in column.foreign_keys:
        return REFERENCES[key.target_fullname]
    kind = getattr(column.type, "impl", column.type) if not isinstance(column.type, Enum) else column.type  # of a variant in 1.4
    if isinstance(kind, Enum):
        return list(kind.enum_class)[-1]
    if isinstance(kind, Text):
        return HOSTILE
    if isinstance(kind, String):
        return "😀" * kind.length
    if isinstance(kind, DateTime):
        return MOMENT if kind.timezone else MOMENT.replace(tzinfo=None)
    if isinstance(kind, Boolean):
        return not column.default.arg
    for type_, value in ((JSON, deep()), (BigInteger, 2**62), (Integer, 2**31 - 1), (Float, 0.1 + 0.2)):
        if isinstance(kind, type_):
            return value
    raise AssertionError(f"no value for {column}")


def attributes(model):
    """The model's attributes and their columns."""
    return [(attribute.key, attribute.columns[0]) for attribute in model.__mapper__.column_attrs]


def with_every_column(rows):
    return [(model, {name: values[name] if name in values else any_value(column) for name, column in attributes(model)}) for model, values in rows]


def with_nulls(rows):
    """Nothing in every column that takes nothing; to SQLAlchemy it means the default where there is one."""
    def empty(column):
        return column.nullable and column.default is None and column.server_default is None

    return [(model, {**{name: None for name, column in attributes(model) if empty(column)}, **values}) for model, values in rows]


def kept(session, model, values):
    """The row's attributes that were given, as they are read back."""
    row = session.get(model, values["id"])
    return {name: aware(getattr(row, name)) for name in values}


def add_each(session, rows):
    for model, values in rows:
        session.add(model(**values))
        session.flush()
    session.commit()


def expected(values):
    return {name: aware(value) for name, value in values.items()}
