"""MoRAG's remote conversion jobs, as its service and its workers use them."""

import datetime
import uuid

import pytest
from sqlalchemy import exc

from conftest import IS_2
from core_models import utcnow
from remote_models import RemoteJob, RemoteJobService
from rows import HOSTILE, MOMENT, add_each, aware, deep, is_now, remote_rows

HOUR = datetime.timedelta(hours=1)


def key(job):
    """The service is given ids as text, which SQLAlchemy 2 no longer takes for a UUID."""
    return job.id if IS_2 else str(job.id)


def create(service, name="t", **options):
    return service.create_job(ingestion_task_id=name, source_file_path="/f", content_type="audio", task_options=deep(), **options)


def test_a_job_is_created_claimed_and_completed(client):
    with client.session() as session:
        service = RemoteJobService(session)
        job = create(service)
        assert (job.status, job.retry_count, job.max_retries, job.task_options) == ("pending", 0, 3, deep())
        assert [claimed.id for claimed in service.poll_available_jobs("w", ["audio", "video"])] == [job.id]
        assert service.poll_available_jobs("w2", ["audio"]) == []
        done = service.submit_result(key(job), True, content=HOSTILE * 10_000, metadata=deep(), processing_time=0.1)
        assert (done.status, done.worker_id) == ("completed", "w")
        assert done.result_data == {"content": HOSTILE * 10_000, "metadata": deep(), "processing_time": 0.1}
        assert is_now(done.created_at) and is_now(done.started_at) and is_now(done.completed_at)
        assert done.started_at <= done.completed_at


def test_a_job_that_failed_counts_its_retries_and_keeps_its_error(client):
    with client.session() as session:
        service = RemoteJobService(session)
        job = create(service)
        service.poll_available_jobs("w", ["audio"])
        failed = service.submit_result(key(job), False, error_message=HOSTILE * 10_000)
        assert (failed.status, failed.retry_count, failed.error_message, failed.result_data) == ("failed", 1, HOSTILE * 10_000, None)


def test_a_result_for_a_job_that_is_not_there_is_for_nobody(client):
    with client.session() as session:
        assert RemoteJobService(session).submit_result(uuid.uuid4() if IS_2 else str(uuid.uuid4()), True) is None


def test_jobs_are_polled_oldest_first_by_the_microsecond_and_by_content_type(client):
    with client.session() as session:
        service = RemoteJobService(session)
        for n in (3, 1, 2):
            session.add(RemoteJob(ingestion_task_id=str(n), source_file_path="/f", content_type="audio", created_at=MOMENT.replace(tzinfo=None, microsecond=n)))
        session.commit()
        assert service.poll_available_jobs("w", ["image"]) == []
        assert [job.ingestion_task_id for job in service.poll_available_jobs("w", ["audio"], 2)] == ["1", "2"]
        assert [aware(job.created_at) for job in service.poll_available_jobs("w", ["audio"], 2)] == [MOMENT.replace(microsecond=3)]


def test_jobs_past_their_time_are_cleaned_up_and_not_polled(client):
    with client.session() as session:
        service = RemoteJobService(session)
        fresh = create(service, "fresh")
        for name, timeout, status in (("late", -HOUR, "pending"), ("running", -HOUR, "processing"), ("done", -HOUR, "completed"), ("edge", HOUR / 60, "pending")):
            session.add(RemoteJob(ingestion_task_id=name, source_file_path="/f", content_type="web", status=status, timeout_at=utcnow() + timeout))
        session.add(RemoteJob(ingestion_task_id="never", source_file_path="/f", content_type="web"))
        session.commit()
        assert service.cleanup_expired_jobs() == 2
        assert service.cleanup_expired_jobs() == 0
        late = session.query(RemoteJob).filter(RemoteJob.status == "timeout").order_by(RemoteJob.ingestion_task_id)
        assert [(job.ingestion_task_id, job.error_message) for job in late] == [
            ("late", "Job exceeded maximum processing time"), ("running", "Job exceeded maximum processing time")]
        assert {job.ingestion_task_id for job in service.poll_available_jobs("w", ["web"], 9)} == {"edge", "never"}
        assert fresh.status == "pending"


REFUSED = [
    ("valid_status", dict(status="PENDING")),
    ("valid_status", dict(status="")),
    ("valid_content_type", dict(content_type="Audio")),
    ("valid_content_type", dict(content_type="podcast")),
    ("valid_retry_count", dict(retry_count=-1)),
    ("valid_max_retries", dict(max_retries=-1)),
]


@pytest.mark.parametrize("constraint, values", REFUSED, ids=[f"{next(iter(values.items()))}" for _, values in REFUSED])
def test_what_a_check_forbids_is_refused_and_rolled_back(client, constraint, values):
    with client.session() as session:
        add_each(session, remote_rows())
        session.add(RemoteJob(ingestion_task_id="before", source_file_path="/f", content_type="web"))
        session.flush()
        session.add(RemoteJob(**{**dict(ingestion_task_id="t", source_file_path="/f", content_type="audio"), **values}))
        with pytest.raises(exc.DBAPIError, match=constraint):
            session.commit()
        session.rollback()
        assert session.query(RemoteJob).one().status == "pending"
