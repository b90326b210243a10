"""A worker and an ingestion server as MoRAG's original ones, in Python with requests: the models are theirs, word for word in their
fields, and they know nothing of what was added."""

import datetime
import threading

import requests

CREATED = {"job_id": str, "status": str, "created_at": str}
POLLED = {"job_id", "source_file_url", "content_type", "task_options"}
STATUS = {"job_id", "status", "worker_id", "created_at", "started_at", "completed_at", "error_message", "retry_count", "estimated_completion"}


class OldWorker:
    def __init__(self, base, name):
        self.base, self.name, self.done = base, name, []
        self.session = requests.Session()

    def work(self):
        while True:
            polled = self.session.get(f"{self.base}/api/v1/remote-jobs/poll", params={"worker_id": self.name, "content_types": "audio, video", "max_jobs": 3})
            polled.raise_for_status()
            job = {name: polled.json()[name] for name in POLLED}
            if job["job_id"] is None:
                assert all(value is None for value in job.values())
                return
            source = self.session.get(self.base + job["source_file_url"])
            source.raise_for_status()
            result = {"success": True, "content": source.text.upper(), "metadata": {"by": self.name}, "error_message": None, "processing_time": 0.1}
            submitted = self.session.put(f"{self.base}/api/v1/remote-jobs/{job['job_id']}/result", json=result)
            submitted.raise_for_status()
            assert submitted.json() == {"status": "completed", "ingestion_continued": False}
            self.done.append(job["job_id"])


def test_old_workers_go_on_unchanged(serve, tmp_path):
    (tmp_path / "a.mp3").write_text("sound")
    server = serve("--source-root", str(tmp_path))
    made = []
    for n in range(60):
        asked = {"source_file_path": str(tmp_path / "a.mp3"), "content_type": "audio" if n % 2 else "video", "task_options": {"n": n}, "ingestion_task_id": f"t{n}"}
        answer = requests.post(f"{server.url}/api/v1/remote-jobs/", json=asked)
        answer.raise_for_status()
        assert {name: type(value) for name, value in answer.json().items()} == CREATED
        assert datetime.datetime.fromisoformat(answer.json()["created_at"]).utcoffset() == datetime.timedelta()
        made.append(answer.json()["job_id"])
    workers = [OldWorker(server.url, f"old-{n}") for n in range(3)]
    threads = [threading.Thread(target=worker.work) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(job for worker in workers for job in worker.done) == sorted(made)
    status = requests.get(f"{server.url}/api/v1/remote-jobs/{made[0]}/status").json()
    assert set(status) == STATUS and status["status"] == "completed"
    missing = requests.get(f"{server.url}/api/v1/remote-jobs/00000000-0000-0000-0000-000000000000/status")
    assert (missing.status_code, missing.json()) == (404, {"detail": "Job 00000000-0000-0000-0000-000000000000 not found"})
