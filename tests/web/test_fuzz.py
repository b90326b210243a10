"""What schemathesis makes of the server's own description: no failure of the server, no answer that is not described. Answers
that refuse what the description allows (an id that means two jobs, a key that was used for another one) are not counted, nor
those that accept what it does not: as with pydantic a text stands for a number or a truth value, and a result is never refused
for its form."""

import json
import os
import pathlib
import subprocess
import sys

from openapi_spec_validator import validate

EXAMPLES = os.environ.get("MORAG_TEST_EXAMPLES", "12")


def test_the_description_is_one_of_openapi():
    validate(json.loads((pathlib.Path(__file__).parents[2] / "docs/openapi.json").read_text()))


def test_no_answer_is_undescribed(serve):
    server = serve("--require-keys", "--max-wait", "1s", "--rate-limit", "0")
    server.run("seed")
    server.failed("broke")
    server.create()
    command = [pathlib.Path(sys.executable).parent / "schemathesis", "run", f"{server.url}/openapi.json", "--max-examples", EXAMPLES, "--seed", "1",
               "--exclude-checks", "positive_data_acceptance,negative_data_rejection", "--header", f"Authorization: Bearer {server.key('ADMIN')}"]
    environment = {**server.environment, "HOME": str(server.folder)}
    done = subprocess.run(command, cwd=server.folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert "Tested: 29" in done.stdout or "29 selected / 29 total" in done.stdout, done.stdout[-3000:]
    log = (server.folder / "serve.log").read_text()
    assert " ERROR " not in log, [line for line in log.splitlines() if " ERROR " in line][:5]
