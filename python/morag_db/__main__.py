"""``python -m morag_db`` is ``morag-db``."""

import os
import subprocess
import sys

from morag_db import program

if os.name == "nt":
    sys.exit(subprocess.run([program(), *sys.argv[1:]]).returncode)
os.execv(program(), ["morag-db", *sys.argv[1:]])
