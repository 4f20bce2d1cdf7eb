"""OAI-PMH as libraries use it: harvested whole by sickle, every error by its code."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import (
    BadArgument,
    BadResumptionToken,
    CannotDisseminateFormat,
    IdDoesNotExist,
    NoRecordsMatch,
)

from archive import withhold
from archive.articles import Rules, article_id
from archive.documents import catalogue
from archive.export import oai_rows
from archive.export.origin import origin
from archive.records import Capture, Page
from archive.writer import DATABASE, Archive, connect
from tests import take_archive as made
from tests.take_web import MORE, WITHHELD, Web, both_ways

NS = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with both_ways(tmp_path_factory.mktemp("oai") / "data") as found:
        yield found


@pytest.fixture(scope="module")
def library(web: Web) -> Sickle:
    return Sickle(f"{web.private}/oai")


def test_a_harvester_walks_every_record(web: Web, library: Sickle) -> None:
    asked = []
    library_asks = library.harvest
    library.harvest = lambda **args: asked.append(args) or library_asks(**args)  # type: ignore[func-returns-value]
    found = list(library.ListRecords(metadataPrefix="oai_dc"))
    library.harvest = library_asks
    assert len(asked) == 3  # 239 headers, a hundred a page
    live = {record.header.identifier: record for record in found if not record.deleted}
    assert live.keys() == {f"lamtheo:{ident}" for ident in web.rows}
    assert len(found) == len({record.header.identifier for record in found})
    for ident, url in web.rows.items():
        said = live[f"lamtheo:{ident}"].metadata
        assert said["identifier"] == [url, f"{web.private}/bai/{ident}"]
        assert said["language"] == ["vi"]
    first = next(r.metadata for r in live.values() if made.FIRST.url in r.metadata["identifier"])
    assert first["title"] == [made.FIRST.title]
    assert first["creator"] == list(made.FIRST.authors)
    assert first["date"] == [made.FIRST.published_at]
    assert first["subject"] == ["01-KL/TW", "05-CT/TW"]
    assert first["coverage"] == ["Bắc Giang", "Bắc Ninh"]
    assert first["publisher"] == [made.OPEN.organisation]
    hostile = next(r.metadata for r in live.values() if made.MONTH.url in r.metadata["identifier"])
    assert hostile["title"] == [made.HOSTILE]
    assert hostile["date"] == ["2022-05"]


def test_a_repository_says_which_archive_it_is(web: Web) -> None:
    """And how far it has come; a record names the archive and its own capture."""
    with closing(connect(web.folder / DATABASE)) as db:
        told = origin(db, "")
        (capture, payload) = db.execute(
            "SELECT c.id, c.digest FROM articles a JOIN captures c ON c.id = a.capture_id"
            " WHERE a.url = ?",
            (made.FIRST.url,),
        ).fetchone()
    (said,) = _read(web, "Identify").iterfind(".//oai:description", NS)
    words = " ".join(said.itertext())
    for part in (told.archive, told.newest_run, told.version()):
        assert part
        assert part in words
    ident = f"lamtheo:{web.id(made.FIRST.url)}"
    record = _read(web, "GetRecord", identifier=ident, metadataPrefix="oai_dc")
    sources = [found.text or "" for found in record.iterfind(".//dc:source", NS)]
    assert any(capture in source and payload in source for source in sources)
    assert [found.text for found in record.iterfind(".//dc:relation", NS)] == [
        f"lamtheo archive {told.archive}"
    ]


def _read(web: Web, verb: str, **args: str) -> etree._Element:
    return etree.fromstring(httpx.get(f"{web.private}/oai", params={"verb": verb} | args).content)


def test_what_is_gone_is_told_as_deleted(library: Sickle, web: Web) -> None:
    """Withheld, and the id before a move, in the sets they were in; an article that its site
    took down is still ours."""
    headers = [h for h in library.ListIdentifiers(metadataPrefix="oai_dc") if h.deleted]
    gone = {header.identifier: set(header.setSpecs) for header in headers}
    withheld, moved = (f"lamtheo:{article_id(url)}" for url in (WITHHELD, made.MOVED.url))
    assert gone == {
        withheld: {"province:bac-ninh", "document:KL01", "verdict:relevant"},
        moved: {"province:ha-tinh", "document:CT05", "verdict:relevant"},
    }
    for spec in gone[withheld]:
        listed = library.ListIdentifiers(metadataPrefix="oai_dc", set=spec)
        assert withheld in [header.identifier for header in listed if header.deleted], spec
    record = library.GetRecord(identifier=withheld, metadataPrefix="oai_dc")
    assert record.deleted
    assert not getattr(record, "metadata", None)
    assert made.GONE.url in web.rows.values()
    assert library.Identify().deletedRecord == "persistent"


def test_a_withholding_is_harvested_as_news(library: Sickle) -> None:
    """A harvester that asks for what changed since it last came hears of it."""
    (stamp,) = [
        h.datestamp
        for h in library.ListIdentifiers(metadataPrefix="oai_dc", set="province:bac-ninh")
        if h.deleted
    ]
    since = list(library.ListIdentifiers(metadataPrefix="oai_dc", **{"from": stamp}))
    withheld = f"lamtheo:{article_id(WITHHELD)}"
    assert withheld in [header.identifier for header in since if header.deleted]


def test_what_is_released_is_harvested_again(tmp_path: Path) -> None:
    """It is read from its old capture, and told as of the day of its release."""
    folder = made.build(tmp_path / "data")

    def again(db: sqlite3.Connection, capture_id: str) -> Page:
        row = db.execute("SELECT * FROM captures WHERE id = ?", (capture_id,))
        names = [column[0] for column in row.description]
        values = dict(zip(names, row.fetchone(), strict=True))
        moment = datetime.fromisoformat(values["fetched_at"])
        known = {name: values[name] for name in Capture.__slots__ if name in values}
        page = Page(
            *(made.FIRST.url, "article", made.OPEN, 200, (), b"", moment),
            capture=Capture(**known | {"fetched_at": moment}),
        )
        return made.read(made.FIRST, page)

    with Archive(folder, kind="decide", rules=Rules("v", again)) as archive:
        archive.begin_run((), catalogue().documents, kind="decide")
        said = withhold.detail(archive.db, made.FIRST.url, "personal-data")
        archive.decide(withhold.WITHHOLD, made.FIRST.url, "x", said)
        gone = oai_rows.header(archive.db, article_id(made.FIRST.url))
        archive.decide(withhold.RELEASE, made.FIRST.url, "y")
        back = oai_rows.header(archive.db, article_id(made.FIRST.url))
        (returned,) = archive.db.execute("SELECT returned_at FROM departed WHERE returned_at <> ''"
                                         ).fetchone()  # fmt: skip
        archive.finish_run("done")
    assert gone is not None
    assert back is not None
    assert (gone.deleted, back.deleted) == (True, False)
    assert back.datestamp == returned
    assert set(gone.sets) == set(back.sets)


def test_sets_divide_the_archive(library: Sickle, web: Web) -> None:
    specs = {found.setSpec: found.setName for found in library.ListSets()}
    assert specs["province:bac-ninh"] == "Bắc Ninh"
    assert specs["document:KL01"].startswith("01-KL/TW")

    def of(spec: str) -> set[str]:
        headers = library.ListIdentifiers(metadataPrefix="oai_dc", set=spec)
        return {header.identifier for header in headers if not header.deleted}

    every = {f"lamtheo:{ident}" for ident in web.rows}
    assert of("province:bac-ninh") | of("province:ha-tinh") == every == of("province")
    assert len(of("province:ha-tinh")) == 3
    assert len(of("document:KL01")) == MORE - 1 + 3
    (header,) = [h for h in library.ListIdentifiers(metadataPrefix="oai_dc", set="province:ha-tinh")
                 if h.identifier.endswith(web.id(made.MONTH.url))]  # fmt: skip
    assert set(header.setSpecs) == {"province:ha-tinh", "document:KL01", "verdict:relevant"}
    assert of("verdict:mention") == {f"lamtheo:{web.id(made.PASSING.url)}"}
    assert of("verdict:mention") | of("verdict:relevant") == every == of("verdict")
    assert {"province", "document", "verdict"} <= specs.keys()


def test_provinces_are_listed_as_a_dictionary_has_them(tmp_path: Path) -> None:
    folder = made.build(tmp_path / "data")
    names = ("Đồng Nai", "Điện Biên", "Cà Mau", "An Giang", "Hà Tĩnh")
    with closing(connect(folder / DATABASE)) as db:
        for n, name in enumerate(names):
            db.execute(
                "INSERT INTO sites(name, organisation, level, host, family, host_status,"
                " province_before, province_after) SELECT :key, organisation, level, :key, family,"
                " host_status, :name, :name FROM sites WHERE name = 'mo'",
                {"key": f"t{n}", "name": name},
            )
        told = [name for spec, name in oai_rows.sets(db) if spec.startswith("province:")]
    assert told == ["An Giang", "Bắc Ninh", "Cà Mau", "Điện Biên", "Đồng Nai", "Hà Tĩnh"]


def test_dates_bound_a_harvest_on_both_sides(library: Sickle, web: Web) -> None:
    def between(**dates: str) -> set[str]:
        wanted = {key.rstrip("_"): value for key, value in dates.items()}
        found = library.ListIdentifiers(metadataPrefix="oai_dc", **wanted)
        return {header.identifier for header in found if not header.deleted}

    edited = f"lamtheo:{web.id(made.EDITED.url)}"
    with closing(connect(web.folder / DATABASE)) as db:
        db.execute(
            "UPDATE changed SET changed_at = CASE WHEN article_id IN (SELECT id FROM articles"
            " WHERE url GLOB '*/so-*') THEN '2019-12-01T00:00:59Z' ELSE '2019-11-01T18:30:00Z' END"
        )
        db.execute(
            "UPDATE changed SET changed_at = '2019-11-01T18:38:00Z' WHERE article_id = ?",
            (edited.partition(":")[2],),
        )
    assert len(between(until="2019-11-30")) == 7
    assert len(between(from_="2019-12-01", until="2019-12-01")) == MORE - 1
    assert edited in between(from_="2019-11-01T18:38:00Z", until="2019-11-01T18:38:00Z")
    assert edited not in between(until="2019-11-01T18:37:59Z")
    assert library.Identify().earliestDatestamp == "2019-11-01T18:30:00Z"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Nothing", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=GetRecord&identifier=lamtheo:x", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-12-02&until=2026-12-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-12-01"
         "&until=2026-12-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=WyIiLCIiLCIiLCIiLDBd", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=GetRecord&identifier=lamtheo:x&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=GetRecord&identifier=lamtheo:x&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=GetRecord&identifier=%3Cx%3E%00&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=lamtheo:x", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=document:KHONG", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=x'%20OR%201", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", "noRecordsMatch"),
    ],
)  # fmt: skip
def test_every_error_has_its_code(web: Web, query: str, code: str) -> None:
    answer = httpx.get(f"{web.private}/oai?{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    (error,) = root.findall("oai:error", NS)
    assert error.get("code") == code
    request = root.find("oai:request", NS)
    assert request is not None
    assert request.text == f"{web.private}/oai"
    assert bool(request.attrib) is (code not in ("badVerb", "badArgument"))


def test_sickle_knows_our_errors(library: Sickle) -> None:
    with pytest.raises(NoRecordsMatch):
        library.ListRecords(metadataPrefix="oai_dc", until="1999-01-01")
    with pytest.raises(CannotDisseminateFormat):
        library.ListRecords(metadataPrefix="mods")
    with pytest.raises(IdDoesNotExist):
        library.GetRecord(identifier="oai:x:1", metadataPrefix="oai_dc")
    with pytest.raises(BadArgument):
        library.ListRecords(metadataPrefix="oai_dc", until="1999")
    with pytest.raises(BadResumptionToken):
        library.ListRecords(resumptionToken="abc")
    identify = library.Identify()
    assert (identify.protocolVersion, identify.adminEmail) == ("2.0", "kho@luutru.example")
    assert identify.granularity == "YYYY-MM-DDThh:mm:ssZ"
    (form,) = library.ListMetadataFormats()
    assert form.metadataPrefix == "oai_dc"


def test_a_form_is_answered_as_an_address_is(web: Web) -> None:
    asked = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "until": "2026-11-30"}
    posted = httpx.post(f"{web.private}/oai", data=asked)
    got = httpx.get(f"{web.private}/oai", params=asked)

    def ids(answer: httpx.Response) -> list[str | None]:
        return [found.text for found in etree.fromstring(answer.content).iterfind(
            ".//oai:identifier", NS)]  # fmt: skip

    assert posted.status_code == 200
    assert ids(posted) == ids(got) != []


def test_a_form_without_end_is_refused(web: Web) -> None:
    assert httpx.post(f"{web.private}/oai", content=b"x" * 70_000).status_code == 413
    said = httpx.post(f"{web.private}/oai", content=b"verb=\xff\xfe")
    assert b'code="badVerb"' in said.content


def test_a_form_may_come_in_pieces_of_no_length_told(web: Web) -> None:
    said = httpx.post(f"{web.private}/oai", content=iter([b"verb=", b"Identify"]))
    assert "content-length" not in said.request.headers
    assert said.status_code == 200
    assert b"<protocolVersion>2.0</protocolVersion>" in said.content
    endless = httpx.post(f"{web.private}/oai", content=(b"x" * 10_000 for _ in range(10)))
    assert endless.status_code == 413


@pytest.mark.parametrize(
    "token",
    [["\ud800", "", "", "a", 0], ["", "", "", "\udfff", 0], ["", "", "", "a", -1],
     ["", "", "", "a", 10**4299], ["", "", "", 7, 0], ["", "", "", "a", "0"], ["", "", "", "a", [],
     0], {}, 7],
)  # fmt: skip
def test_no_forged_token_is_an_error_of_ours(web: Web, token: object) -> None:
    forged = base64.urlsafe_b64encode(json.dumps(token).encode()).decode()
    for verb in ("ListRecords", "ListIdentifiers"):
        asked = {"verb": verb, "resumptionToken": forged}
        said = httpx.get(f"{web.private}/oai", params=asked)
        assert said.status_code == 200
        assert b'code="badResumptionToken"' in said.content
