"""What the applications do with the tables that morag-db made: over their own drivers, with their own models."""

import datetime
import uuid

import pytest
from sqlalchemy import exc, text

from models import (ApiKey, Artifact, ArtifactType, Base, Conversation, Database, DatabaseServer, DatabaseType, Document, DocumentState, Job,
                    JobStatus, Message, MetricSnapshot, MetricType, ProcessingJob, Profile, RemoteJob, RunStatus, Task, TaskRun, TaskStatus, Theme,
                    User, UserRole, UserSettings)

HOSTILE = "Ω 😀 \"'`\\ \u202e; DROP TABLE users; -- %s %(a)s :b"
UTC = datetime.timezone.utc
MOMENT = datetime.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)


def deep(levels=20):
    value = {"text": HOSTILE, "numbers": [1.1, -0.5, 2**53 - 1], "nothing": None}
    for _ in range(levels):
        value = [value]
    return value


def aware(moment):
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def core_rows():
    user = User(id="u", name=HOSTILE, email="é@example.com", role=UserRole.ADMIN)
    server = DatabaseServer(id="s", name="n", type=DatabaseType.NEO4J, host="::1", port=7687, database="d", user_id="u")
    database = Database(id="d", name="n", description="", user_id="u", server_id="s")
    document = Document(id="doc", name=HOSTILE, type="pdf", state=DocumentState.INGESTED, quality=0.1 + 0.2, user_id="u", database_id="d")
    return [user, UserSettings(user_id="u", theme=Theme.SYSTEM, notifications=False), server, database, document]


def add_each(session, rows):
    for row in rows:
        session.add(row)
        session.flush()


def test_morag_core_writes_reads_updates_and_cascades(client):
    with client.session() as session:
        add_each(session, core_rows() + [Job(id="j", document_name="n", document_type="pdf", document_id="doc", user_id="u", percentage=100)])
        session.commit()
        job = session.get(Job, "j")
        assert (job.status, job.summary, job.percentage) == (JobStatus.PENDING, "", 100)
        for status in JobStatus:
            job.status = status
            session.commit()
            session.expire_all()
            assert session.get(Job, "j").status == status
        settings = session.query(UserSettings).one()
        assert (settings.theme, settings.notifications, settings.auto_save) == (Theme.SYSTEM, False, True)
        assert session.get(Document, "doc").quality == 0.1 + 0.2
        session.delete(session.get(Database, "d"))
        session.commit()
        session.expire_all()
        assert session.get(Document, "doc").database_id is None
        session.delete(session.get(User, "u"))
        session.commit()
        assert [session.query(model).count() for model in (UserSettings, DatabaseServer, Document, Job)] == [0, 0, 0, 0]


def test_what_breaks_a_constraint_is_refused_and_rolled_back(client):
    refused = (exc.IntegrityError, exc.DataError, exc.OperationalError, exc.ProgrammingError, exc.StatementError)
    for row in [
        Job(document_name="n", document_type="t", document_id="doc", user_id="u", percentage=101),
        Job(document_name="n", document_type="t", document_id="nobody", user_id="u"),
        User(name="n", email="é@example.com"),
        RemoteJob(ingestion_task_id="t", source_file_path="/f", content_type="audio", status="PENDING"),
        RemoteJob(ingestion_task_id="t", source_file_path="/f", content_type="podcast"),
        RemoteJob(ingestion_task_id="t", source_file_path="/f", content_type="audio", retry_count=-1),
    ]:
        with client.session() as session:
            if session.get(User, "u") is None:
                add_each(session, core_rows())
                session.commit()
            session.add(row)
            with pytest.raises(refused):
                session.commit()
            session.rollback()
    with client.session() as session:
        with pytest.raises(refused):
            session.execute(text("UPDATE users SET role = 'Admin'"))
        session.rollback()
        assert session.query(RemoteJob).count() == 0


def test_keys_that_differ_in_case_are_two(client):
    with client.session() as session:
        add_each(session, core_rows() + [ApiKey(name="n", key=key, user_id="u") for key in ("Key-A", "key-a")])
        session.commit()
        assert session.query(ApiKey).filter(ApiKey.key == "key-a").one().key == "key-a"


def test_a_remote_job_is_claimed_and_completed_as_the_service_does(client):
    with client.session() as session:
        session.add_all([
            RemoteJob(ingestion_task_id=str(n), source_file_path="/f", content_type="audio", task_options=deep(), created_at=MOMENT + datetime.timedelta(microseconds=9 - n),
                      timeout_at=datetime.datetime.now(UTC) + datetime.timedelta(hours=1)) for n in range(3)])
        session.commit()
        pending = session.query(RemoteJob).filter(RemoteJob.status == "pending", RemoteJob.content_type.in_(["audio"]),
                                                  (RemoteJob.timeout_at.is_(None)) | (RemoteJob.timeout_at > datetime.datetime.now(UTC)))
        job = pending.order_by(RemoteJob.created_at).first()
        assert job.ingestion_task_id == "2", "microseconds count"
        job.status, job.worker_id, job.started_at = "processing", "w", datetime.datetime.now(UTC)
        session.commit()
        assert aware(job.created_at) == MOMENT + datetime.timedelta(microseconds=7)
        job.status, job.completed_at, job.result_data = "completed", datetime.datetime.now(UTC), {"content": HOSTILE, "metadata": deep(10)}
        session.commit()
        session.expire_all()
        assert (job.result_data["metadata"], job.task_options) == (deep(10), deep())
        late = session.query(RemoteJob).filter(RemoteJob.status.in_(["pending", "processing"]), RemoteJob.timeout_at < datetime.datetime.now(UTC))
        assert late.count() == 0


def test_defaults_of_the_database_are_in_utc_and_sort_beside_the_clients(client):
    zone = {"mariadb": "SET time_zone = '+05:00'", "mysql": "SET time_zone = '+05:00'", "postgres": "SET timezone = 'Asia/Karachi'"}.get(client.kind)
    with client.session() as session:
        if zone:
            session.execute(text(zone))
        session.execute(text("INSERT INTO remote_jobs (ingestion_task_id, source_file_path, content_type) VALUES ('default', '/f', 'web')"))
        session.add(RemoteJob(ingestion_task_id="old", source_file_path="/f", content_type="web", created_at=MOMENT))
        session.add(RemoteJob(ingestion_task_id="new", source_file_path="/f", content_type="web", created_at=datetime.datetime.now(UTC) + datetime.timedelta(seconds=30)))
        session.commit()
    with client.session() as session:
        jobs = session.query(RemoteJob).order_by(RemoteJob.created_at).all()
        assert [job.ingestion_task_id for job in jobs] == ["old", "default", "new"]
        assert abs(aware(jobs[1].created_at) - datetime.datetime.now(UTC)) < datetime.timedelta(minutes=1)
        assert session.query(RemoteJob).filter(RemoteJob.created_at > MOMENT).count() == 2
        assert jobs[1].task_options == {} and jobs[1].max_retries == 3


def test_the_agent_keeps_tasks_runs_metrics_and_artifacts(client):
    with client.session() as session:
        session.add(Task(id="t", name=HOSTILE, config=deep(), runs=[TaskRun(id="r", run_number=1, plan=deep(5), error_message="x" * 200_000)]))
        session.commit()
        session.add_all([MetricSnapshot(task_id="t", name="cpu", metric_type=kind, value=1e300, labels={"a": 1}, timestamp=MOMENT) for kind in MetricType])
        session.add_all([Artifact(task_run_id="r", name="n", artifact_type=kind, file_size=2**62, details=deep(3)) for kind in ArtifactType])
        session.commit()
        session.expire_all()
        task = session.get(Task, "t")
        assert (task.status, task.max_rounds, task.config, task.runs[0].plan) == (TaskStatus.PENDING, 5, deep(), deep(5))
        assert {metric.metric_type for metric in session.query(MetricSnapshot)} == set(MetricType)
        assert {artifact.artifact_type for artifact in session.query(Artifact)} == set(ArtifactType)
        for status in RunStatus:
            task.runs[0].status = status
            session.commit()
        session.add(TaskRun(task_id="t", run_number=1))
        with pytest.raises(exc.IntegrityError):
            session.commit()
        session.rollback()
        session.delete(session.get(Task, "t"))
        session.commit()
        assert [session.query(model).count() for model in (TaskRun, MetricSnapshot, Artifact)] == [0, 0, 0]


def test_the_chat_links_jobs_and_the_database_keeps_updated_at(client):
    user, conversation = str(uuid.uuid4()), str(uuid.uuid4())
    with client.session() as session:
        message = Message(id=str(uuid.uuid4()), conversation_id=conversation, user_id=user, role="user", content=HOSTILE)
        job = ProcessingJob(id=str(uuid.uuid4()), user_id=user, conversation_id=conversation, job_type="aggregation", user_query=HOSTILE, intent_data=deep())
        add_each(session, [Profile(user_id=user, email="e"), Conversation(id=conversation, user_id=user, title="t"), message, job])
        session.execute(text("UPDATE processing_jobs SET updated_at = '2026-01-02 03:04:05.000006', progress = 0.1"))
        message.job_id = job.id
        session.commit()
        session.execute(text("UPDATE processing_jobs SET progress = 0.5"))
        session.commit()
        session.expire_all()
        assert session.query(Message).one().job_id == job.id
        assert (job.status, job.current_phase, job.progress) == ("queued", "queued", 0.5)
        if client.kind not in ("mariadb", "mysql"):  # there a timestamp is shown in the session's zone
            assert abs(aware(job.updated_at) - datetime.datetime.now(UTC)) < datetime.timedelta(minutes=1)
        else:
            assert job.updated_at.year > 2025 and job.updated_at.replace(tzinfo=None) > MOMENT.replace(tzinfo=None)


def test_create_all_of_the_models_finds_everything_there(client):
    Base.metadata.create_all(client.engine)
    client.init()
