"""A filter narrows both searches alike, before they choose: what fits is found if it is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dixit.index.errors import FilterInvalid, SourceUnknown
from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import IndexedDocument, Passage
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.search_index import SearchIndex
from tests.index.samples import BASE_AT_ONCE, IDENTITY, entry, vector

PRESS = [
    entry("a.txt", "Marie signe l'accord.\nPaul refuse l'accord.", published="2018-03-09"),
    entry("b.txt", "Paul signe l'accord.", published="2018-03", publisher="Le Monde"),
    entry("c.txt", "Léa parle de l'accord.", published="2018", publisher="Les Échos"),
    entry("d e/ç.txt", "Marie-Ève vante l'accord.", published=None, publisher="Le Monde"),
    entry("e.txt", "Ann signs the accord.\nPaul is silent on the accord.", language="en",
          published="2019-12-31", publisher="FT"),
    entry("f.txt", "Zoé dénonce l'accord.", published="2020-02-29T10:00:00"),
    entry("g.txt", "Ana raconte l'accord.", published="un jour"),
]  # fmt: skip


@pytest.fixture(
    scope="module", params=[IvfConfig(), BASE_AT_ONCE], ids=["in memory", "with a base"]
)
def press(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchIndex]:
    folder: Path = tmp_path_factory.mktemp("press") / "index"
    index = SearchIndex.open(folder, create=True, ivf_config=request.param)
    index.put_all(PRESS[:4], IDENTITY)
    index.catch_up()
    index.put_all(PRESS[4:], IDENTITY)
    yield index
    index.close()


def fits(document: IndexedDocument, passage: Passage, where: Filter) -> bool:
    """Whether a passage fits, told another way than the index does it."""
    date = document.document.published
    date = date[:10] if date and date[0].isdigit() else None
    speakers = {q.speaker for q in document.quotations if q.span.overlaps(passage.span)}
    return (
        (where.sources is None or passage.span.source in where.sources)
        and (where.languages is None or passage.language in where.languages)
        and (where.publishers is None or document.document.publisher in where.publishers)
        and (where.speakers is None or not speakers.isdisjoint(where.speakers))
        and (
            where.published_from is None
            or (date is not None and date >= where.published_from[: len(date)])
        )
        and (
            where.published_until is None
            or (date is not None and date[: len(where.published_until)] <= where.published_until)
        )
    )


def expected(where: Filter) -> set[str]:
    return {p.text for document in PRESS for p in document.passages if fits(document, p, where)}


def found(index: SearchIndex, where: Filter, k: int = 50) -> tuple[set[str], set[str]]:
    by_words = index.search_text("accord", "fr", k, where)
    by_meaning = index.search_vector(vector("Marie signe l'accord"), k, where)
    passages = index.passages(match.passage_id for match in (*by_words, *by_meaning))
    return (
        {passages[match.passage_id].text for match in by_words},
        {passages[match.passage_id].text for match in by_meaning},
    )


@pytest.mark.parametrize(
    ("where", "sources"),
    [
        (ANYTHING, "abcdefg"),
        (Filter(sources=frozenset({"a.txt", "d e/ç.txt", "none.txt"})), "ad"),
        (Filter(languages=frozenset({"en"})), "e"),
        (Filter(publishers=frozenset({"Le Monde"})), "bd"),
        (Filter(speakers=frozenset({"Paul"})), "abe"),
        (Filter(published_from="2018-03-10"), "bcef"),
        (Filter(published_from="2018-04"), "cef"),
        (Filter(published_until="2018-03-01"), "bc"),
        (Filter(published_from="2019", published_until="2019"), "e"),
        (Filter(published_from="2020-02-29"), "f"),
        (Filter(sources=frozenset()), ""),
        (Filter(speakers=frozenset({"Paul"}), languages=frozenset({"fr"})), "ab"),
    ],
)
def test_both_searches_find_what_fits_and_its_documents_are_listed(
    press: SearchIndex, where: Filter, sources: str
) -> None:
    by_words, by_meaning = found(press, where)

    assert by_words == by_meaning == expected(where)
    holding = {d.document.source[0] for d in PRESS for p in d.passages if p.text in by_words}
    assert "".join(sorted(holding)) == sources
    assert "".join(d.source[0] for d in press.documents(where)) == sources


names = st.none() | st.frozensets(st.sampled_from(["Paul", "Marie", "Léa", "Ann", "Nobody"]))
dates = st.none() | st.sampled_from(
    ["2017", "2018", "2018-03", "2018-03-09", "2018-12", "2019-12-31", "2020", "2021-01-01"]
)
filters = st.builds(
    lambda period, **others: Filter(published_from=period[0], published_until=period[1], **others),
    period=st.tuples(dates, dates).filter(lambda p: None in p or p[0] <= f"{p[1]}-99"),
    sources=st.none() | st.frozensets(st.sampled_from([d.document.source for d in PRESS])),
    languages=st.none() | st.frozensets(st.sampled_from(["fr", "en", "de"])),
    publishers=st.none() | st.frozensets(st.sampled_from(["Le Monde", "FT", "Nobody"])),
    speakers=names,
)


@given(where=filters)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_filter_lets_by_the_same_passages_in_both_searches(
    press: SearchIndex, where: Filter
) -> None:
    assert found(press, where) == (expected(where), expected(where))


def test_a_document_without_passages_is_listed_where_its_own_facts_fit(index: SearchIndex) -> None:
    index.put_all([entry("blank.txt", "", published="2019"), PRESS[0]], IDENTITY)

    assert [d.source for d in index.documents(Filter(published_from="2019"))] == ["blank.txt"]
    assert index.documents(Filter(languages=frozenset({"en"}))) == []


def test_the_filter_comes_before_the_choice(press: SearchIndex) -> None:
    """The one passage that fits is found as the first, however many others rank higher."""
    where = Filter(sources=frozenset({"g.txt"}))

    assert found(press, where, k=1) == ({"Ana raconte l'accord."}, {"Ana raconte l'accord."})


def test_a_filter_changes_no_score(press: SearchIndex) -> None:
    where = Filter(languages=frozenset({"fr"}))
    free = {match.passage_id: match.score for match in press.search_text("accord Paul", "fr", 50)}

    for match in press.search_text("accord Paul", "fr", 50, where):
        assert match.score == pytest.approx(free[match.passage_id])


def test_a_filter_follows_what_is_added(index: SearchIndex) -> None:
    where = Filter(publishers=frozenset({"Le Monde"}))
    index.put(PRESS[1], IDENTITY)
    assert found(index, where)[1] == {"Paul signe l'accord."}
    index.put(PRESS[3], IDENTITY)
    index.remove("b.txt")

    assert found(index, where) == ({"Marie-Ève vante l'accord."}, {"Marie-Ève vante l'accord."})


@pytest.mark.parametrize(
    "date",
    [
        "", "yesterday", "2018-3", "03/2018", "2018-03-09T10:00", "0000", "2018-00", "2018-13",
        "2018-02-30", "2018-03-00", "2019-02-29",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(FilterInvalid, match="YYYY-MM-DD"):
        Filter(published_from=date)
    with pytest.raises(FilterInvalid, match="YYYY-MM-DD"):
        Filter(published_until=date)


@pytest.mark.parametrize(
    ("since", "until"), [("2020", "2019"), ("2018-04", "2018-03-31"), ("2018-03-10", "2018-03-09")]
)
def test_a_period_that_ends_before_it_begins_is_refused(since: str, until: str) -> None:
    with pytest.raises(FilterInvalid, match=f"{since}.*{until}"):
        Filter(published_from=since, published_until=until)


@pytest.mark.parametrize(
    ("since", "until"), [("2018", "2018"), ("2018-05", "2018"), ("2018", "2018-01-01")]
)
def test_a_period_within_itself_is_one(since: str, until: str) -> None:
    assert Filter(published_from=since, published_until=until)


def test_a_filter_is_counted(press: SearchIndex) -> None:
    assert press.count(Filter(speakers=frozenset({"Paul"}))) == 3
    assert press.count(Filter(languages=frozenset({"de"}))) == 0


def test_names_that_no_document_has_are_refused_with_those_like_them(press: SearchIndex) -> None:
    press.check_sources(["a.txt", "d e/ç.txt"])

    with pytest.raises(SourceUnknown, match=r"'d e/c.txt'.*'d e/ç.txt'"):
        press.check_sources(["a.txt", "d e/c.txt"])
