"""Work that goes on after the response: one job after the other, each with progress and cancel."""

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from queue import Full, Queue

from dixit.api.problems import JOB_UNKNOWN, TOO_MANY, Problem
from dixit.api.records.jobs import JobRecord, Kind, State
from dixit.index.errors import DixitError
from dixit.rag.ingestion.report import Step

log = logging.getLogger(__name__)

WAITING = 100
"""The most jobs that wait."""
REMEMBERED = 1_000
"""The most jobs that are remembered."""
_ENDED = ("done", "failed", "cancelled")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Cancelled(Exception):
    """The job was cancelled; raised by `Job.progress` and `Job.step`."""


@dataclass(eq=False)
class Job:
    """A piece of work and its state. Only its worker changes it, except for `cancel`."""

    kind: Kind
    work: Callable[["Job"], object]
    """Does the work and returns its result; it calls `progress` often."""
    after: Callable[[], object] = lambda: None
    """Called when the job has ended, or will never start."""
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: State = "waiting"
    done: int = 0
    total: int = 0
    current: str = ""
    created: str = field(default_factory=_now)
    ended: str | None = None
    result: object = None
    error: str | None = None
    cancel: threading.Event = field(default_factory=threading.Event)

    def step(self, step: Step) -> None:
        """Note where an indexing run is.

        Raises:
            Cancelled: somebody has cancelled the job.
        """
        self.progress(step.done, step.total, step.name)

    def progress(self, done: int, total: int, current: str = "") -> None:
        """Note how far the work is.

        Raises:
            Cancelled: somebody has cancelled the job.
        """
        if self.cancel.is_set():
            raise Cancelled
        self.done, self.total, self.current = done, total, current

    def record(self) -> JobRecord:
        """The state of the job now; one that was cancelled while it waited will never start."""
        never = self.state == "waiting" and self.cancel.is_set()
        return JobRecord(
            id=self.id,
            kind=self.kind,
            state="cancelled" if never else self.state,
            done=self.done,
            total=self.total,
            current=self.current,
            created=self.created,
            ended=self.ended,
            result=self.result,
            error=self.error,
        )


class Jobs:
    """The jobs of one server, done in the order in which they came."""

    def __init__(self) -> None:
        """No thread is started before the first job."""
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: Queue[Job] = Queue(WAITING)
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def add(self, job: Job) -> Job:
        """Let a job wait for its turn.

        Raises:
            Problem: too many jobs wait.
        """
        with self._lock:
            try:
                self._waiting.put_nowait(job)
            except Full:
                job.after()
                raise Problem(
                    TOO_MANY, f"{WAITING} jobs wait: try again later.", {"Retry-After": "30"}
                ) from None
            self._jobs[job.id] = job
            for old in [one for one in self._jobs.values() if one.state in _ENDED]:
                if len(self._jobs) <= REMEMBERED:
                    break
                del self._jobs[old.id]
            if self._worker is None:
                self._worker = threading.Thread(target=self._run, name="dixit-jobs", daemon=True)
                self._worker.start()
        return job

    def all(self) -> list[Job]:
        """The jobs that are remembered, the newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def get(self, identifier: str) -> Job:
        """A job.

        Raises:
            Problem: there is none of that id.
        """
        with self._lock:
            job = self._jobs.get(identifier)
        if job is None:
            raise Problem(JOB_UNKNOWN, "There is no job of this id: `GET /api/v1/jobs` lists them.")
        return job

    def cancel(self, identifier: str) -> Job:
        """Cancel a job; one that runs stops after the file or question that it is at.

        Raises:
            Problem: there is no job of that id.
        """
        job = self.get(identifier)
        job.cancel.set()
        return job

    def stop(self) -> None:
        """Cancel all jobs; the server ends."""
        for job in self.all():
            job.cancel.set()

    def _run(self) -> None:
        while True:
            job = self._waiting.get()
            if job.cancel.is_set():
                _end(job, "cancelled")
                continue
            job.state = "running"
            try:
                job.result = job.work(job)
            except Cancelled:
                _end(job, "cancelled")
            except DixitError as error:
                _end(job, "failed", str(error))
            except Exception:
                log.exception("job %s failed", job.id)
                _end(job, "failed", "Dixit failed; its log says why.")
            else:
                _end(job, "done")


def _end(job: Job, state: State, error: str | None = None) -> None:
    job.error, job.ended, job.state = error, _now(), state
    job.after()
