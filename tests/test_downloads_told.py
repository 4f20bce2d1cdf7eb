"""What is taken away from the web says of itself where it is from and what was asked for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from html import unescape

import feedparser
import httpx
import pytest
import rispy
from lxml import etree, html

from archive.export.origin import Origin, origin
from archive.web.app import Options
from archive.writer import DATABASE, Archive, connect
from tests import take_archive as made
from tests.take_web import Web, both_ways, served

READER = "a1b2c3d4"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with both_ways(tmp_path_factory.mktemp("told") / "data") as found:
        with closing(connect(found.folder / DATABASE)) as db:
            db.execute("UPDATE articles SET reader_version = ?", (f"{READER}+0011",))
        yield found


@pytest.fixture(scope="module")
def archive(web: Web) -> Origin:
    with closing(connect(web.folder / DATABASE)) as db:
        return origin(db, "")


def capture(web: Web, story: made.Story) -> dict[str, str]:
    with closing(connect(web.folder / DATABASE)) as db:
        digest, revisions = db.execute(
            "SELECT c.digest, (SELECT count(*) FROM revisions WHERE article_id = a.id)"
            " FROM articles a JOIN captures c ON c.id = a.capture_id WHERE a.url = ?",
            (story.url,),
        ).fetchone()
    return {"digest": digest, "revisions": str(revisions)}


# -- what was asked ---------------------------------------------------------------------

FORMS = ("csv", "jsonl", "parquet", "ris", "bib", "csl.json", "meta.json")


@pytest.mark.parametrize("asked", ["from=abc", "to=31/2/2021", "year=hai nghìn", "verdict=zzz"])
@pytest.mark.parametrize("form", FORMS)
def test_a_filter_that_cannot_be_read_makes_no_file(web: Web, form: str, asked: str) -> None:
    """A file of everything would not say that it is none of what was meant."""
    for lang, words in (("vi", "Không hiểu"), ("en", "cannot be read")):
        answer = httpx.get(f"{web.private}/tim.{form}?{asked}&lang={lang}")
        assert answer.status_code == 400
        assert words in answer.text
        assert asked in answer.text
        assert answer.headers["content-type"].startswith("text/plain")
    assert httpx.get(f"{web.private}/feed.atom?{asked}").status_code == 400


@pytest.mark.parametrize("said", ["from=5/2022&to=2022", "year=2021", "verdict=all", "from="])
def test_a_filter_that_can_be_read_makes_one(web: Web, said: str) -> None:
    assert httpx.get(f"{web.private}/tim.bib?{said}").status_code == 200


def test_a_file_of_nothing_says_what_was_asked_for(web: Web) -> None:
    """A province without a site: the filters were told as if none had been chosen."""
    asked = "province=zzz&document=KL01&from=2021&q=b%C3%A1c"
    bib = httpx.get(f"{web.private}/tim.bib?{asked}").text
    assert "@misc" not in bib
    for words in ("province: zzz", "document: KL01", "since: 2021-01-01", "query: bác"):
        assert words in bib
    said = httpx.get(f"{web.private}/tim.meta.json?{asked}").json()["origin"]
    assert (said["query"], said["filters"]["province"]) == ("bác", "zzz")
    apart = httpx.get(f"{web.private}/tim.meta.json?province=Hà Tĩnh&site=mo").json()["origin"]
    assert (apart["filters"]["province"], apart["filters"]["sites"]) == ("Hà Tĩnh", ["mo"])


def test_a_list_as_csv_leads_to_where_it_is_from(web: Web, archive: Origin) -> None:
    answer = httpx.get(f"{web.private}/tim.csv", params={"q": "bác", "site": "mo"})
    found = re.fullmatch(r'<(.*)>; rel="describedby"; type="application/json"',
                         answer.headers["link"])  # fmt: skip
    assert found is not None
    said = httpx.get(web.private + found[1]).json()
    assert said["url"] == web.private + found[1]
    assert said["origin"]["filters"]["sites"] == ["mo"]
    assert said["origin"]["query"] == "bác"
    assert said["origin"]["newest_run"] == archive.newest_run
    assert said["origin"]["reader_version"] == READER
    assert re.match(said["cells"]["remove"], "'=1+1")
    other = httpx.get(f"{web.private}/do-phu.meta.json").json()
    assert other["cells"] == said["cells"]
    assert "cells" not in httpx.get(f"{web.private}/do-phu.json").json()


# -- the feed ---------------------------------------------------------------------------


def test_a_feed_that_did_not_change_is_not_sent_again(web: Web) -> None:
    address = f"{web.private}/feed.atom?site=kin"
    first, again = httpx.get(address), httpx.get(address)
    assert first.content == again.content
    etag = first.headers["etag"]
    for given in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = httpx.get(address, headers={"if-none-match": given})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
        assert answer.headers["content-security-policy"]
    assert httpx.get(address, headers={"if-none-match": '"x"'}).content == first.content
    with closing(connect(web.folder / DATABASE)) as db:
        db.execute("UPDATE articles SET title = title || '!' WHERE url = ?", (made.EDITED.url,))
        db.execute("UPDATE changed SET changed_at = '2030-01-02T03:04:05Z' WHERE article_id = ?",
                   (web.id(made.EDITED.url),))  # fmt: skip
    news = httpx.get(address, headers={"if-none-match": etag})
    assert news.status_code == 200
    assert feedparser.parse(news.content).feed.updated == "2030-01-02T03:04:05Z"


def test_a_feed_says_which_archive_and_which_captures(web: Web, archive: Origin) -> None:
    body = httpx.get(f"{web.private}/feed.atom?q=chuyen OR Bác&site=mo").content
    found = feedparser.parse(body)
    assert READER in found.feed.subtitle
    assert archive.newest_run in found.feed.subtitle
    assert "sites: mo" in found.feed.subtitle
    names = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}
    tree = etree.fromstring(body)
    ident = web.id(made.FIRST.url)
    (source,) = tree.xpath(f"//a:entry[a:id='lamtheo:{ident}']/dc:source/text()", namespaces=names)
    assert capture(web, made.FIRST)["digest"] in source
    stamps = tree.xpath("//a:entry/a:updated/text()", namespaces=names)
    assert tree.xpath("a:updated/text()", namespaces=names) == [max(stamps)]
    with closing(connect(web.folder / DATABASE)) as db:
        (changed,) = db.execute("SELECT changed_at FROM changed WHERE article_id = ?", (ident,)
                                ).fetchone()  # fmt: skip
    assert tree.xpath(f"//a:entry[a:id='lamtheo:{ident}']/a:updated/text()", namespaces=names) == [
        changed
    ]


# -- an article's page and citations ----------------------------------------------------


def test_zotero_is_told_a_newspapers_article(web: Web) -> None:
    """Highwire's names alone are a journal's article to it."""
    page = html.fromstring(httpx.get(f"{web.private}/bai/{web.id(made.COPY.url)}").content)
    said: dict[str, list[str]] = {}
    for tag in page.cssselect("head meta[name]"):
        said.setdefault(tag.get("name"), []).append(tag.get("content"))
    assert said["z:itemType"] == said["DC.type"] == ["newspaperArticle"]
    assert said["prism.publicationName"] == [made.SHUT.organisation]
    assert said["citation_title"] == [made.COPY.title]
    assert said["citation_public_url"] == [made.COPY.url]
    # Each of these makes it something else, whatever z:itemType says.
    for name in ("journal_title", "conference_title", "book_title", "dissertation_institution"):
        assert f"citation_{name}" not in said
    by = html.fromstring(httpx.get(f"{web.private}/bai/{web.id(made.FIRST.url)}").content)
    authors = [tag.get("content") for tag in by.cssselect("meta[name=citation_author]")]
    assert authors == list(made.FIRST.authors)


def test_schema_org_says_which_archive_and_which_capture(web: Web, archive: Origin) -> None:
    page = httpx.get(f"{web.private}/bai/{web.id(made.COPY.url)}").text
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    said = json.loads(unescape(script))
    assert said["@type"] == "NewsArticle"
    told = {one["propertyID"]: one["value"] for one in said["identifier"]}
    assert told["capture_digest"] == capture(web, made.COPY)["digest"]
    assert told["reader_version"] == f"{READER}+0011"
    part = said["isPartOf"]
    assert (part["identifier"], part["version"]) == (archive.archive, archive.newest_run)


def test_every_revision_has_its_citation(web: Web) -> None:
    ident = web.id(made.EDITED.url)
    first, last = (
        rispy.loads(httpx.get(f"{web.private}/bai/{ident}.ris?revision={n}").text)[0]
        for n in (1, 2)
    )
    newest = rispy.loads(httpx.get(f"{web.private}/bai/{ident}.ris").text)[0]
    assert first["abstract"] == made.EDITED.body
    assert "revision 1 of 2" in first["notes"][0]
    assert last["notes"][0] == newest["notes"][0] != first["notes"][0]
    for wrong in ("0", "3", "-1", "x", "9" * 30, "1.5"):
        assert httpx.get(f"{web.private}/bai/{ident}.bib?revision={wrong}").status_code == 404
    name = httpx.get(f"{web.private}/bai/{ident}.bib?revision=1").headers["content-disposition"]
    assert f"lamtheo-{ident}-1.bib" in name
    page = html.fromstring(httpx.get(f"{web.private}/bai/{ident}/phien-ban").content)
    links = [link.get("href") for link in page.cssselect("section.step a[download]")]
    assert links == [
        f"/bai/{ident}.{ending}?revision={n}"
        for n in (2, 1)
        for ending in ("ris", "bib", "csl.json")
    ]
    for link in links:
        assert httpx.get(web.private + link).status_code == 200
    # To everybody an older text is no more open than the newest.
    shut = httpx.get(f"{web.public}/bai/{ident}.csl.json?revision=1").json()[0]
    assert shut["abstract"] == made.EDITED.body
    assert len(shut["abstract"]) < 240


# -- lists of nothing -------------------------------------------------------------------


def test_an_archive_of_nothing_is_still_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("nothing") / "data"
    with Archive(folder) as empty:
        empty.begin_run((), ())
        empty.finish_run("done")
    with served(folder, Options()) as address:
        found = httpx.get(f"{address}/feed.atom")
        assert feedparser.parse(found.content).bozo == 0
        assert httpx.get(f"{address}/oai?verb=Identify").status_code == 200
        said = httpx.get(f"{address}/oai?verb=ListRecords&metadataPrefix=oai_dc").text
        assert "noRecordsMatch" in said
        assert httpx.get(f"{address}/tim.csv").text.startswith("\ufeffid,url,")
