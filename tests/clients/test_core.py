"""MoRAG core: cascades, and what is refused."""

import pytest
from sqlalchemy import exc, text

from core_models import ApiKey, Database, DatabaseServer, Document, Job, User, UserSettings
from rows import add_each, core_rows


def counts(session):
    return [session.query(model).count() for model, _ in core_rows()]


@pytest.fixture
def session(client):
    with client.session() as session:
        add_each(session, core_rows())
        yield session


def test_a_user_takes_all_that_is_theirs_along(session):
    session.delete(session.get(User, "u"))
    session.commit()
    assert counts(session) == [0] * 7


def test_a_plain_delete_of_a_user_cascades_in_the_database(session):
    session.execute(text("DELETE FROM users WHERE id = 'u'"))
    session.commit()
    assert counts(session) == [0] * 7


def test_a_database_leaves_its_documents_and_a_document_takes_its_jobs_along(session):
    session.get(Document, "doc").database_id = "d"
    session.commit()
    session.delete(session.get(DatabaseServer, "s"))
    session.commit()
    session.expire_all()
    assert session.query(Database).count() == 0
    assert session.get(Document, "doc").database_id is None
    session.delete(session.get(Document, "doc"))
    session.commit()
    assert session.query(Job).count() == 0


REFUSED = {
    "a_percentage_above_100": ("percentage", lambda: Job(document_name="n", document_type="t", document_id="doc", user_id="u", percentage=101)),
    "a_percentage_below_0": ("percentage", lambda: Job(document_name="n", document_type="t", document_id="doc", user_id="u", percentage=-1)),
    "a_job_of_no_document": ("(?i)foreign key", lambda: Job(document_name="n", document_type="t", document_id="nobody", user_id="u")),
    "an_email_again": ("(?i)unique|duplicate", lambda: User(name="n", email="é@example.com")),
    "a_key_again": ("(?i)unique|duplicate", lambda: ApiKey(name="n", key="Key-A", user_id="u")),
    "settings_again": ("(?i)unique|duplicate", lambda: UserSettings(user_id="u")),
    "a_database_of_that_name_again": ("(?i)unique|duplicate", lambda: Database(name="n", description="", user_id="u", server_id="s")),
    "a_user_without_a_name": ("name", lambda: User(email="x")),
}


@pytest.mark.parametrize("message, row", REFUSED.values(), ids=REFUSED.keys())
def test_what_breaks_a_constraint_is_refused_and_all_of_its_transaction_rolled_back(session, message, row):
    session.add(User(name="before", email="before"))
    session.flush()
    session.add(row())
    with pytest.raises(exc.DBAPIError, match=message):
        session.commit()
    session.rollback()
    assert counts(session) == [1] * 7


LABELS = [("users", "role"), ("user_settings", "theme"), ("database_servers", "type"), ("documents", "state"), ("jobs", "status")]


@pytest.mark.parametrize("table, column", LABELS)
def test_an_unknown_label_is_refused(session, table, column):
    for label in ("NOBODY", "admin", "light", "neo4j", "pending", ""):
        with pytest.raises(exc.DBAPIError, match=column):
            session.execute(text(f"UPDATE {table} SET {column} = '{label}'"))
        session.rollback()
