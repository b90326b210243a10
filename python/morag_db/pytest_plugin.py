"""The pytest plugin of morag-db: databases for tests."""

from typing import Iterator

import pytest

from morag_db import ephemeral


@pytest.fixture
def morag_database_url() -> Iterator[str]:
    """The URL of a new, empty SQLite database with the schema of morag-db, for this test alone."""
    with ephemeral() as url:
        yield url
