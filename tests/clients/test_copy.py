"""A database that `morag-db copy` or `restore` filled, seen by the applications' models."""

import os

import pytest

from conftest import ENGINES, IS_2, Client
from rows import APPLICATIONS, add_each, expected, kept, with_every_column, with_nulls

# off PostgreSQL, SQLAlchemy 2 looks for UUIDs without hyphens, and the models' own type for 1.4 with them
SPELLING = ("--uuid-format", "plain" if IS_2 else "hyphens")
SCHEME = {"sqlite": "sqlite", "postgres": "postgresql+psycopg2", "mariadb": "mysql+pymysql", "mysql": "mysql+pymysql"}


@pytest.fixture(params=[engine for engine in SCHEME if engine in ENGINES])
def target(request, tmp_path):
    client = Client(request.param, SCHEME[request.param], tmp_path)
    yield client
    client.drop()


def fill(client):
    with client.session() as session:
        for rows in APPLICATIONS.values():
            add_each(session, with_every_column(rows()))


def check(client):
    with client.session() as session:
        for rows in APPLICATIONS.values():
            for model, values in with_every_column(rows()):
                assert kept(session, model, values) == expected(values)


def test_rows_of_every_application_are_the_same_after_a_copy(client, target):
    fill(client)
    client.run("copy", "--to", target.url, *SPELLING)
    check(target)


def test_rows_of_every_application_are_the_same_after_a_restore(client, target):
    fill(client)
    backup = os.path.join(target.folder, "morag.backup")
    client.run("backup", backup, "--compress", *SPELLING)
    target.run("restore", backup)
    check(target)


def test_nulls_are_the_same_after_a_copy(client, target):
    with client.session() as session:
        for rows in APPLICATIONS.values():
            add_each(session, with_nulls(rows()))
    client.run("copy", "--to", target.url, *SPELLING)
    with target.session() as session:
        for rows in APPLICATIONS.values():
            for model, values in with_nulls(rows()):
                assert kept(session, model, values) == values
