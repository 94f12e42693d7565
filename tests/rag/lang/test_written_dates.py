"""Dates are written out in the reader's language, as precise as they are stored."""

import pytest

from dixit.rag.lang.written_dates import written_date


@pytest.mark.parametrize(
    ("stored", "french", "english"),
    [
        ("2018-03-09T10:40", "9 mars 2018", "9 March 2018"),
        ("2018-08-01", "1er août 2018", "1 August 2018"),
        ("2018-12", "décembre 2018", "December 2018"),
        ("2018", "2018", "2018"),
        ("--02-20", "20 février", "20 February"),
    ],
)
def test_a_date_is_as_precise_as_it_is_stored(stored: str, french: str, english: str) -> None:
    assert written_date(stored, "fr") == french
    assert written_date(stored, "en") == english
