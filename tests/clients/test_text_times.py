"""SQLite compares times as text: whoever writes them, they are of one format."""

import datetime

import pytest
from sqlalchemy import text

from conftest import only_on
from core_models import utcnow
from remote_models import RemoteJob
from rows import is_now

MINUTE = datetime.timedelta(minutes=1)


@pytest.mark.parametrize("offset", [MINUTE / 60, MINUTE, 60 * MINUTE])
@only_on("sqlite")
def test_times_by_sqlalchemy_by_default_and_by_plain_sql_sort_and_compare_right(client, offset):
    insert = "INSERT INTO remote_jobs (ingestion_task_id, source_file_path, content_type{}) VALUES ('{}', '/f', 'web'{})"
    now = utcnow()
    with client.session() as session:
        session.execute(text(insert.format(", created_at", "plain", ", :at")), dict(at=(now + offset).strftime("%Y-%m-%d %H:%M:%S.%f")))
        session.execute(text(insert.format("", "default", "")))
        session.add(RemoteJob(ingestion_task_id="sqlalchemy", source_file_path="/f", content_type="web", created_at=now - offset))
        session.commit()
    with client.session() as session:
        jobs = session.query(RemoteJob).order_by(RemoteJob.created_at).all()
        assert [job.ingestion_task_id for job in jobs] == ["sqlalchemy", "default", "plain"]
        assert is_now(jobs[1].created_at)
        for at, later in ((now - offset, 2), (jobs[1].created_at, 1), (now + offset, 0)):
            assert session.query(RemoteJob).filter(RemoteJob.created_at > at).count() == later
            assert session.query(RemoteJob).filter(RemoteJob.created_at == at).count() == 1
        assert session.execute(text("SELECT DISTINCT typeof(created_at), length(created_at) FROM remote_jobs")).all() == [("text", 26)]
