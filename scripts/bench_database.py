"""What the benchmarks share: a database of their own on a server of `scripts/servers`, and workers whose claims are timed."""
import os, pathlib, subprocess, sys, time
from urllib.parse import urlsplit

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = pathlib.Path(os.environ.get("MORAG_DB_BINARY", ROOT / "target/release/morag-db")).resolve()
WORKER = BINARY.parent / "examples/latency_worker"
VARIABLES = {"postgres": "MORAG_TEST_POSTGRES_URL", "mariadb": "MORAG_TEST_MARIADB_URL", "mysql": "MORAG_TEST_MYSQL_URL"}


class Database:
    def __init__(self, engine, folder):
        self.engine, self.folder, self.name = engine, folder, f"morag_bench_{os.getpid()}"
        if engine == "sqlite":
            self.url = f"sqlite:///{folder}/bulk.db"
        else:
            server = os.environ.get(VARIABLES[engine]) or sys.exit(f"{VARIABLES[engine]} is not set: MORAG_TEST_DURABLE=1 scripts/servers start DIR {engine}")
            self.at = urlsplit(server)
            self.url = f"{server[: server.index('/', server.index('//') + 2)]}/{self.name}?sslmode=disable"
        self.environment = os.environ | {"MORAG_DATABASE_URL": self.url}

    def ask(self, sql, is_server=False):
        if self.engine == "sqlite":
            command = ["sqlite3", "-cmd", ".timeout 60000", str(self.folder / "bulk.db"), sql]
        elif self.engine == "postgres":
            command = ["psql", "-XAtq", "-h", self.at.hostname, "-p", str(self.at.port), "-U", self.at.username, "-d", "postgres" if is_server else self.name, "-c", sql]
        else:
            command = ["mariadb", "--no-defaults", "--ssl=0", "-N", "-B", "-h", self.at.hostname, "-P", str(self.at.port), "-u", self.at.username, *([] if is_server else [self.name]), "-e", sql]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def drop(self):
        if self.engine != "sqlite":
            self.ask(f"DROP DATABASE IF EXISTS {self.name}", is_server=True)

    def settle(self):
        """Runs VACUUM or ANALYZE now, so that stages are comparable. Returns the seconds."""
        begin = time.time()
        self.ask({"postgres": "VACUUM ANALYZE", "sqlite": "ANALYZE"}.get(self.engine, "ANALYZE TABLE remote_jobs, job_events"))
        return time.time() - begin

    def start(self, *arguments):
        return subprocess.Popen([str(BINARY), *arguments], env=self.environment, cwd=self.folder, stdout=subprocess.DEVNULL)

    def ours(self, *arguments, codes=(0,)):
        result = subprocess.run([str(BINARY), *arguments], env=self.environment, cwd=self.folder, capture_output=True, text=True)
        if result.returncode not in codes:
            sys.exit(f"morag-db {' '.join(arguments)}: {result.returncode}: {result.stderr}")
        return result.stdout

    def during(self, count, action):
        """Latencies of claims of one job while `action` runs, how long it took, and what it says. The workers pause 5 ms after each job."""
        claims, seconds, note = self.claims_during(count, action, batch=1, pause=5)
        return sorted(took for _, took, _ in claims), seconds, note

    def claims_during(self, count, action, batch, pause):
        """Runs `action` beside `count` workers. Returns the claims as (seconds after its start, latency in seconds, jobs), its duration, its result."""
        logs = [self.folder / f"w{n}.log" for n in range(count)]
        workers = [subprocess.Popen([WORKER, self.url, f"w{n}", log, str(batch), str(pause)]) for n, log in enumerate(logs)]
        try:
            time.sleep(1)
            begin = time.time()
            note = action()
            end = time.time()
            for worker in workers:
                if worker.poll() is not None:
                    sys.exit(f"a worker ended by itself with {worker.returncode}")
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
        if self.ask("SELECT count(*) FROM remote_jobs WHERE status = 'pending' AND content_type IN ('audio', 'video')") == "0":
            sys.exit("the workers ran out of jobs: they claimed nothing at the end")
        lines = [line.split() for log in logs for line in log.read_text().splitlines()]
        whole = ((float(at), float(took), int(jobs)) for at, took, jobs in (line for line in lines if len(line) == 3))
        return [(at - begin, took, jobs) for at, took, jobs in whole if begin <= at <= end], end - begin, note


def quantile(values, q):
    return values[min(len(values) - 1, int(q * len(values)))] * 1000
