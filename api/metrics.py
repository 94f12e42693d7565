"""Counts and latencies, as Prometheus reads them (text format 0.0.4)."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS_S = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
"""Upper bounds, in seconds, of the classes that latencies are counted in."""


@dataclass(slots=True)
class _Latency:
    """How many requests took how long."""

    classes: list[int] = field(default_factory=lambda: [0] * len(BOUNDS_S))
    total_s: float = 0.0
    count: int = 0


class Metrics:
    """The counters of one server; several threads may count."""

    def __init__(self) -> None:
        """Start at zero."""
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._latencies: dict[str, _Latency] = {}
        self._answers: Counter[str] = Counter()
        self.running = 0
        """Requests that are being answered."""

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            method: such as "GET".
            route: the pattern of its address, without what a client filled in.
            status: of the response.
            seconds: until the response was sent.
        """
        with self._lock:
            self._requests[method, route, status] += 1
            latency = self._latencies.setdefault(route, _Latency())
            latency.count += 1
            latency.total_s += seconds
            for number, bound in enumerate(BOUNDS_S):
                latency.classes[number] += seconds <= bound

    def answer(self, *, answered: bool) -> None:
        """Count an answer or a refusal."""
        with self._lock:
            self._answers["answered" if answered else "refused"] += 1

    def text(self, gauges: Mapping[str, float]) -> str:
        """All values.

        Args:
            gauges: further values, by name: what holds at this moment.
        """
        with self._lock:
            return "\n".join(self._lines(gauges)) + "\n"

    def _lines(self, gauges: Mapping[str, float]) -> Iterator[str]:
        yield "# HELP dixit_requests_total Requests, by route, method and status."
        yield "# TYPE dixit_requests_total counter"
        for (method, route, status), count in sorted(self._requests.items()):
            labels = f'route="{_label(route)}",method="{method}",status="{status}"'
            yield f"dixit_requests_total{{{labels}}} {count}"
        yield "# HELP dixit_request_seconds Time until the response was sent."
        yield "# TYPE dixit_request_seconds histogram"
        for route, latency in sorted(self._latencies.items()):
            name = f'route="{_label(route)}"'
            for bound, count in zip(BOUNDS_S, latency.classes, strict=True):
                yield f'dixit_request_seconds_bucket{{{name},le="{bound}"}} {count}'
            yield f'dixit_request_seconds_bucket{{{name},le="+Inf"}} {latency.count}'
            yield f"dixit_request_seconds_sum{{{name}}} {latency.total_s:.6f}"
            yield f"dixit_request_seconds_count{{{name}}} {latency.count}"
        yield "# HELP dixit_answers_total Questions, by outcome."
        yield "# TYPE dixit_answers_total counter"
        for outcome in ("answered", "refused"):
            yield f'dixit_answers_total{{outcome="{outcome}"}} {self._answers[outcome]}'
        for name, value in {**gauges, "requests_in_progress": self.running}.items():
            yield f"# TYPE dixit_{name} gauge"
            yield f"dixit_{name} {value}"


def _label(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
