"""Quotations beside labels: what counts as found, and how well the shipped labels are met."""

import json
from pathlib import Path

import pytest

from dixit.eval.sets import quotations
from dixit.eval.sets.quotations import Labelled, measure, read_labelled

TEXT = "Selon Anne Morel, la ville grandit. « Nous partons demain », a déclaré Paul Durand."


def labelled(tmp_path: Path, *labels: dict[str, object], text: str = TEXT) -> list[Labelled]:
    item = {"id": "a", "lang": "fr", "style": "agency", "text": text, "quotations": list(labels)}
    (tmp_path / "test.jsonl").write_text(json.dumps(item), encoding="utf-8")
    return read_labelled("test", tmp_path)


def label(words: str, speaker: str, kind: str, **more: object) -> dict[str, object]:
    return {"words": words, "speaker": [speaker], "kind": kind, **more}


def row(items: list[Labelled], kind: str) -> dict[str, object]:
    (found,) = (r for r in measure({"half": items}) if r.kind == kind)
    return found.as_dict()


def test_words_and_speaker_must_both_be_right(tmp_path: Path) -> None:
    items = labelled(
        tmp_path,
        label("la ville grandit", "Anne Morel", "indirect"),
        label("Nous partons demain", "Luc Petit", "direct"),
    )

    assert row(items, "indirect")["f1"] == 1.0
    assert row(items, "direct")["f1"] == 0.0
    assert row(items, "direct")["words_f1"] == 1.0


def test_marks_at_the_edges_are_no_difference_and_words_are(tmp_path: Path) -> None:
    items = labelled(
        tmp_path,
        label("la ville grandit.", "Anne Morel", "indirect"),
        label("partons demain", "Paul Durand", "direct"),
    )

    assert row(items, "indirect")["exact_f1"] == 1.0
    assert row(items, "direct")["exact_f1"] == 0.0
    assert row(items, "direct")["f1"] == 1.0


def test_what_is_found_too_many_costs_precision(tmp_path: Path) -> None:
    items = labelled(tmp_path, label("Nous partons demain", "Paul Durand", "direct"))

    assert row(items, "indirect")["found"] == 1
    assert row(items, "indirect")["precision"] == 0.0


def test_an_optional_label_counts_neither_way(tmp_path: Path) -> None:
    items = labelled(
        tmp_path,
        label("la ville grandit", "Anne Morel", "indirect", optional=True),
        label("Nous partons demain", "Paul Durand", "direct"),
    )

    assert row(items, "indirect")["found"] == row(items, "indirect")["labelled"] == 0


def test_an_office_around_a_full_name_is_no_fault_and_half_a_name_is(tmp_path: Path) -> None:
    text = "La maire de Lyon a dit que la ville grandit."
    whole = labelled(tmp_path, label("la ville grandit", "maire de Lyon", "indirect"), text=text)
    assert row(whole, "indirect")["f1"] == 1.0

    other = labelled(tmp_path, label("la ville grandit", "Anne Lyon", "indirect"), text=text)
    assert row(other, "indirect")["f1"] == 0.0


def test_words_that_the_article_lacks_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not in the article: 'la ville dort'"):
        labelled(tmp_path, label("la ville dort", "Anne Morel", "indirect"))


def test_the_shipped_labels_are_many_and_in_both_languages() -> None:
    halves = {half: read_labelled(half) for half in quotations.HALVES}
    assert sum(len(item.labels) for items in halves.values() for item in items) >= 300
    for items in halves.values():
        assert {item.style for item in items} >= {"agency", "newspaper", "blog", "press-release"}
    assert {item.language for items in halves.values() for item in items} == {"fr", "en"}
    texts = [item.text for items in halves.values() for item in items]
    assert len(set(texts)) == len(texts)


def test_the_five_articles_are_met_in_full() -> None:
    seeds = [item for item in read_labelled("development") if item.id.endswith(".txt")]
    assert len(seeds) == 5
    for counts in measure({"seeds": seeds}):
        assert counts.credited == counts.labelled == counts.found == counts.exact


def test_the_half_to_tune_on_is_met_and_hardly_anybody_is_credited_with_another_s_words() -> None:
    direct, indirect = measure({"development": read_labelled("development")})
    # A pronoun whose name is not sure has none, which costs recall.
    assert direct.f1(direct.credited) >= 0.87
    assert indirect.f1(indirect.credited) >= 0.82
    assert direct.f1(direct.met_any) >= 0.94
