"""A database a test on each engine, made by the binary. An engine asked for and not reachable fails."""

import os
import pathlib
import subprocess
import uuid

import pytest
import sqlalchemy
from sqlalchemy import event, text
from sqlalchemy.orm import sessionmaker

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("MORAG_DB_BINARY", str(ROOT / "target/debug/morag-db"))
VARIABLES = {"postgres": "MORAG_TEST_POSTGRES_URL", "mariadb": "MORAG_TEST_MARIADB_URL", "mysql": "MORAG_TEST_MYSQL_URL"}
DRIVERS = {"postgres": ["psycopg2", "psycopg"], "mariadb": ["pymysql"], "mysql": ["pymysql"], "sqlite": ["pysqlite"]}
# asyncpg and psycopg 3 are used with SQLAlchemy 2
IS_2 = sqlalchemy.__version__.startswith("2")


HAS_POSTGRES = "postgres" in os.environ["MORAG_TEST_ENGINES"].split(",")
collect_ignore = [] if IS_2 and HAS_POSTGRES else ["test_asyncpg.py"]


def engines():
    for engine in os.environ["MORAG_TEST_ENGINES"].split(","):
        for driver in DRIVERS.get(engine, []):
            if IS_2 or driver != "psycopg":
                yield f"{engine}+{driver}"


class Client:
    """A database that `morag-db init` made, and SQLAlchemy's engine on it."""

    def __init__(self, name, folder):
        self.kind, driver = name.split("+")
        self.name = f"morag_clients_{uuid.uuid4().hex[:12]}"
        if self.kind == "sqlite":
            self.morag_url = f"sqlite:///{folder}/morag.db"
            self.url = f"sqlite:///{folder}/morag.db"
        else:
            server = os.environ[VARIABLES[self.kind]].rsplit("/", 1)[0]
            self.morag_url = f"{server}/{self.name}"
            scheme = "postgresql" if self.kind == "postgres" else "mysql"
            self.server = f"{scheme}+{driver}://{server.split('://')[1]}"
            self.url = f"{self.server}/{self.name}"
        self.folder = folder
        self.init()
        self.engine = sqlalchemy.create_engine(self.url)
        if self.kind == "sqlite":
            event.listen(self.engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
        self.session = sessionmaker(bind=self.engine)

    def init(self):
        # the URL as the application has it: morag-db reads it as it is
        environment = {"DATABASE_URL": self.url, "PATH": os.environ["PATH"]}
        done = subprocess.run([BINARY, "init"], cwd=self.folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def drop(self):
        self.engine.dispose()
        if self.kind != "sqlite":
            admin = sqlalchemy.create_engine(f"{self.server}/{'postgres' if self.kind == 'postgres' else 'mysql'}", isolation_level="AUTOCOMMIT")
            with admin.connect() as connection:
                connection.execute(text(f"DROP DATABASE {self.name}" + (" WITH (FORCE)" if self.kind == "postgres" else "")))
            admin.dispose()


@pytest.fixture(params=list(engines()))
def client(request, tmp_path):
    made = Client(request.param, tmp_path)
    yield made
    made.drop()


@pytest.fixture
def postgres(tmp_path):
    made = Client("postgres+psycopg2", tmp_path)
    yield made
    made.drop()
