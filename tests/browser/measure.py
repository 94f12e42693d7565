"""How soon the page answers, by Chromium's own trace: `python -m tests.browser.measure INDEX`.

Writes milliseconds, the middle of several: from the key to the first evidence on the page, from
the click on a citation to the marked words, and for the page itself what Lighthouse looks at.
"""

import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.browser.acts import ask
from tests.browser.conftest import ARGUMENTS, chromium, serve

QUESTIONS = ("what did Zu Sijie say?", "Combien de véhicules BMW et MINI ont été livrés ?") * 5
WATCH = """(selector) => {
    performance.mark('asked');
    const seen = () => document.querySelector(selector) && performance.mark('shown');
    const watch = new MutationObserver(() => seen() && watch.disconnect());
    watch.observe(document.body, { childList: true, subtree: true });
}"""


def traced(session: CDPSession, page: Page, act: Any) -> list[dict[str, Any]]:
    """The events of the browser's trace while something is done."""
    events: list[dict[str, Any]] = []
    session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    session.send(
        "Tracing.start",
        {
            "categories": "blink.user_timing,loading,devtools.timeline",
            "transferMode": "ReportEvents",
        },
    )
    act()
    whole: list[object] = []
    session.once("Tracing.tracingComplete", whole.append)
    session.send("Tracing.end")
    while not whole:
        page.wait_for_timeout(20)
    return events


def between(events: list[dict[str, Any]], first: str, last: str) -> float:
    """Milliseconds from one mark of a trace to the next other one."""
    times = {event["name"]: event["ts"] for event in events if event["name"] in (first, last)}
    return float(times[last] - times[first]) / 1000


def measured(page: Page, session: CDPSession) -> dict[str, list[float]]:
    """All figures of an open page whose server is warm."""
    ask(page, QUESTIONS[0])
    found: dict[str, list[float]] = {"question to evidence": [], "citation to words": []}
    for question in QUESTIONS:
        number = page.locator(".exchange").count() + 1

        def asks(question: str = question, number: int = number) -> None:
            page.locator("#question textarea").fill(question)
            page.evaluate(WATCH, f"#t{number} :is(.citation, .nearest)")
            page.keyboard.press("Enter")
            page.locator(f"#t{number} .made").wait_for()

        found["question to evidence"].append(between(traced(session, page, asks), "asked", "shown"))
        page.wait_for_timeout(300)
    for one in page.locator(".citation").all():
        page.evaluate("document.querySelector('#cited')?.remove()")

        def follows(one: Any = one) -> None:
            page.evaluate(WATCH, "#cited")
            one.click()
            page.locator("#cited").wait_for()

        found["citation to words"].append(between(traced(session, page, follows), "asked", "shown"))
    return found


def main(index: Path) -> None:
    """Serve an index and write what is measured."""
    errors = Path(tempfile.mkdtemp()) / "errors.log"
    running, at = serve(index, errors)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            page = browser.new_page()
            page.goto(at)
            page.locator(".welcome").wait_for()
            page.wait_for_timeout(15_000)  # Until the server is warm.
            page.reload()
            page.locator(".welcome").wait_for()
            paints = page.evaluate(
                "performance.getEntriesByType('paint').map((one) => [one.name, one.startTime])"
            )
            session = page.context.new_cdp_session(page)
            figures = {name: [time] for name, time in paints} | measured(page, session)
    finally:
        running.terminate()
    told = {name: round(statistics.median(times), 1) for name, times in figures.items()}
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
