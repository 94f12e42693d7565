"""The files that news services, feeds and film editors give: words, names and dates as told."""

import json

import pytest

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.formats import extracts

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>À la une</title>
<item><title>Le bac &amp;amp; le port</title><dc:creator>Marie Delcourt</dc:creator>
<link>https://www.vallee.example/2022/05/04/le-bac.html</link>
<pubDate>Wed, 04 May 2022 10:30:00 +0200</pubDate><description>Court résumé.</description>
<content:encoded><![CDATA[<p>Hélène Tardieu a dit <em>non</em>.</p><p hidden>Caché.</p>
<p>Elle part&nbsp;: 40<sup>1</sup> € de moins.</p>]]></content:encoded></item>
<item><title>Le pont</title><link>https://www.vallee.example/2022/05/05/le-pont.html</link>
<description>&lt;p&gt;Luc Ferrand attend.&lt;/p&gt;</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour news</title>
<entry><title>Fares</title><link href="https://harbour.example/fares"/>
<author><name>Ada Quill</name></author><published>2022-05-04T10:30:00Z</published>
<content type="html">&lt;p&gt;Marta Kovel said the fare stays.&lt;/p&gt;</content></entry></feed>"""
NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.0/specification/dtd/nitf-3-0.dtd">
<nitf{space}><head><title>Ferry</title><docdata><date.issue norm="20220504T103000Z"/>
<doc.copyright year="2022" holder="Agency A"/></docdata></head><body><body.head><hedline>
<hl1>Ferry fares frozen</hl1><hl2>Council votes</hl2></hedline>
<byline>By <person>Ada Quill</person><byttl>Staff writer</byttl></byline></body.head><body.content>
<block><p>Mayor <person>Marta Kovel</person> said <q>the fare stays</q> in
<location>Brennick</location>.</p><p>It costs <money>40</money> crowns.</p></block>
<media><media-reference source="a.jpg"/><media-caption>The ferry.</media-caption></media>
</body.content></body></nitf>"""
ITEM = """<newsItem guid="{guid}"><itemMeta><provider literal="AFP"/>
<versionCreated>2022-05-04T10:30:00+02:00</versionCreated><pubStatus qcode="stat:{status}"/>
</itemMeta><contentMeta><headline>{headline}</headline><by>Par Luc Ferrand</by></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
XHTML = (
    '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Hélène Tardieu a dit '
    "<b>non</b>.</p><p>Elle part.</p></body></html></inlineXML>"
)


def read(name: str, text: str) -> list[Extract | Unread]:
    return list(extracts(name, text.encode()))


def one(name: str, text: str) -> Extract:
    (extract,) = read(name, text)
    assert isinstance(extract, Extract)
    return extract


def message(*items: str) -> str:
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{''.join(items)}</itemSet></newsMessage>"
    )


@pytest.mark.parametrize("name", ["news.rss", "news.xml"])
def test_an_entry_of_a_feed_is_an_article_with_its_address(name: str) -> None:
    first, second = read(name, RSS)

    assert isinstance(first, Extract) and isinstance(second, Extract)
    assert first.text.split("\n\n", 1) == [
        "Le bac & le port",
        "Hélène Tardieu a dit non.\nElle part\u00a0: 40 € de moins.",
    ]
    assert (first.name, first.author, first.published) == (
        "le-bac",
        "Marie Delcourt",
        "2022-05-04T10:30",
    )
    assert first.url == "https://www.vallee.example/2022/05/04/le-bac.html"
    assert first.publisher == "vallee.example"
    assert second.text == "Le pont\n\nLuc Ferrand attend."


def test_an_atom_feed_is_read_as_an_rss_feed_is() -> None:
    extract = one("news.atom", ATOM)

    assert extract.text == "Fares\n\nMarta Kovel said the fare stays."
    assert (extract.author, extract.published) == ("Ada Quill", "2022-05-04T10:30")


@pytest.mark.parametrize("space", ["", ' xmlns="http://iptc.org/std/NITF/2006-10-18/"'])
def test_an_article_in_nitf_has_the_lines_that_are_printed(space: str) -> None:
    extract = one("a.xml", NITF.format(space=space))

    assert extract.text.splitlines() == [
        *("Ferry fares frozen", "Council votes", "By Ada Quill", "Staff writer"),
        *("Mayor Marta Kovel said “the fare stays” in Brennick.", "It costs 40 crowns."),
        "The ferry.",
    ]
    assert (extract.title, extract.author) == ("Ferry fares frozen", "Ada Quill")
    assert (extract.publisher, extract.published) == ("Agency A", "2022-05-04T10:30")


def test_items_of_newsml_g2_are_articles_and_withdrawn_ones_are_told() -> None:
    usable = ITEM.format(guid="a", status="usable", headline="Le bac gelé", content=XHTML)
    false = "<inlineData contenttype='text/plain'>Faux.</inlineData>"
    withdrawn = ITEM.format(guid="b", status="canceled", headline="Faux", content=false)
    article, told = read("news.xml", message(usable, withdrawn))

    assert isinstance(article, Extract)
    assert article.text == "Le bac gelé\nHélène Tardieu a dit non.\nElle part."
    assert (article.title, article.author, article.publisher, article.published) == (
        *("Le bac gelé", "Luc Ferrand", "AFP"),
        "2022-05-04T10:30",
    )
    assert told == Unread("2", "its publisher marks it as canceled")


def test_an_item_of_the_older_newsml_is_read() -> None:
    old = (
        "<NewsML><NewsItem><NewsManagement><FirstCreated>20070504T103000Z</FirstCreated>"
        "</NewsManagement><NewsComponent><NewsLines><HeadLine>Le bac gelé</HeadLine></NewsLines>"
        "<AdministrativeMetadata><Provider><Party FormalName='AFP'/></Provider>"
        "</AdministrativeMetadata><NewsComponent><ContentItem><DataContent><p>Elle a dit non.</p>"
        "<p>Il part.</p></DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem>"
        "</NewsML>"
    )
    extract = one("old.xml", old)

    assert extract.text == "Le bac gelé\nElle a dit non.\nIl part."
    assert (extract.publisher, extract.published) == ("AFP", "2007-05-04T10:30")


def test_xml_of_ones_own_is_its_sentences_and_a_settings_file_is_no_article() -> None:
    own = "<t><h>Ferry</h><a>Marta Kovel <b>said</b> the fare stays.</a></t>"

    assert one("a.xml", own).text == "Ferry\nMarta Kovel said the fare stays."
    with pytest.raises(Unreadable, match="no text in sentences"):
        read("a.xml", "<s><host>127.0.0.1</host><user>root</user><port>80</port></s>")
    with pytest.raises(Unreadable, match="no XML"):
        read("a.xml", "Marta Kovel said")


@pytest.mark.parametrize(
    "value",
    [
        [{"titre": "Bac", "texte": "Elle a dit non.", "date": "2022-05-04"}],
        {"articles": [{"title": "Bac", "content": "Elle a dit non.", "publishedAt": "2022-05-04"}]},
        [{"title": {"rendered": "Bac"}, "content": {"rendered": "<p>Elle a dit <b>non</b>.</p>"}}],
        {"headline": "Bac", "articleBody": "Elle a dit non.", "datePublished": "2022-05-04"},
        {"data": {"items": [{"x": 1}, {"title": "Bac", "content_html": "<p>Elle a dit non."}]}},
    ],
)
def test_the_articles_of_a_json_file_are_found_where_they_stand(value: object) -> None:
    (extract,) = (part for part in read("a.json", json.dumps(value)) if isinstance(part, Extract))

    assert (extract.title, extract.text) == ("Bac", "Bac\n\nElle a dit non.")


def test_a_json_file_tells_publisher_author_and_address() -> None:
    row = {
        "source": {"id": None, "name": "The Harbour"},
        "author": {"name": "Ada Quill"},
        "url": "https://harbour.example/a",
        "body": "One.",
    }
    extract = one("a.json", json.dumps([row]))

    assert (extract.publisher, extract.author) == ("The Harbour", "Ada Quill")
    assert extract.url == "https://harbour.example/a"


def test_a_json_file_without_articles_says_so() -> None:
    with pytest.raises(Unreadable, match="no column for the text"):
        read("a.json", '{"version": 1, "host": "x"}')
    with pytest.raises(Unreadable, match="no JSON"):
        read("a.json", "{")


def test_subtitles_are_joined_to_what_is_said() -> None:
    srt = (
        "1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>We will not raise</i>\r\nthe fare,\r\n\r\n"
        "2\r\n00:00:03,100 --> 00:00:05,000\r\n{\\an8}Marta Kovel said.\r\n\r\n"
        "3\r\n00:00:05,100 --> 00:00:06,000\r\n- In 2030?\r\n- Yes.\r\n\r\n"
        "4\r\n00:00:16,000 --> 00:00:17,000\r\n2030\r\n"
    )

    assert one("a.srt", srt).text.splitlines() == [
        "We will not raise the fare, Marta Kovel said.",
        "- In 2030?",
        "- Yes.",
        "2030",
    ]


def test_the_voices_of_webvtt_are_named_and_its_comments_are_no_words() -> None:
    vtt = (
        "WEBVTT\n\nNOTE not said\n\nSTYLE\n::cue{color:red}\n\n"
        "00:01.000 --> 00:02.000 align:start\n<v Marta Kovel>We will not\n\n"
        "00:02.000 --> 00:03.000\n<v Marta Kovel>raise it &amp; stay.\n\n"
        "NOTE nor this\n\n00:03.000 --> 00:04.000\n<v.loud Olaf Brandt>Why?\n"
    )

    assert one("a.vtt", vtt).text.splitlines() == [
        "Marta Kovel: We will not raise it & stay.",
        "Olaf Brandt: Why?",
    ]


def test_a_file_without_subtitles_says_so() -> None:
    with pytest.raises(Unreadable, match="no subtitles"):
        read("a.srt", "Marta Kovel said.")
