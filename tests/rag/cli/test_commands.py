"""The command line: what it prints, and what it says of bad input."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dixit.rag.cli.parser import command_line, names_of
from dixit.rag.settings import DEFAULT_EMBEDDER
from tests.rag.running import run

SEEDS = Path(__file__).parents[3] / "seeds"
SAIC = "000_f43f25e133202a67.txt"


@pytest.fixture
def read_only_settings(seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIXIT_INDEX", str(seed_index))


def sources(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert run("sources", "--json") == 0
    return [document["source"] for document in json.loads(capsys.readouterr().out)]


def refused(capsys: pytest.CaptureFixture[str], status: int, code: int, *told: str) -> None:
    """One clear sentence on stderr, the right exit code, no traceback."""
    printed = capsys.readouterr()
    assert status == code
    assert printed.err.startswith("dixit: ")
    assert printed.err.count("\n") == 1
    assert "Traceback" not in printed.err
    for part in told:
        assert part in printed.err


@pytest.mark.usefixtures("read_only_settings")
class TestReading:
    def test_ask_prints_the_words_the_speaker_and_the_place(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("ask", "what did Zu Sijie say?") == 0
        printed = capsys.readouterr().out
        assert (
            "Zu Sijie (Vice-président et Ingénieur en chef du groupe SAIC) said: “SAIC" in printed
        )
        assert f"[1] {SAIC} 2569:3225 (verbatim)" in printed

    def test_ask_as_json_has_the_agreed_shape(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("ask", "Qu'a dit Zu Sijie ?", "--json") == 0
        answer = json.loads(capsys.readouterr().out)
        assert list(answer) == [
            "question", "language", "answered", "model", "short", "blocks", "citations",
            "nearest", "timings_ms", "confidence",
        ]  # fmt: skip
        assert 0 < answer["confidence"] <= 1
        (citation,) = answer["citations"]
        text = (SEEDS / SAIC).read_text("utf-8")
        assert citation["quote"] == text[citation["start"] : citation["end"]]
        assert (citation["speaker"], citation["verdict"]) == ("Zu Sijie", "verbatim")
        assert answer["blocks"][0]["citations"] == [1]
        assert set(answer["timings_ms"]) == {"retrieve", "answer"}

    def test_ask_ends_well_when_it_abstains(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("ask", "What did Elon Musk say?") == 0
        printed = capsys.readouterr().out
        assert "say nothing of Elon Musk" in printed
        assert "Nearest passages, which do not answer:" in printed

    def test_search_as_json_ranks_hits_with_their_signals(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("search", "véhicules autonomes", "-k", "3", "--json") == 0
        found = json.loads(capsys.readouterr().out)
        assert found["query"] == "véhicules autonomes"
        assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
        for hit in found["hits"]:
            text = (SEEDS / hit["source"]).read_text("utf-8")
            assert text[hit["start"] : hit["end"]] == hit["text"]
            assert {"dense_rank", "word_rank"} <= set(hit["signals"])

    def test_quotes_of_one_speaker_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("quotes", "--speaker", "conghui", "--json") == 0
        quotes = json.loads(capsys.readouterr().out)
        assert len(quotes) == 2
        assert list(quotes[0]) == [
            "speaker", "role", "cue", "direct", "source", "start", "end", "quote",
        ]  # fmt: skip
        assert {quote["speaker"] for quote in quotes} == {"An Conghui"}

    def test_show_marks_a_span_of_the_stored_text(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("show", SAIC, "--span", "2569:2573") == 0
        text = (SEEDS / SAIC).read_text("utf-8")
        assert capsys.readouterr().out == f"{text[:2569]}⟦SAIC⟧{text[2573:]}\n"

    def test_status_sources_and_verify_tell_of_a_whole_index(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("status", "--json") == 0
        status = json.loads(capsys.readouterr().out)
        assert status["documents"] == 5
        assert status["embedder"].startswith(DEFAULT_EMBEDDER)
        assert len(sources(capsys)) == 5
        assert run("verify") == 0

    @pytest.mark.parametrize("question", ["", "   ", "?!"])
    def test_an_empty_question_is_wrong_usage(
        self, capsys: pytest.CaptureFixture[str], question: str
    ) -> None:
        refused(capsys, run("ask", question), 2, "empty")

    def test_a_question_of_a_hundred_thousand_characters_is_wrong_usage(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        refused(capsys, run("ask", "a" * 100_000), 2, "100,000 characters")

    def test_an_unknown_source_is_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        refused(capsys, run("show", "nowhere.txt"), 1, "nowhere.txt", "dixit sources")

    @pytest.mark.parametrize("span", ["5", "9:3", "0:999999", "a:b"])
    def test_a_span_that_is_no_place_is_wrong_usage(
        self, capsys: pytest.CaptureFixture[str], span: str
    ) -> None:
        refused(capsys, run("show", SAIC, "--span", span), 2, span)

    def test_another_embedder_is_refused_with_both_names_and_the_way_out(
        self, capsys: pytest.CaptureFixture[str], tiny_model: Path
    ) -> None:
        status = run("ask", "Qu'a dit Zu Sijie ?", "--embedder", str(tiny_model))
        refused(capsys, status, 1, DEFAULT_EMBEDDER, str(tiny_model), "dixit index --rebuild")

    def test_an_embedder_that_is_not_there_is_refused(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        status = run("ask", "Qu'a dit Zu Sijie ?", "--embedder", str(tmp_path / "none"))
        refused(capsys, status, 1, "none", "cannot be loaded")


class TestIndexing:
    def test_indexing_the_same_folder_twice_changes_nothing(
        self, index: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = (index / "dixit.sqlite").read_bytes()
        assert run("index", str(SEEDS), "--json") == 0
        report = json.loads(capsys.readouterr().out)
        assert len(report["unchanged"]) == 5
        assert not report["added"] + report["changed"] + report["removed"]
        assert [Path(skip["path"]).name for skip in report["skipped"]] == ["README.md"]
        assert (index / "dixit.sqlite").read_bytes() == before

    def test_a_folder_is_followed_as_its_files_come_change_and_go(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("DIXIT_INDEX", str(tmp_path / "fresh"))
        folder = tmp_path / "news"
        shutil.copytree(SEEDS, folder)
        assert run("index", str(folder)) == 0
        (folder / SAIC).write_text("Marie Curie a déclaré : « Rien n'est à craindre. »", "utf-8")
        (folder / "001_66826098bebb6ec7.txt").unlink()
        (folder / "new.txt").write_text("Une brève sur Peugeot, écrite aujourd'hui.", "utf-8")
        capsys.readouterr()
        assert run("index", str(folder), "--json") == 0
        report = json.loads(capsys.readouterr().out)
        assert report["changed"] == [SAIC]
        assert report["removed"] == ["001_66826098bebb6ec7.txt"]
        assert report["added"] == ["new.txt"]
        assert run("ask", "Qu'a dit Marie Curie ?") == 0
        assert "Rien n'est à craindre." in capsys.readouterr().out
        assert run("ask", "Qu'a dit An Conghui ?") == 0
        assert "An Conghui" in capsys.readouterr().out.splitlines()[0]
        assert run("verify") == 0

    def test_remove_drops_one_article(
        self, index: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("remove", SAIC) == 0
        assert SAIC not in sources(capsys)
        refused(capsys, run("remove", SAIC), 1, SAIC)

    def test_rebuild_takes_on_another_embedder_from_the_stored_texts(
        self, index: Path, capsys: pytest.CaptureFixture[str], tiny_model: Path
    ) -> None:
        assert run("index", "--rebuild", "--embedder", str(tiny_model)) == 0
        capsys.readouterr()
        assert run("ask", "Qu'a dit Zu Sijie ?", "--embedder", str(tiny_model), "--json") == 0
        assert json.loads(capsys.readouterr().out)["answered"]
        refused(capsys, run("ask", "Qu'a dit Zu Sijie ?"), 1, DEFAULT_EMBEDDER)


@pytest.mark.usefixtures("index")
class TestBadInput:
    def after(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Nothing that was stored is lost."""
        assert len(sources(capsys)) == 5
        assert run("verify") == 0

    def test_no_such_folder(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        refused(capsys, run("index", str(tmp_path / "nowhere")), 1, "nowhere")
        self.after(capsys)

    def test_an_empty_folder(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        refused(capsys, run("index", str(tmp_path / "empty")), 1, "no article", "empty")
        self.after(capsys)

    def test_a_binary_file(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        path = tmp_path / "photo.txt"
        path.write_bytes(bytes(range(256)) * 40)
        refused(capsys, run("index", str(path)), 1, "photo.txt", "not text")
        self.after(capsys)

    def test_a_binary_file_among_articles_is_skipped_and_told(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        folder = tmp_path / "mixed"
        folder.mkdir()
        (folder / "photo.txt").write_bytes(bytes(range(256)) * 40)
        (folder / "note.txt").write_text("Une note de trois lignes sur Peugeot.", "utf-8")
        assert run("index", str(folder)) == 0
        printed = capsys.readouterr()
        assert "photo.txt: not text" in printed.err
        assert "1 added" in printed.out
        assert "1 skipped" in printed.out

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
    def test_an_unreadable_file(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        path = tmp_path / "secret.txt"
        path.write_text("Secret.", "utf-8")
        path.chmod(stat.S_IWUSR)
        refused(capsys, run("index", str(path)), 1, "secret.txt", "Permission denied")
        self.after(capsys)

    def test_a_file_in_another_encoding_is_read_as_what_it_is(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = tmp_path / "ancien.txt"
        path.write_bytes("Élodie Œuvrard a déclaré : « L'été fut très sec. »".encode("cp1252"))
        assert run("index", str(path)) == 0
        capsys.readouterr()
        assert run("ask", "Qu'a dit Élodie Œuvrard ?") == 0
        assert "L'été fut très sec." in capsys.readouterr().out

    def test_no_index_yet(
        self,
        capsys: pytest.CaptureFixture[str],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("DIXIT_INDEX", str(tmp_path / "none"))
        refused(capsys, run("ask", "Qu'a dit Zu Sijie ?"), 1, "dixit index")
        assert not (tmp_path / "none").exists()

    def test_a_file_where_the_index_should_be(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("not a folder")
        refused(capsys, run("index", str(SEEDS), "--index", str(tmp_path / "file")), 1, "--index")

    def test_a_bad_setting(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DIXIT_PASSAGES", "many")
        refused(capsys, run("status"), 2, "passages", "many", "environment")

    def test_a_chat_model_whose_package_is_missing_names_the_extra(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status = run("ask", "Qu'a dit Zu Sijie ?", "--model", "google_genai:gemini")
        refused(capsys, status, 1, "dixit-rag[google_genai]")

    def test_an_unknown_command_is_wrong_usage(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("nonsense") == 2
        printed = capsys.readouterr().err
        assert "usage:" in printed
        assert "there is no command 'nonsense'" in printed
        assert not [name for name in names_of(command_line()) if name not in printed]

    def test_a_mistyped_command_is_guessed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("serch", "accord") == 2
        assert "Did you mean search?" in capsys.readouterr().err


def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    commands = (
        "index", "ask", "search", "quotes", "show", "sources", "status", "verify", "remove",
        "eval", "ui",
    )  # fmt: skip
    for command in commands:
        assert run(command, "--help") == 0
        assert f"dixit {command}" in capsys.readouterr().out.split("example")[1]


@pytest.mark.parametrize(
    "command",
    [
        ("--help",),
        ("ask", "Qu'a dit Zu Sijie ?"),
        ("search", "véhicules électriques"),
        ("quotes", "--speaker", "Zu Sijie"),
        ("show", "000_f43f25e133202a67.txt"),
    ],
    ids=lambda command: command[0],
)
def test_the_quick_path_does_not_load_what_it_does_not_need(
    command: tuple[str, ...], seed_index: Path
) -> None:
    heavy = {
        "torch", "transformers", "sentence_transformers", "sklearn", "scipy", "pandas", "gradio",
        "langchain", "langchain_core", "trafilatura", "dateparser", "watchfiles", "tqdm",
    }  # fmt: skip
    code = (
        "import sys, dixit.rag.cli.main\n"
        f"try: dixit.rag.cli.main.main({list(command)!r})\n"
        "except SystemExit: pass\n"
        f"print(sorted(set(sys.modules) & {heavy!r}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DIXIT_INDEX": str(seed_index)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.splitlines()[-1] == "[]"
    assert len(ended.stdout.splitlines()) > 1, "the command said something"
