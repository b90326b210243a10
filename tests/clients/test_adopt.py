"""Databases that the applications made themselves, taken over by `morag-db migrate adopt`: the applications read the same as before,
value by value, and go on writing."""

import pathlib
import subprocess
import sys

import pytest
from sqlalchemy import text

from conftest import IS_2
from rows import APPLICATIONS, add_each, attributes, aware, with_every_column, with_nulls

every_application = pytest.mark.parametrize("rows", APPLICATIONS.values(), ids=APPLICATIONS.keys())


def create_all(client, rows):
    rows()[0][0].metadata.create_all(client.engine)


def given(model, values):
    """The chat's SQL fills these in; its models alone do not."""
    if model.__tablename__ in ("profiles", "conversations", "messages", "processing_jobs"):
        moment = with_every_column([(model, values)])[0][1]
        return {**{name: moment[name] for name in ("created_at", "updated_at") if name in moment and name not in values}, **values}
    return values


def everything(session, rows):
    """Every attribute of every row, as the application reads it."""
    found = []
    for model, _ in rows():
        for row in session.query(model).order_by(model.id):
            found.append((model.__tablename__, {name: aware(getattr(row, name)) for name, _ in attributes(model)}))
    return found


def adopt(client, *options):
    return client.run("migrate", "adopt", "--yes", "--database", client.name, *options)


@every_application
@pytest.mark.parametrize("variant", [with_every_column, with_nulls, lambda rows: rows], ids=["every", "nulls", "defaults"])
def test_an_application_reads_the_same_after_its_database_was_adopted(foreign, rows, variant):
    create_all(foreign, rows)
    with foreign.session() as session:
        add_each(session, [(model, given(model, values)) for model, values in variant(rows())])
    with foreign.session() as session:
        before = everything(session, rows)
    adopt(foreign)
    with foreign.session() as session:
        assert everything(session, rows) == before
        for model, values in rows():
            # by key too: a UUID is looked up as the application writes it
            assert session.get(model, values["id"]) is not None
    foreign.run("init")
    foreign.run("verify")
    with foreign.session() as session:
        assert everything(session, rows) == before


@every_application
def test_an_application_goes_on_writing_after_its_database_was_adopted(foreign, rows):
    create_all(foreign, rows)
    adopt(foreign)
    foreign.run("init")
    with foreign.session() as session:
        add_each(session, with_every_column(rows()))
        for model, values in with_every_column(rows()):
            row = session.get(model, values["id"])
            for name, value in values.items():
                setattr(row, name, value)
        session.commit()
    with foreign.session() as session:
        assert len(everything(session, rows)) == len(rows())
    # and create_all finds all there
    create_all(foreign, rows)
    foreign.run("verify")


def test_all_four_applications_share_one_adopted_database(foreign):
    for rows in APPLICATIONS.values():
        create_all(foreign, rows)
        with foreign.session() as session:
            add_each(session, [(model, given(model, values)) for model, values in with_every_column(rows())])
    with foreign.session() as session:
        before = [everything(session, rows) for rows in APPLICATIONS.values()]
    adopt(foreign)
    foreign.run("init")
    foreign.run("verify")
    with foreign.session() as session:
        assert [everything(session, rows) for rows in APPLICATIONS.values()] == before
    assert "Nothing to adopt" in adopt(foreign)


def test_alembics_own_revision_is_reported_and_stays(foreign):
    create_all(foreign, APPLICATIONS["agent"])
    with foreign.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('abc123')"))
    assert "revision abc123" in foreign.run("migrate", "adopt", "--dry-run")
    adopt(foreign)
    with foreign.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "abc123"


def test_the_fixtures_without_python_are_what_create_all_sends(tmp_path):
    if not IS_2:
        return  # they were made with the newer one
    here = pathlib.Path(__file__).parent
    # in a process of its own: SQLAlchemy remembers keys that go round in a circle
    subprocess.run([sys.executable, "-B", here / "create_all.py", tmp_path], check=True)
    # a table's indexes come in any order
    def read(folder):
        return {file.name: sorted(file.read_text().split(";\n")) for file in folder.iterdir()}

    assert read(here / "../fixtures/create_all") == read(tmp_path)
