"""Pages and feeds are fetched from a server as its owner allows, and kept as files that cite it."""

import gzip
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import WebError
from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts
from dixit.rag.ingestion.readers.worker import DEFAULT_LIMITS
from dixit.rag.ingestion.web import fetch, robots
from dixit.rag.ingestion.web.collect import Collected, collect

SAMPLES = Path(__file__).parents[1] / "readers" / "samples"
PAGE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    "<p>Hélène Tardieu, maire de Corvenay, a déclaré que « le tarif du bac restera à 2 € ». Les "
    "élus ont voté pour, après un long débat.</p><p>Luc Ferrand n’est pas d’accord avec la "
    "décision de la ville, a-t-il dit lundi soir devant la presse réunie au port.</p></article>"
    "</body></html>"
)


SLOW = "/slow"
"""A page that the server keeps back until it closes."""


class Site:
    """A web server on this machine, with its pages and the paths that were asked of it."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        self.closes = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                if self.path == SLOW:
                    site.closes.wait(20)
                status, headers, data = site.pages.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def page(self, path: str, title: str, encoding: str = "utf-8") -> str:
        kind = {"Content-Type": f"text/html; charset={encoding}"}
        self.pages[path] = (200, kind, PAGE.format(title=title).encode(encoding))
        return self.address + path

    def feed(self, path: str, links: list[str]) -> str:
        items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
        data = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
        self.pages[path] = (200, {"Content-Type": "application/rss+xml"}, data.encode())
        return self.address + path

    def redirect(self, path: str, target: str) -> str:
        self.pages[path] = (302, {"Location": target}, b"")
        return self.address + path


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(robots, "_PAUSE_S", 0.0)
    made = Site()
    threading.Thread(target=made.server.serve_forever, daemon=True).start()
    yield made
    made.closes.set()
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def collected(tmp_path: Path) -> Callable[..., Collected]:
    def collected(*addresses: str, refresh: bool = False) -> Collected:
        return collect(addresses, tmp_path / "web", DEFAULT_LIMITS, refresh=refresh)

    return collected


def read(path: Path) -> Extract:
    (extract,) = extracts(path.name, path.read_bytes())
    assert isinstance(extract, Extract)
    return extract


def reasons(collected: Collected) -> list[str]:
    return [skip.reason for skip in collected.skipped]


def test_a_page_is_kept_in_its_encoding_with_its_address(
    site: Site, collected: Callable[..., Collected], tmp_path: Path
) -> None:
    address = site.page("/2022/le-bac", "Le bac gelé", "cp1252")
    (path,) = collected(address).paths
    host = site.address.removeprefix("http://").replace(":", "-")

    assert path == tmp_path / "web" / host / "2022" / "le-bac.mhtml"
    assert "« le tarif du bac restera à 2 € »" in read(path).text
    assert read(path).url == address


def test_two_addresses_that_differ_in_their_query_are_two_files(
    site: Site, collected: Callable[..., Collected]
) -> None:
    one, other = site.page("/a?n=1", "Un titre"), site.page("/a?n=2", "Un autre")

    assert [read(path).title for path in collected(one, other).paths] == ["Un titre", "Un autre"]


def test_a_page_is_fetched_once_and_again_when_it_is_to_be_refreshed(
    site: Site, collected: Callable[..., Collected]
) -> None:
    address = site.page("/a", "Le bac gelé")
    (path,) = collected(address).paths
    site.page("/a", "Le bac plus cher")

    assert read(collected(address).paths[0]).title == "Le bac gelé"
    assert collected(refresh=True).paths == [path]
    assert read(path).title == "Le bac plus cher"


def test_a_page_that_is_gone_stays_as_it_was_kept(
    site: Site, collected: Callable[..., Collected]
) -> None:
    (path,) = collected(site.page("/a", "Le bac gelé")).paths
    del site.pages["/a"]

    assert reasons(collected(refresh=True)) == ["the server refuses it (HTTP 404)"]
    assert read(path).title == "Le bac gelé"


def test_a_feed_gives_its_pages_and_later_only_the_new_ones(
    site: Site, collected: Callable[..., Collected]
) -> None:
    old, new = site.page("/old", "Un titre"), site.page("/new", "Un autre")
    feed = site.feed("/feed", [old])
    assert [read(path).title for path in collected(feed).paths] == ["Un titre"]
    site.feed("/feed", [new, old])
    site.asked.clear()

    assert [read(path).title for path in collected(feed).paths] == ["Un autre", "Un titre"]
    assert site.asked == ["/robots.txt", "/feed", "/new"]


def test_what_robots_txt_forbids_is_not_fetched(
    site: Site, collected: Callable[..., Collected]
) -> None:
    rules = b"User-agent: *\nDisallow: /*.php$\n\nUser-agent: Dixit\nDisallow: /prive/\n"
    site.pages["/robots.txt"] = (200, {}, rules)
    forbidden, allowed = site.page("/prive/a", "Un titre"), site.page("/b.php", "Un autre")
    found = collected(forbidden, allowed)

    assert [read(path).title for path in found.paths] == ["Un autre"]
    assert reasons(found) == ["its site does not let programs fetch it (robots.txt)"]
    assert "/prive/a" not in site.asked


def test_a_site_whose_rules_cannot_be_had_is_left_alone(
    site: Site, collected: Callable[..., Collected]
) -> None:
    site.pages["/robots.txt"] = (503, {}, b"")

    assert collected(site.page("/a", "Un titre")).paths == []


def test_neither_a_redirect_nor_a_feed_leads_to_a_private_network(
    site: Site, collected: Callable[..., Collected]
) -> None:
    inside = site.page("/secret", "Un secret").replace("127.0.0.1", "localhost")
    found = collected(site.redirect("/away", inside), site.feed("/feed", [inside]))

    assert found.paths == []
    assert reasons(found) == ["leads to a private network (localhost), so it is not fetched"] * 2
    assert "/secret" not in site.asked


@pytest.mark.parametrize("place", ["10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]"])
def test_a_private_address_is_refused_in_any_form(
    site: Site, collected: Callable[..., Collected], place: str
) -> None:
    found = collected(site.redirect("/away", f"http://{place}/latest/meta-data"))

    assert found.paths == [] and "private network" in reasons(found)[0]


def test_a_redirect_within_the_site_is_followed_and_a_circle_is_not(
    site: Site, collected: Callable[..., Collected]
) -> None:
    new = site.page("/new", "Un titre")
    found = collected(site.redirect("/old", "/new"), site.redirect("/round", "/round"))

    assert [read(path).url for path in found.paths] == [new]
    assert reasons(found) == ["redirects more than 5 times"]


def test_a_page_beyond_the_limits_is_not_kept(
    site: Site, collected: Callable[..., Collected], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_MOST_BYTES", 1_000_000)
    html = {"Content-Type": "text/html"}
    site.pages["/large"] = (200, html, bytes(1_000_001))
    site.pages["/bomb"] = (
        200,
        html | {"Content-Encoding": "gzip"},
        gzip.compress(bytes(5_000_000)),
    )
    found = collected(f"{site.address}/large", f"{site.address}/bomb")

    assert reasons(found) == ["larger than 1 MB"] * 2


def test_a_server_that_drips_is_left_after_a_while(
    site: Site, collected: Callable[..., Collected], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_SECONDS", 1.0)
    found = collected(site.page(SLOW, "Un titre"))
    site.closes.set()

    assert reasons(found) == ["takes longer than 1 s to fetch"]


def test_what_is_neither_a_page_nor_a_file_that_is_read_is_told(
    site: Site, collected: Callable[..., Collected]
) -> None:
    site.pages["/a.png"] = (200, {"Content-Type": "image/png"}, b"PNG")

    assert reasons(collected(f"{site.address}/a.png")) == [
        "of a kind that is not fetched (image/png): download it and index it"
    ]


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("pdf", "application/pdf"), ("docx", WORD), ("odt", "application/octet-stream")],
)
def test_a_file_is_read_by_what_the_server_says_it_is(
    site: Site, collected: Callable[..., Collected], ending: str, kind: str
) -> None:
    path = f"/2023/usine.{ending}" if kind == "application/octet-stream" else "/download?n=7"
    data = (SAMPLES / f"article.{ending}").read_bytes()
    site.pages[path] = (200, {"Content-Type": kind}, data)
    (kept,) = collected(site.address + path).paths
    (direct,) = extracts(f"a.{ending}", data)

    assert isinstance(direct, Extract)
    assert (read(kept).text, read(kept).page_starts) == (direct.text, direct.page_starts)
    assert (read(kept).url, read(kept).form) == (site.address + path, f".{ending}")


def test_a_text_is_read_in_the_encoding_that_its_server_tells(
    site: Site, collected: Callable[..., Collected]
) -> None:
    text = "L’été fut long à Pékin."
    kind = {"Content-Type": "text/plain; charset=utf-16"}
    site.pages["/a"] = (200, kind, text.encode("utf-16"))

    assert read(collected(f"{site.address}/a").paths[0]).text == text


def test_a_feed_may_name_files(site: Site, collected: Callable[..., Collected]) -> None:
    data = (SAMPLES / "article.pdf").read_bytes()
    site.pages["/a.pdf"] = (200, {"Content-Type": "application/pdf"}, data)
    found = collected(site.feed("/feed", [f"{site.address}/a.pdf"]))

    assert "Sochaux" in read(found.paths[0]).text


def test_an_address_is_added_from_python_once_and_cited(
    site: Site, tmp_path: Path, hashed: Embedder
) -> None:
    data = (SAMPLES / "article.pdf").read_bytes()
    site.pages["/a.pdf"] = (200, {"Content-Type": "application/pdf"}, data)
    dixit = Dixit(tmp_path / "index", embedder=hashed)
    address = f"{site.address}/a.pdf"
    (source,) = dixit.add([address]).added

    assert dixit.document(source).metadata["url"] == address
    assert dixit.document(source).metadata["format"] == ".pdf"
    assert dixit.add([address]).unchanged == [source]
    assert dixit.add([], refresh=True).unchanged == [source]
    assert site.asked.count("/a.pdf") == 2
    dixit.close()


@pytest.mark.parametrize("address", ["http://", "http://user:word@host/", "https://a:b:c/"])
def test_what_is_no_address_is_refused_before_anything_is_fetched(
    address: str, collected: Callable[..., Collected]
) -> None:
    with pytest.raises(WebError, match="no address of a page"):
        collected(address)


def test_without_the_extra_an_address_is_refused_with_what_to_install(
    collected: Callable[..., Collected], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "find_spec", lambda name: None)

    with pytest.raises(WebError, match=r"dixit-rag\[web\]"):
        collected("https://www.example.org/")
