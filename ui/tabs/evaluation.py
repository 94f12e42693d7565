"""The Evaluation tab: runs a question set with `dixit eval`, and shows the report."""

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import gradio as gr

from dixit import Dixit
from dixit.api.evaluation_run import EvaluationError, Finished, evaluating
from dixit.rag.answering.extractive import answerer
from dixit.rag.settings import Settings
from dixit.ui import gradio_events
from dixit.ui.render import evaluation
from dixit.ui.strings.catalogue import Strings
from dixit.ui.strings.evaluation import EvaluationStrings
from dixit.ui.tabs.question_sets import ADDED, QuestionSets

log = logging.getLogger(__name__)

MEGABYTES = 5
"""The largest size of an added set."""
AT_ONCE = 2
"""Evaluations at the same time; other visitors wait."""


def build(page: gr.Blocks, tab: gr.Tab, dixit: Dixit, strings: Strings) -> gr.HTML:
    """Build the tab; returns the report, whose citations open articles."""
    settings = dixit.settings
    sets = QuestionSets(settings)
    added, running = gr.State(""), gr.State(False)
    words = strings.evaluation
    with gr.Row(elem_id="choosing-questions"):
        chosen = gr.Dropdown(
            [], label=words.question_set, interactive=True, elem_id="question-set", scale=1
        )
        # Any file type: the run itself reports a file that is not a question set.
        add = gr.UploadButton(words.add_questions, scale=0, elem_id="add-questions")
    # Never a paid model by default: a set may have hundreds of questions.
    model = gr.Dropdown(
        strings.modes(settings.choices),
        value=answerer.NAME,
        label=strings.model,
        visible=len(settings.choices) > 1,
        elem_id="evaluated-model",
    )
    with gr.Row():
        run = gr.Button(words.evaluate, variant="primary", scale=0, elem_id="evaluate")
        cancel = gr.Button(
            words.cancel_evaluation, variant="stop", scale=0, elem_id="cancel-evaluation"
        )
    report = gradio_events.html(elem_id="report")

    async def offer(before: str | None, mine: str) -> tuple[Any, Any]:
        problem = gr.skip()
        try:
            await sets.load()
        except EvaluationError as error:
            problem = evaluation.failed(str(error) or strings.failed)
        offered = sets.offered(mine, words)
        values = [value for _, value in offered]
        value = before if before in values else next(iter(values), None)
        return gr.update(choices=offered, value=value), problem

    def take(file: str) -> tuple[Any, Any, Any]:
        if Path(file).stat().st_size > MEGABYTES * 1_000_000:
            return gr.skip(), gr.skip(), _too_big(Path(file).name, words)
        return gr.update(choices=sets.offered(file, words), value=ADDED), file, gr.skip()

    def refuse(event: gr.EventData) -> str:
        return _too_big(str(event.names[0]), words)

    def begin(busy: bool) -> Any:
        return gr.skip() if busy else evaluation.progress(0, 0, strings)

    async def evaluate(
        which: str | None, mine: str, by: str, busy: bool
    ) -> AsyncGenerator[tuple[Any, Any]]:
        path = sets.path(which, mine)
        if busy:
            yield evaluation.failed(words.already_running), gr.skip()
        elif path is None or by not in settings.choices:
            yield evaluation.failed(words.none_chosen), False
        else:
            async with aclosing(shown(path, settings, by, strings)) as states:
                async for state in states:
                    yield state

    def leave() -> tuple[str, bool]:
        return evaluation.cancelled(strings), False

    def greet() -> str:
        return evaluation.introduction(strings)

    page.load(greet, None, report, **gradio_events.QUIET)
    tab.select(offer, [chosen, added], [chosen, report], **gradio_events.QUIET)
    add.upload(take, add, [chosen, added, report], **gradio_events.QUIET)
    report.refused(refuse, None, report, **gradio_events.QUIET)
    going = run.click(begin, running, report, trigger_mode="once", **gradio_events.QUIET).then(
        evaluate,
        [chosen, added, model, running],
        [report, running],
        concurrency_limit=AT_ONCE,
        concurrency_id="evaluating",
        trigger_mode="once",
        **gradio_events.QUIET,
    )
    # Afterwards; otherwise pending progress would replace "cancelled".
    cancel.click(None, cancels=[going], **gradio_events.QUIET).then(
        leave, None, [report, running], **gradio_events.QUIET
    )
    return report


def _too_big(name: str, words: EvaluationStrings) -> str:
    return evaluation.failed(words.too_big.format(name=name, megabytes=MEGABYTES))


async def shown(
    questions: Path, settings: Settings, model: str, strings: Strings
) -> AsyncGenerator[tuple[str, bool]]:
    """The evaluation as HTML while it runs, each time with whether it is still running."""
    arguments = [str(questions), "--index", str(settings.index), "--model", model]
    # The tutorial's chain would embed every article again.
    arguments += ["--no-tutorial", "--progress", "json"]
    try:
        async with aclosing(evaluating(arguments, settings)) as events:
            async for each in events:
                if isinstance(each, Finished):
                    yield evaluation.report(each.printed, strings), False
                else:
                    yield evaluation.progress(each.done, each.of, strings), True
    except EvaluationError as error:
        # Show the file's name, not its path on the server.
        sentence = str(error).replace(str(questions), questions.name)
        yield evaluation.failed(sentence or strings.failed), False
    except Exception:
        log.exception("evaluating failed")
        yield evaluation.failed(strings.failed), False
