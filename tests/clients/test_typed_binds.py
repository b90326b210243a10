"""PostgreSQL through drivers that bind with types: enums are cast to types of the models' names."""

import asyncio

import asyncpg
import psycopg
import pytest
from psycopg.types.enum import EnumInfo, register_enum
from sqlalchemy import Enum, select, text
from sqlalchemy.pool import NullPool

from conftest import IS_2
from rows import APPLICATIONS, agent_rows, attributes, chat_rows, core_rows, expected, is_now, kept, with_every_column

ENUMS = sorted({(column.type.name, column.type.enum_class) for rows in (core_rows, agent_rows) for model, _ in rows()
                for _, column in attributes(model) if isinstance(column.type, Enum)}, key=lambda pair: pair[0])


def plain(client):
    return client.url.replace("+psycopg2", "")


def test_psycopg_finds_every_enum_by_name_and_binds_its_labels(postgres):
    assert len(ENUMS) == 9
    with psycopg.connect(plain(postgres)) as connection:
        for name, kind in ENUMS:
            info = EnumInfo.fetch(connection, name)
            assert info is not None and list(info.labels) == [label.name for label in kind], name
            register_enum(info, connection, kind)
            for label in kind:
                assert connection.execute("SELECT %s", (label,)).fetchone() == (label,)
        user = core_rows()[0][1]
        role = next(kind for name, kind in ENUMS if name == "userrole").VIEWER
        connection.execute("INSERT INTO users (id, name, email, role) VALUES (%(id)s, %(name)s, %(email)s, %(role)s)", {**user, "role": role})
        assert connection.execute("SELECT role FROM users WHERE role = %s", (role,)).fetchone() == (role,)


def test_asyncpg_binds_every_label_of_every_enum(postgres):
    async def use():
        connection = await asyncpg.connect(plain(postgres))
        try:
            for name, kind in ENUMS:
                statement = await connection.prepare(f"SELECT $1::{name}")
                assert statement.get_parameters()[0].name == name
                assert [await statement.fetchval(label.name) for label in kind] == [label.name for label in kind]
                with pytest.raises(asyncpg.exceptions.InvalidTextRepresentationError):
                    await statement.fetchval("nothing")
            await connection.execute("INSERT INTO tasks (id, name, status) VALUES ($1, $2, $3)", "t", "n", "RUNNING")
            assert await connection.fetchval("SELECT count(*) FROM tasks WHERE status = $1", "RUNNING") == 1
        finally:
            await connection.close()

    asyncio.run(use())


def test_the_database_itself_is_in_utc_for_those_who_write_naive_times(postgres):
    with postgres.session() as session:
        assert session.execute(text("SELECT setting, source FROM pg_settings WHERE name = 'TimeZone'")).one() == ("UTC", "database")


if IS_2:
    from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

    import chat_models as chat

    def with_session(client, use):
        """Runs a coroutine of the application in sessions of its own."""
        async def run():
            engine = create_async_engine(client.url.replace("+psycopg2", "+asyncpg"), poolclass=NullPool)
            try:
                return await use(async_sessionmaker(engine, expire_on_commit=False))
            finally:
                await engine.dispose()

        return asyncio.run(run())

    @pytest.mark.parametrize("rows", [agent_rows, chat_rows])
    @pytest.mark.parametrize("filled", [list, with_every_column])
    def test_asynchronous_applications_keep_their_rows_and_find_them(postgres, rows, filled):
        async def use(sessions):
            async with sessions() as session:
                for model, values in filled(rows()):
                    session.add(model(**values))
                    await session.flush()
                await session.commit()
            async with sessions() as session:
                for model, values in filled(rows()):
                    row = await session.get(model, values["id"])
                    assert {name: getattr(row, name) for name in values} == expected(values)
                    assert values.get("created_at") or is_now(row.created_at)
                    for name, column in attributes(model):
                        if isinstance(column.type, Enum):
                            assert (await session.execute(select(model).where(getattr(model, name) == getattr(row, name)))).scalar_one() is row
                await session.rollback()
            # and the synchronous driver reads the same
            with postgres.session() as session:
                for model, values in filled(rows()):
                    assert kept(session, model, values) == expected(values)

        assert rows in APPLICATIONS.values()
        with_session(postgres, use)

    def test_the_chat_links_a_message_to_its_job_and_gets_updated_at_of_the_database(postgres):
        async def use(sessions):
            async with sessions() as session:
                made = [model(**values) for model, values in chat_rows()]
                for row in made:
                    session.add(row)
                    await session.flush()
                message, job = made[2:]
                message.job_id, job.message_id = job.id, message.id
                await session.commit()
                await session.refresh(job)
                before = job.updated_at
                job.status, job.progress, job.result = "completed", 1.0, {"answer": [1.1, None]}
                await session.commit()
                await session.refresh(job)
                assert job.updated_at > before and is_now(job.updated_at)
            async with sessions() as session:
                found = await session.execute(select(chat.ProcessingJob).join(chat.Message, chat.Message.job_id == chat.ProcessingJob.id))
                job = found.scalar_one()
                assert (job.message_id, job.result) == (chat_rows()[2][1]["id"], {"answer": [1.1, None]})

        with_session(postgres, use)
