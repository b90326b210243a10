"""The SQL that SQLAlchemy's `create_all` sends for each application's models: tests/fixtures/create_all/ is made by
`python create_all.py FOLDER`, for tests that have no Python."""

import pathlib
import sys

import sqlalchemy

# MariaDB takes what MySQL takes
URLS = {"sqlite": "sqlite://", "postgres": "postgresql+psycopg2://", "mysql": "mysql+pymysql://"}


def models():
    import agent_models
    import chat_models
    import core_models
    import remote_models

    return {"core": core_models, "remote": remote_models, "agent": agent_models, "chat": chat_models}


def statements(models, url):
    """In order, each without a closing semicolon."""
    sent = []

    def take(statement, *_, **__):
        text = str(statement.compile(dialect=engine.dialect)).strip()
        sent.append("\n".join(line.rstrip().replace("\t", "    ") for line in text.splitlines()))

    engine = sqlalchemy.create_mock_engine(url, take)
    models.Base.metadata.create_all(engine, checkfirst=False)
    return sent


def main(folder):
    for application, module in models().items():
        for engine, url in URLS.items():
            text = "".join(f"{statement};\n" for statement in statements(module, url))
            pathlib.Path(folder, f"{application}.{engine}.sql").write_text(text)


if __name__ == "__main__":
    main(sys.argv[1])
