"""The marked sentence ends are sound, and splitters are scored by them."""

from dixit.eval.sets.sentence_ends import Marked, failures, measure, read_marked, splitters


def test_the_shipped_set_is_large_mixed_and_marked_to_the_end() -> None:
    marked = read_marked()

    assert len(marked) >= 300
    assert {item.language for item in marked} == {"fr", "en"}
    assert len({item.id for item in marked}) == len(marked)
    assert all(max(item.ends) == len(item.text.rstrip()) for item in marked)


def test_a_splitter_is_scored_by_ends_found_and_ends_too_many() -> None:
    marked = [Marked("1", "fr", "k", "Un. Deux. M. Trois.", frozenset({3, 9, 19}))] * 2
    ours = next(row for row in measure(marked) if row.splitter == "dixit" and row.group == "test")

    assert (ours.precision, ours.recall, ours.f1, ours.whole) == (1.0, 1.0, 1.0, 1.0)
    (shown,) = failures(marked[:1], lambda text, language: {3, 12, 19})
    assert shown == "1 (k): 'Un.¶ Deux.¶- M.¶+ Trois.¶'"


def test_ours_is_always_measured() -> None:
    assert "dixit" in splitters()
