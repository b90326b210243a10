"""MySQL and MariaDB compare text without regard to case, unless a column is told otherwise."""

from sqlalchemy import func

from conftest import only_on
from core_models import ApiKey, User
from remote_models import RemoteJob
from rows import add_each, core_rows

only = only_on("mariadb", "mysql")


@only
def test_keys_and_emails_that_differ_in_case_are_two(client):
    more = [(ApiKey, dict(id="k2", name="n", key="key-a", user_id="u")), (User, dict(id="U", name="n", email="É@example.com"))]
    with client.session() as session:
        add_each(session, core_rows() + more)
        assert session.query(ApiKey).filter(ApiKey.key == "key-a").one().id == "k2"
        assert session.query(ApiKey).filter(ApiKey.key == "KEY-A").count() == 0
        assert session.get(User, "U").email == "É@example.com"
        assert session.query(User).filter(User.email == "é@example.com").one().id == "u"


@only
def test_statuses_and_workers_are_compared_with_their_case(client):
    with client.session() as session:
        add_each(session, [(RemoteJob, dict(ingestion_task_id=name, source_file_path="/f", content_type="web", worker_id=name)) for name in ("w", "W")])
        assert session.query(RemoteJob).filter(RemoteJob.status == "Pending").count() == 0
        assert session.query(RemoteJob).filter(RemoteJob.worker_id == "W").count() == 1
        assert session.query(RemoteJob).filter(RemoteJob.ingestion_task_id == "w").count() == 1
        assert session.query(func.count(RemoteJob.worker_id.distinct())).scalar() == 2
