"""Exports of many files, opened by the tools that others open them with."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from archive import reader
from archive.access import stated
from archive.export.columns import CELLS
from archive.export.origin import Origin, origin
from archive.export.records import Access, Record
from archive.export.saving import Selection, save, select
from archive.export.wacz import surt
from archive.writer import WARC_FOLDER, connect_readonly
from tests import take_archive as made
from tests.small_archive import alone, answer, told
from tests.test_export import EVERY, by_url


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.build(tmp_path_factory.mktemp("files") / "data")


@pytest.fixture(scope="module")
def chosen(folder: Path) -> Selection:
    return select(connect_readonly(folder), folder, "", EVERY, Access())


@pytest.fixture(scope="module")
def where(folder: Path) -> Origin:
    return origin(connect_readonly(folder), "2026-12-01T00:00:00+00:00", "", EVERY)


@pytest.fixture(scope="module")
def records(chosen: Selection) -> list[Record]:
    return list(chosen.records())


@pytest.mark.parametrize("name", ["dp", "dp.zip"])
def test_the_data_package_validates(
    name: str, chosen: Selection, where: Origin, records: list[Record], tmp_path: Path
) -> None:
    from frictionless import Package, validate

    save("datapackage", chosen, where, tmp_path / name)
    path = tmp_path / name
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            archive.extractall(tmp_path / "opened")
        path = tmp_path / "opened"
    report = validate(str(path / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    package = Package(str(path / "datapackage.json"))
    said = dict(package.custom["lamtheo"])
    assert said.pop("cells") == CELLS
    assert said == json.loads(json.dumps(where.document()))
    rows = {resource.name: resource.read_rows() for resource in package.resources}
    assert [row["id"] for row in rows["articles"]] == [record.id for record in records]
    first = next(row for row in rows["articles"] if row["url"] == made.FIRST.url)
    assert first["body"] == made.SHARED
    assert first["full_text"] is True
    assert first["captured_at"].isoformat(timespec="microseconds") == (
        by_url(records, made.FIRST).captured_at
    )
    named = {(row["article"], row["number"]) for row in rows["article-documents"]}
    assert named == {(r.id, number) for r in records for number in r.document_numbers}
    (place,) = rows["article-places"]
    assert (place["place"], place["role"]) == ("Kín", "subject")
    assert {row["site"]: row["rights"] or "" for row in rows["sites"]} == {
        site.name: stated(site.rights, site.organisation) for site in made.SITES
    }
    assert {source["path"] for source in package.sources} == {
        f"https://{site.host}/" for site in made.SITES
    }


def test_a_broken_package_does_not_validate(
    chosen: Selection, where: Origin, tmp_path: Path
) -> None:
    from frictionless import validate

    save("datapackage", chosen, where, tmp_path / "dp")
    sheet = tmp_path / "dp" / "articles.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",true,", ",có,", 1), "utf-8")
    assert not validate(str(tmp_path / "dp" / "datapackage.json")).valid


def test_warc_records_are_copied_byte_for_byte(
    folder: Path, chosen: Selection, where: Origin, tmp_path: Path
) -> None:
    save("warc", chosen, where, tmp_path / "out.warc.gz")
    data = (tmp_path / "out.warc.gz").read_bytes()
    types = {}
    with (tmp_path / "out.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            types[record.rec_headers.get_header("WARC-Record-ID")] = record.rec_type
            if record.rec_type == "warcinfo":
                said = record.content_stream().read().decode()
    assert where.newest_run in said
    assert where.line() in said
    counts = {kind: list(types.values()).count(kind) for kind in set(types.values())}
    # 7 articles, one with two texts, and the redirect of the moved one, each with its request.
    assert counts == {"warcinfo": 1, "response": 9, "request": 9}
    with (tmp_path / "out.warc.gz").open("rb") as stream:
        checked = [record.verify_payload_digest() for record in FastIterator(
            stream, record_types=WarcRecordType.response)]  # fmt: skip
    assert checked == [True] * 9
    db = connect_readonly(folder)
    for name, offset, length in db.execute(
        "SELECT warc_file, offset, length FROM captures WHERE id IN (SELECT capture_id FROM"
        " revisions)"
    ):
        piece = (folder / WARC_FOLDER / name).read_bytes()[offset : offset + length]
        assert data.count(piece) == 1


def test_a_damaged_capture_is_never_passed_on(
    folder: Path, where: Origin, tmp_path: Path, records: list[Record]
) -> None:
    import shutil

    shutil.copytree(folder, tmp_path / "data")
    first = by_url(records, made.FIRST)
    file = tmp_path / "data" / WARC_FOLDER / first.warc_file
    data = bytearray(file.read_bytes())
    data[first.warc_offset + first.warc_length // 2] ^= 0xFF
    file.write_bytes(data)
    damaged = select(connect_readonly(tmp_path / "data"), tmp_path / "data", "", EVERY, Access())
    with pytest.raises(ValueError, match=r"damaged|no WARC record"):
        save("warc", damaged, where, tmp_path / "out.warc.gz")
    assert not (tmp_path / "out.warc.gz").exists()


def test_the_public_gets_captures_only_where_rights_allow(
    folder: Path, where: Origin, tmp_path: Path
) -> None:
    public = select(connect_readonly(folder), folder, "", EVERY, Access(public=True))
    save("warc", public, where, tmp_path / "out.warc.gz")
    with (tmp_path / "out.warc.gz").open("rb") as stream:
        urls = {record.rec_headers.get_header("WARC-Target-URI")
                for record in ArchiveIterator(stream) if record.rec_type == "response"}  # fmt: skip
    assert urls == {made.FIRST.url, made.PASSING.url}


def test_wacz_leads_from_its_index_to_every_page(
    chosen: Selection, where: Origin, records: list[Record], tmp_path: Path
) -> None:
    save("wacz", chosen, where, tmp_path / "out.wacz")
    with zipfile.ZipFile(tmp_path / "out.wacz") as archive:
        assert archive.testzip() is None
        assert archive.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED
        files = {name: archive.read(name) for name in archive.namelist()}
    package = json.loads(files["datapackage.json"])
    assert package["wacz_version"] == "1.1.1"
    digest = json.loads(files["datapackage-digest.json"])
    assert digest["hash"] == f"sha256:{sha256(files['datapackage.json']).hexdigest()}"
    assert {resource["path"] for resource in package["resources"]} == set(files) - {
        "datapackage.json", "datapackage-digest.json",
    }  # fmt: skip
    for resource in package["resources"]:
        data = files[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
    head, *pages = map(json.loads, files["pages/pages.jsonl"].splitlines())
    assert head["format"] == "json-pages-1.0"
    assert {page["url"] for page in pages} <= {r.url for r in records} | {made.MOVED.url}
    assert len(pages) == 7
    warc, index = files["archive/data.warc.gz"], files["indexes/index.cdx.gz"]
    meta, first = files["indexes/index.idx"].decode().splitlines()
    assert json.loads(meta.split(" ", 2)[2])["format"] == "cdxj-gzip-1.0"
    block = json.loads(first.split(" ", 2)[2])
    assert sha256(index[: block["length"]]).hexdigest() == block["digest"].removeprefix("sha256:")
    lines = gzip.decompress(index).decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 9
    for line in lines:
        key, stamp, said = line.split(" ", 2)
        at = json.loads(said)
        piece = warc[int(at["offset"]) : int(at["offset"]) + int(at["length"])]
        (tmp_path / "one.warc.gz").write_bytes(piece)
        with (tmp_path / "one.warc.gz").open("rb") as stream:
            (record,) = ArchiveIterator(stream)
            assert record.rec_headers.get_header("WARC-Target-URI") == at["url"]
            assert record.rec_headers.get_header("WARC-Payload-Digest") == at["digest"]
            date = record.rec_headers.get_header("WARC-Date")
        assert key == surt(at["url"])
        assert stamp == "".join(char for char in date[:19] if char.isdigit())


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.bao.example", "example,bao)/"),
        ("http://www2.bao.example:80/A/?", "example,bao)/a"),
        ("https://bao.example:8443/a", "example,bao:8443)/a"),
        ("https://làmtheo.vn/Học Tập", "vn,xn--lmtheo-ita)/h%e1%bb%8dc%20t%e1%ba%adp"),
        ("https://bao.example/h%E1%BB%8Dc%2Ftap", "example,bao)/h%e1%bb%8dc/tap"),
        ("https://bao.example/a//./b/../c.html/", "example,bao)/a/c.html"),
        (
            "https://bao.example/a.aspx?sid=1&ID=2&b[]=đ",
            "example,bao)/a.aspx?b[]=%c4%91&id=2&sid=1",
        ),
        ("https://bao.example/100%25?q=a%20b+c", "example,bao)/100%25?q=a%20b+c"),
    ],
)
def test_keys_are_those_that_readers_of_indexes_look_for(url: str, key: str) -> None:
    """As pywb writes them; tests/system/test_validators.py asks it about many more."""
    assert surt(url) == key


@pytest.mark.parametrize("name", ["bag", "bag.zip"])
def test_every_byte_of_a_bag_is_in_its_manifest(
    name: str, chosen: Selection, where: Origin, tmp_path: Path
) -> None:
    save("bag", chosen, where, tmp_path / name)
    top = tmp_path / name
    if top.suffix == ".zip":
        with zipfile.ZipFile(top) as archive:
            archive.extractall(tmp_path / "opened")
        (top,) = (tmp_path / "opened").iterdir()
    assert (top / "bagit.txt").read_text().startswith("BagIt-Version: 1.0\n")
    listed = {}
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for line in (top / manifest).read_text(encoding="utf-8").splitlines():
            digest, path = line.split("  ", 1)
            listed[path] = digest
    found = {str(p.relative_to(top)) for p in top.rglob("*") if p.is_file()}
    assert found == set(listed) | {"tagmanifest-sha256.txt"}
    for path, digest in listed.items():
        assert sha256((top / path).read_bytes()).hexdigest() == digest, path
    payload = [path for path in listed if path.startswith("data/")]
    size = sum((top / path).stat().st_size for path in payload)
    assert f"Payload-Oxum: {size}.{len(payload)}\n" in (top / "bag-info.txt").read_text("utf-8")
    assert {"data/articles.csv", "data/captures.warc.gz", "data/datapackage.json"} <= set(payload)


def test_the_command_exports_what_a_search_finds(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone(tmp_path, monkeypatch)
    out = tmp_path / "x" / "bai.jsonl"
    said = answer(capsys, "--data", folder, "export", "jsonl", "--out", out, "bac", "--document",
                  "kl01", "--province", "bac ninh", "--from", "2021-06-01", "--to", "01/06/2021",
                  "--json")  # fmt: skip
    assert (said["articles"], said["format"], said["files"]) == (1, "jsonl", [str(out)])
    assert said["origin"]["filters"] == {
        "province": "Bắc Ninh", "since": "2021-06-01", "until": "2021-06-01",
        "document": "KL01", "verdicts": ["relevant"],
    }  # fmt: skip
    (line,) = out.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["url"] == made.FIRST.url
    assert json.loads(line)["export"] == said["origin"]
    code, _, err = told(capsys, "--data", folder, "export", "csv", "--out", out)
    assert (code, "--force" in err) == (2, True)
    code, out_said, _ = told(
        capsys, "--data", folder, "export", "csv", "--out", out, "--force", "--public"
    )
    assert code == 0
    assert f"{made.RELEVANT} bài" in out_said
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines(keepends=True)))
    assert {row["site"] for row in rows if row["body"]} == {made.OPEN.name}
    code, _, _ = told(capsys, "--data", folder, "export", "docx", "--out", tmp_path / "a")
    assert code == 2
    code, _, _ = told(capsys, "--data", tmp_path, "export", "csv", "--out", tmp_path / "a")
    assert code == 1
    assert not (tmp_path / "a").exists()


def test_a_capture_of_the_record_is_the_one_that_shows(folder: Path, records: list[Record]) -> None:
    """The file and offset that every citation names hold the bytes whose digest it names."""
    db = connect_readonly(folder)
    for record in records:
        proof = reader.evidence(db, folder, record.capture_id)
        assert (proof.warc_file, proof.offset) == (record.warc_file, record.warc_offset)
        assert proof.found == record.capture_digest
