"""The Evaluation tab: a question set put to the articles by `dixit eval`, and what came of it."""

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import gradio as gr

from rag import Dixit
from rag.settings import Settings
from ui import live, render_evaluation
from ui.evaluation_run import EvaluationError, Finished, evaluating
from ui.question_sets import ADDED, QuestionSets
from ui.strings import Strings

log = logging.getLogger(__name__)

MEGABYTES = 5
"""How large an added set may be."""
AT_ONCE = 2
"""Evaluations at the same time; further visitors wait their turn."""


def build(page: gr.Blocks, tab: gr.Tab, dixit: Dixit, texts: gr.I18n) -> gr.HTML:
    """Lay the tab out and wire it; gives back the report, whose places open articles."""
    settings = dixit.settings
    sets = QuestionSets(settings)
    added, running = gr.State(""), gr.State(False)
    adding: Any = texts("add_questions")  # Gradio types this label as a text alone.
    with gr.Row(elem_id="choosing-questions"):
        chosen = gr.Dropdown(
            [], label=texts("question_set"), interactive=True, elem_id="question-set", scale=1
        )
        add = gr.UploadButton(adding, file_types=[".jsonl"], scale=0, elem_id="add-questions")
    model = gr.Dropdown(
        settings.choices,
        value=settings.choices[0],
        label=texts("model"),
        visible=len(settings.choices) > 1,
        interactive=True,
        elem_id="evaluated-model",
    )
    with gr.Row():
        run = gr.Button(texts("evaluate"), variant="primary", scale=0, elem_id="evaluate")
        cancel = gr.Button(
            texts("cancel_evaluation"), variant="stop", scale=0, elem_id="cancel-evaluation"
        )
    report = live.html(elem_id="report")

    async def offer(before: str | None, mine: str, request: gr.Request) -> tuple[Any, Any]:
        strings = live.strings_for(request)
        problem = gr.skip()
        try:
            await sets.load()
        except EvaluationError as error:
            problem = render_evaluation.failed(str(error) or strings.failed)
        offered = sets.offered(mine, strings.evaluation)
        values = [value for _, value in offered]
        value = before if before in values else next(iter(values), None)
        return gr.update(choices=offered, value=value), problem

    def take(file: str, request: gr.Request) -> tuple[Any, Any, Any]:
        words = live.strings_for(request).evaluation
        if Path(file).stat().st_size > MEGABYTES * 1_000_000:
            told = words.too_big.format(name=Path(file).name, megabytes=MEGABYTES)
            return gr.skip(), gr.skip(), render_evaluation.failed(told)
        return gr.update(choices=sets.offered(file, words), value=ADDED), file, gr.skip()

    def begin(busy: bool, request: gr.Request) -> Any:
        return gr.skip() if busy else render_evaluation.progress(0, 0, live.strings_for(request))

    async def evaluate(
        which: str | None, mine: str, by: str, busy: bool, request: gr.Request
    ) -> AsyncGenerator[tuple[Any, Any]]:
        strings = live.strings_for(request)
        path = sets.path(which, mine)
        if busy:
            yield render_evaluation.failed(strings.evaluation.already_running), gr.skip()
        elif path is None or by not in settings.choices:
            yield render_evaluation.failed(strings.evaluation.none_chosen), False
        else:
            async with aclosing(shown(path, settings, by, strings)) as states:
                async for state in states:
                    yield state

    def leave(request: gr.Request) -> tuple[str, bool]:
        return render_evaluation.cancelled(live.strings_for(request)), False

    def greet(request: gr.Request) -> str:
        return render_evaluation.introduction(live.strings_for(request))

    page.load(greet, None, report, **live.QUIET)
    tab.select(offer, [chosen, added], [chosen, report], **live.QUIET)
    add.upload(take, add, [chosen, added, report], **live.QUIET)
    going = run.click(begin, running, report, trigger_mode="once", **live.QUIET).then(
        evaluate,
        [chosen, added, model, running],
        [report, running],
        concurrency_limit=AT_ONCE,
        concurrency_id="evaluating",
        trigger_mode="once",
        **live.QUIET,
    )
    # Afterwards, or the last progress on its way would take the place of "cancelled".
    cancel.click(None, cancels=[going], **live.QUIET).then(
        leave, None, [report, running], **live.QUIET
    )
    return report


async def shown(
    questions: Path, settings: Settings, model: str, strings: Strings
) -> AsyncGenerator[tuple[str, bool]]:
    """The evaluation as it goes, as HTML, with whether it is still running."""
    arguments = [str(questions), "--index", str(settings.index), "--model", model]
    # The tutorial's chain would embed every article again.
    arguments += ["--no-tutorial", "--progress", "json"]
    try:
        async with aclosing(evaluating(arguments, settings)) as told:
            async for each in told:
                if isinstance(each, Finished):
                    yield render_evaluation.report(each.printed, strings), False
                else:
                    yield render_evaluation.progress(each.done, each.of, strings), True
    except EvaluationError as error:
        # A visitor is told the file's name, not where it lies.
        sentence = str(error).replace(str(questions), questions.name)
        yield render_evaluation.failed(sentence or strings.failed), False
    except Exception:
        log.exception("evaluating failed")
        yield render_evaluation.failed(strings.failed), False
