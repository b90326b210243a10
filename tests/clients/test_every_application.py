"""What holds for all tables of all four applications."""

import datetime
import re
import uuid

import pytest
import sqlalchemy
from sqlalchemy import DateTime, inspect, text

from rows import APPLICATIONS, add_each, attributes, expected, is_now, kept, with_every_column, with_nulls

every_application = pytest.mark.parametrize("rows", APPLICATIONS.values(), ids=APPLICATIONS.keys())


@every_application
def test_rows_with_the_applications_own_defaults_are_kept(client, rows):
    with client.session() as session:
        add_each(session, rows())
    with client.session() as session:
        for model, values in rows():
            assert kept(session, model, values) == expected(values)
            for name, column in attributes(model):
                value = getattr(session.get(model, values["id"]), name)
                if column.default is not None and column.default.is_scalar:
                    assert name in values or value == column.default.arg, name
                if isinstance(column.type, DateTime) and not column.nullable:
                    assert is_now(value), name


@every_application
def test_rows_with_a_value_in_every_column_are_read_back_equal(client, rows):
    with client.session() as session:
        add_each(session, with_every_column(rows()))
    with client.session() as session:
        for model, values in with_every_column(rows()):
            assert kept(session, model, values) == expected(values)


@every_application
def test_rows_with_nothing_in_every_column_that_takes_nothing_are_read_back_equal(client, rows):
    with client.session() as session:
        add_each(session, with_nulls(rows()))
    with client.session() as session:
        for model, values in with_nulls(rows()):
            assert kept(session, model, values) == values


@every_application
def test_rows_that_leave_all_to_the_database_get_the_models_defaults_and_utc(client, rows):
    with client.session() as session:
        client.set_zone(session, "+05:00")
        for model, values in rows():
            types = {name: column.type for name, column in attributes(model)}
            # a table that knows the names and types alone, so that no default is the client's
            bare = sqlalchemy.table(model.__tablename__, *[sqlalchemy.column(name, types[name]) for name in values])
            session.execute(bare.insert().values(**values))
        session.commit()
    with client.session() as session:
        client.set_zone(session, "+00:00")
        for model, values in rows():
            for name, column in attributes(model):
                value = getattr(session.get(model, values["id"]), name)
                if name in values:
                    assert value == values[name]
                elif column.default is not None and column.default.is_scalar:
                    assert value == column.default.arg, name
                elif isinstance(column.type, DateTime) and (not column.nullable or column.server_default is not None):
                    assert is_now(value), f"{column} is {value}"


@every_application
def test_every_label_of_every_enum_is_kept_and_found(client, rows):
    with client.session() as session:
        add_each(session, rows())
        for model, values in rows():
            for name, column in attributes(model):
                for label in getattr(column.type, "enum_class", None) or []:
                    setattr(session.get(model, values["id"]), name, label)
                    session.commit()
                    assert session.query(model).filter(getattr(model, name) == label).count() == 1


@every_application
def test_an_update_of_every_column_is_kept(client, rows):
    changed = with_every_column(rows())
    for model, values in changed:
        if model.__tablename__ == "processing_jobs":
            del values["updated_at"]  # the database's own
    with client.session() as session:
        add_each(session, rows())
        for model, values in changed:
            row = session.get(model, values["id"])
            for name, value in values.items():
                setattr(row, name, value)
            session.commit()
    with client.session() as session:
        for model, values in changed:
            assert kept(session, model, values) == expected(values)


@every_application
def test_what_is_rolled_back_is_gone(client, rows):
    with client.session() as session:
        for model, values in rows():
            session.add(model(**values))
            session.flush()
        session.rollback()
        assert [session.query(model).count() for model, _ in rows()] == [0] * len(rows())


@every_application
def test_an_id_that_nobody_has_is_not_found(client, rows):
    with client.session() as session:
        for model, values in rows():
            nobody = uuid.uuid4() if isinstance(values["id"], uuid.UUID) else "Ω 😀"
            assert session.get(model, nobody) is None


def catalog(engine):
    with engine.connect() as connection:
        seen = inspect(connection)
        reads = (seen.get_columns, seen.get_indexes, seen.get_foreign_keys, seen.get_pk_constraint)
        tables = {name: [re.sub(" at 0x[0-9a-f]+", "", repr(read(name))) for read in reads] for name in seen.get_table_names()}
        return tables, seen.get_enums() if engine.dialect.name == "postgresql" else None


def test_create_all_of_the_models_finds_all_there_and_changes_nothing(client):
    before = catalog(client.engine)
    for rows in APPLICATIONS.values():
        rows()[0][0].metadata.create_all(client.engine, checkfirst=True)
    assert catalog(client.engine) == before
    client.run("verify")
    client.run("init")


def test_updated_at_of_a_processing_job_moves_on_after_a_plain_update(client):
    user, conversation, job = (str(uuid.uuid4()) for _ in range(3))
    hour = datetime.timedelta(hours=1)
    old = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - hour
    updated_at = text("SELECT updated_at, progress FROM processing_jobs").columns(updated_at=DateTime(), progress=sqlalchemy.Float())
    with client.session() as session:
        client.set_zone(session, "+00:00")
        session.execute(text("INSERT INTO profiles (user_id, email) VALUES (:user, 'e')"), dict(user=user))
        session.execute(text("INSERT INTO conversations (id, user_id, title) VALUES (:id, :user, 't')"), dict(id=conversation, user=user))
        session.execute(
            text("INSERT INTO processing_jobs (id, user_id, conversation_id, job_type, user_query, updated_at) VALUES (:id, :user, :conversation, 'a', 'q', :old)"),
            dict(id=job, user=user, conversation=conversation, old=old if client.kind != "sqlite" else str(old)))
        session.commit()
    with client.session() as session:
        client.set_zone(session, "+00:00")
        assert not is_now(session.execute(updated_at).one().updated_at)
        session.execute(text("UPDATE processing_jobs SET progress = 0.5"))
        session.commit()
    with client.session() as session:
        client.set_zone(session, "+00:00")
        row = session.execute(updated_at).one()
        assert is_now(row.updated_at) and row.progress == 0.5
