"""morag-db for Python: the program itself, and throwaway databases for tests.

    from morag_db import ephemeral

    with ephemeral() as url:
        engine = sqlalchemy.create_engine(url)

With pytest, the fixture ``morag_database_url`` gives each test a database of its own.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from typing import Iterator

__all__ = ["MoragDbError", "ephemeral", "program", "run"]


class MoragDbError(Exception):
    """morag-db failed; ``exit_code`` says how (see ``morag-db --help``), the message is its own."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def program() -> str:
    """The path of the program that this package installed."""
    name = "morag-db" + sysconfig.get_config_var("EXE")
    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", scheme=_user_scheme()), os.path.dirname(sys.executable)]
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    # e.g. installed with --target
    found = shutil.which(name, path=str(pathlib.Path(__file__).parent.parent / "bin")) or shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is in none of {', '.join(folders)}, nor on the PATH: install the package morag-db again")
    return found


def _user_scheme() -> str:
    if sys.version_info >= (3, 10):
        return sysconfig.get_preferred_scheme("user")
    return "nt_user" if os.name == "nt" else "posix_user"


def run(*arguments: str, url: str | None = None) -> str:
    """Runs morag-db and returns what it prints. The URL of the database is not put on the command line.

    Raises ``MoragDbError`` if it fails.
    """
    environment = dict(os.environ)
    if url is not None:
        environment["MORAG_DATABASE_URL"] = url
    done = subprocess.run([program(), *arguments], env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise MoragDbError(done.stderr.strip() or done.stdout.strip(), done.returncode)
    return done.stdout


@contextlib.contextmanager
def ephemeral(*, seed: bool = False) -> Iterator[str]:
    """A new SQLite database with the schema of this morag-db, as a URL for SQLAlchemy and for morag-db; deleted at the end.

    With ``seed``, every table has demo data.
    """
    with tempfile.TemporaryDirectory(prefix="morag-db-") as folder:
        # four slashes: the path is absolute
        url = "sqlite:///" + (pathlib.Path(folder) / "morag.db").as_posix()
        run("init", url=url)
        if seed:
            run("seed", url=url)
        yield url
