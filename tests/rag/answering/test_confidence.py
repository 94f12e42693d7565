"""How sure an answer is: it tells answers apart by what their proof holds of the question."""

from dixit import Dixit


def test_a_refusal_is_not_sure_at_all(seed_dixit: Dixit) -> None:
    refused = seed_dixit.ask("Quelle est la capitale de la Mongolie ?")
    assert not refused.answered
    assert refused.confidence == 0


def test_words_that_hold_the_whole_question_are_surer_than_those_that_hold_a_part(
    seed_dixit: Dixit,
) -> None:
    whole = seed_dixit.ask("Que dit Zu Sijie ?")
    part = seed_dixit.ask("Que dit Zu Sijie du prix des batteries et du partenariat gagnant ?")
    assert whole.answered
    assert part.answered
    assert 0 < part.confidence < whole.confidence <= 1


def test_it_is_kept_with_the_answer(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("Combien de véhicules BMW et MINI ont été livrés ?")
    again = seed_dixit.restored(answer.as_dict())
    assert answer.confidence > 0.5
    assert abs(again.confidence - answer.confidence) < 1e-3
