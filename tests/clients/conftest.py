"""A database for each engine and driver, made by the binary, empty for each test, dropped at the end. An engine that is asked
for and can't be reached fails."""

import os
import pathlib
import subprocess
import uuid

import pytest
import sqlalchemy
from sqlalchemy import event, text
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import NullPool

HERE = pathlib.Path(__file__).resolve().parent
BINARY = str(pathlib.Path(os.environ.get("MORAG_DB_BINARY", HERE / "../../target/debug/morag-db")).resolve())
ENGINES = os.environ.get("MORAG_TEST_ENGINES", "sqlite").split(",")
IS_2 = not sqlalchemy.__version__.startswith("1.")
SCHEMES = {
    "sqlite": ["sqlite"],
    "postgres": ["postgresql+psycopg2"] + (["postgresql+psycopg"] if IS_2 else []),
    "mariadb": ["mysql+pymysql", "mariadb+pymysql"],
    "mysql": ["mysql+pymysql"],
}
# in an order in which they can be emptied
TABLES = """processing_jobs messages conversations profiles artifacts metric_snapshots task_runs tasks jobs api_keys documents
databases database_servers user_settings users remote_jobs""".split()


def clients():
    return [(engine, scheme) for engine in ENGINES for scheme in SCHEMES.get(engine, [])]


class Client:
    """A database that `morag-db init` made, or an empty one, and SQLAlchemy's engine on it."""

    def __init__(self, kind, scheme, folder, empty=False):
        self.kind, self.folder = kind, folder
        if kind == "sqlite":
            self.name = "morag.db"
            self.url = f"sqlite:///{folder}/morag.db"
        else:
            server = os.environ[f"MORAG_TEST_{kind.upper()}_URL"].split("://")[1].rsplit("/", 1)[0]
            self.server = f"{scheme}://{server}"
            self.name = f"morag_clients_{uuid.uuid4().hex[:12]}"
            self.url = f"{self.server}/{self.name}"
        if empty:
            self.administer(f"CREATE DATABASE {self.name}" + (" CHARACTER SET utf8mb4" if "mysql" in scheme or "mariadb" in scheme else ""))
        else:
            self.run("init")
        self.engine = sqlalchemy.create_engine(self.url, poolclass=NullPool)
        if kind == "sqlite":
            event.listen(self.engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
        self.session = sessionmaker(bind=self.engine)

    def run(self, *arguments):
        """The tool, with the application's own URL, as it is."""
        environment = {"DATABASE_URL": self.url, "PATH": os.environ["PATH"]}
        done = subprocess.run([BINARY, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"morag-db {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def administer(self, statement):
        """A statement beside this database."""
        if self.kind == "sqlite":
            return
        admin = sqlalchemy.create_engine(
            f"{self.server}/{'postgres' if self.kind == 'postgres' else 'mysql'}", poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(statement))
        admin.dispose()

    def empty(self):
        with self.engine.begin() as connection:
            connection.execute(text("UPDATE messages SET job_id = NULL"))
            for name in TABLES:
                connection.execute(sqlalchemy.table(name).delete())

    def set_zone(self, session, offset):
        """The time zone of a session: `+05:00` or `+00:00`. SQLite has none."""
        if self.kind in ("mariadb", "mysql"):
            session.execute(text(f"SET time_zone = '{offset}'"))
        elif self.kind == "postgres":
            session.execute(text(f"SET TIME ZONE INTERVAL '{offset}' HOUR TO MINUTE"))

    def drop(self):
        self.engine.dispose()
        self.administer(f"DROP DATABASE {self.name}{' WITH (FORCE)' if self.kind == 'postgres' else ''}")


def made(kind, scheme, factory):
    client = Client(kind, scheme, factory.mktemp(kind))
    yield client
    client.drop()


@pytest.fixture(scope="session", params=clients(), ids="-".join)
def database(request, tmp_path_factory):
    yield from made(*request.param, tmp_path_factory)


@pytest.fixture(params=clients(), ids="-".join)
def foreign(request, tmp_path):
    """An empty database that morag-db has not seen."""
    client = Client(*request.param, tmp_path, empty=True)
    yield client
    client.drop()


@pytest.fixture
def client(database):
    database.empty()
    return database


@pytest.fixture(scope="session")
def postgres_database(tmp_path_factory):
    yield from made("postgres", "postgresql+psycopg2", tmp_path_factory)


@pytest.fixture
def postgres(postgres_database):
    postgres_database.empty()
    return postgres_database


def only_on(*kinds):
    """Keeps a test to some engines; it is not there on the others, rather than skipped."""
    return pytest.mark.parametrize("database", [pair for pair in clients() if pair[0] in kinds], indirect=True, ids="-".join)


collect_ignore = []
if "postgres" not in ENGINES:
    collect_ignore.append("test_typed_binds.py")
if "sqlite" not in ENGINES:
    collect_ignore.append("test_text_times.py")
if not {"mariadb", "mysql"} & set(ENGINES):
    collect_ignore.append("test_collations.py")


def pytest_terminal_summary(terminalreporter):
    """Counts for the closing line of the script, over both versions of SQLAlchemy."""
    if "MORAG_TEST_COUNTS" in os.environ:
        count = {name: len(terminalreporter.stats.get(name, [])) for name in ("passed", "failed", "error")}
        with open(os.environ["MORAG_TEST_COUNTS"], "a") as file:
            file.write(f"{count['passed']} {count['failed'] + count['error']}\n")
