"""asyncpg, which binds with types: enums are cast to types of the models' names, UUIDs and times to their own."""

import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from models import RemoteJob, Task, TaskStatus, User, UserRole
from test_applications import MOMENT, deep


def test_enums_uuids_and_times_are_cast_to_the_types_that_are_there(postgres):
    async def use():
        engine = create_async_engine(postgres.url.replace("+psycopg2", "+asyncpg"))
        async with async_sessionmaker(engine, expire_on_commit=False)() as session:
            session.add(User(id="a", name="n", email="a", role=UserRole.VIEWER))
            session.add(Task(id="t", name="n", status=TaskStatus.RUNNING, config=deep()))
            session.add(RemoteJob(ingestion_task_id="t", source_file_path="/f", content_type="image", created_at=MOMENT))
            await session.commit()
            assert (await session.execute(select(User).where(User.role == UserRole.VIEWER))).scalar_one().id == "a"
            assert (await session.execute(select(RemoteJob))).scalar_one().created_at == MOMENT
        await engine.dispose()

    asyncio.run(use())
