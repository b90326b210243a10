"""The MGX agent: tasks with their runs, metrics and artifacts."""

import pytest
from sqlalchemy import exc, text

from agent_models import Artifact, ArtifactType, MetricSnapshot, MetricType, Task, TaskRun, TaskStatus
from rows import HOSTILE, add_each, agent_rows, deep, is_now, with_every_column


def counts(session):
    return [session.query(model).count() for model, _ in agent_rows()]


def test_a_task_takes_its_runs_metrics_and_artifacts_along(client):
    with client.session() as session:
        add_each(session, with_every_column(agent_rows()))
        session.delete(session.get(Task, "t"))
        session.commit()
        assert counts(session) == [0] * 4


def test_a_plain_delete_of_a_run_cascades_in_the_database(client):
    with client.session() as session:
        add_each(session, with_every_column(agent_rows()))
        session.execute(text("DELETE FROM task_runs"))
        session.commit()
        assert counts(session) == [1, 0, 0, 0]


def test_metrics_and_artifacts_need_no_task(client):
    with client.session() as session:
        session.add(MetricSnapshot(name="cpu", metric_type=MetricType.GAUGE, value=1.7976931348623157e308, labels={"host": HOSTILE}))
        session.add(Artifact(name="n", artifact_type=ArtifactType.LOG, content=HOSTILE * 10_000, file_size=2**62, details=deep()))
        session.commit()
        session.expire_all()
        metric, artifact = session.query(MetricSnapshot).one(), session.query(Artifact).one()
        assert (metric.value, metric.labels) == (1.7976931348623157e308, {"host": HOSTILE})
        assert (artifact.content, artifact.file_size, artifact.details) == (HOSTILE * 10_000, 2**62, deep())
        assert is_now(metric.timestamp)


def test_a_number_of_a_run_is_there_once_in_a_task(client):
    with client.session() as session:
        add_each(session, agent_rows())
        session.add_all([TaskRun(task_id="t", run_number=2), TaskRun(task_id="t", run_number=1)])
        with pytest.raises(exc.IntegrityError, match="(?i)unique|duplicate"):
            session.commit()
        session.rollback()
        assert counts(session) == [1] * 4


def test_what_the_application_updates_it_stamps(client):
    with client.session() as session:
        add_each(session, agent_rows())
        client.set_zone(session, "+00:00")
        task = session.get(Task, "t")
        task.status, task.total_runs, task.config = TaskStatus.RUNNING, task.total_runs + 1, {"model": "gpt-4"}
        session.commit()
        session.expire_all()
        task = session.query(Task).filter(Task.config["model"].as_string() == "gpt-4").one()
        assert (task.status, task.total_runs) == (TaskStatus.RUNNING, 1)
        assert is_now(task.created_at) and is_now(task.updated_at)


@pytest.mark.parametrize("table, column", [("tasks", "status"), ("task_runs", "status"), ("metric_snapshots", "metric_type"), ("artifacts", "artifact_type")])
def test_an_unknown_label_is_refused(client, table, column):
    with client.session() as session:
        add_each(session, agent_rows())
        for label in ("NOTHING", "pending", "gauge", "report", ""):
            with pytest.raises(exc.DBAPIError, match="status|type"):
                session.execute(text(f"UPDATE {table} SET {column} = '{label}'"))
            session.rollback()
