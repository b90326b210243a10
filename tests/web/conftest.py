"""A server of the binary's own (MORAG_DB_BINARY) on a fresh SQLite database, and a browser to look at it."""

import importlib.util
import json
import os
import pathlib
import signal
import subprocess

import pytest
from selenium import webdriver

BINARY = str(pathlib.Path(os.environ["MORAG_DB_BINARY"]).resolve())
# where to put pictures of the pages, to be looked at
PICTURES = os.environ.get("MORAG_TEST_PICTURES")


AXE = (pathlib.Path(importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0]) / "axe.min.js").read_text()


class Server:
    def __init__(self, folder, *arguments):
        self.folder = folder
        self.environment = {"PATH": os.environ["PATH"], "USER": "tester"}
        self.run("init")
        command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--no-sweep", *arguments]
        self.log = open(folder / "serve.log", "wb")
        self.process = subprocess.Popen(command, cwd=folder, env=self.environment, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.url = self.process.stdout.readline().split()[-1]

    def run(self, *arguments):
        done = subprocess.run([BINARY, *arguments, "--output", "json"], cwd=self.folder, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def key(self, role):
        email = f"{role.lower()}@example.org"
        self.run("users", "create", "--name", role, "--email", email, "--role", role)
        return self.run("api-keys", "create", "--user", email, "--name", "k")["key"]

    def create(self, **more):
        options = {"type": "audio", "source": "/in/a", "ingestion-task": "42", **more}
        return self.run("jobs", "create", *(word for name, value in options.items() for word in (f"--{name}", value)))["ids"][0]

    def failed(self, error):
        """A job that failed with this error."""
        job = self.create()
        claimed = self.run("jobs", "claim", "--worker", "gpu-1", "--types", "audio")["jobs"][0]
        self.run("jobs", "submit", claimed["id"], "--claim", str(claimed["claim_seq"]), "--failure", "--error", error)
        return claimed["id"]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0, (self.folder / "serve.log").read_text()
        self.log.close()


@pytest.fixture
def serve(tmp_path):
    servers = []

    def start(*arguments):
        servers.append(Server(tmp_path, *arguments))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


class Browser(webdriver.Chrome):
    def __init__(self, width, height, scheme):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in ("headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
                     "disable-component-update", "disable-sync", "hide-scrollbars", f"window-size={width},{height}"):
            options.add_argument(f"--{flag}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        super().__init__(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
        self.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.implicitly_wait(5)

    def picture(self, name):
        if PICTURES:
            self.save_screenshot(f"{PICTURES}/{name}.png")

    def violations(self):
        """What axe-core finds against WCAG 2.2 AA and its own best practices on the page as it is."""
        self.execute_script(AXE)
        found = self.execute_async_script("const done = arguments[0]; axe.run().then((r) => done(r.violations), (e) => done([String(e)]))")
        return [(v["id"], [node["target"] for node in v["nodes"]]) if isinstance(v, dict) else v for v in found]

    def without_script(self):
        self.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})

    def complaints(self):
        """What the browser has to say against the pages: scripts that failed, what the policy forbids, what can't be loaded."""
        return [entry for entry in self.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


@pytest.fixture
def browse():
    browsers = []

    def start(width=1200, height=900, scheme="light"):
        browsers.append(Browser(width, height, scheme))
        return browsers[-1]

    yield start
    for browser in browsers:
        browser.quit()
