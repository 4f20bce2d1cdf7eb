"""A proposed site file is facts and nothing else, whatever a stranger's page calls itself."""

from __future__ import annotations

import ast
import html
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.records import Page, Section, Site
from crawler.commands.detect import of_family, whose
from crawler.commands.new import propose
from crawler.commands.proposal import file_of
from crawler.families import FAMILIES
from tests.small_archive import alone, answer, told

PAYLOAD = 'UBND xã Tân Phú"""; import pathlib; pathlib.Path("/PWNED").write_text("x") #'
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text("\"'\\\n\r\0\t #()[]{}\u2028\x85\x1b\ud800😀a;:=,.%", max_size=60),
    st.sampled_from([PAYLOAD, '"""', "'''", '\\"""', '"\n    import os\n"', "\\", "\ud800", "x\\"]),
)
SIGNS = st.builds(lambda text: html.escape(text, quote=False).replace("\n", "&#10;"), HOSTILE)


def assert_facts_only(source: str) -> dict[str, object]:
    """The facts of a file that is a docstring, imports and one class of literals."""
    doc, *imports, made = ast.parse(source).body
    assert isinstance(doc, ast.Expr)
    assert isinstance(ast.literal_eval(doc.value), str)
    assert {type(one) for one in imports} == {ast.ImportFrom}
    assert {one.module for one in imports if isinstance(one, ast.ImportFrom)} <= {
        "crawler.families", "crawler.site",
    }  # fmt: skip
    assert isinstance(made, ast.ClassDef)
    assert not made.decorator_list
    facts: dict[str, object] = {}
    for one in made.body:
        assert isinstance(one, ast.Assign)
        [target] = one.targets
        assert isinstance(target, ast.Name)
        if target.id == "sections":
            assert isinstance(one.value, ast.Tuple)
            facts["sections"] = tuple(map(section, one.value.elts))
        else:
            facts[target.id] = ast.literal_eval(one.value)
    return facts


def section(call: ast.expr) -> Section:
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    assert call.func.id == "Section"
    assert not call.keywords
    return Section(*(ast.literal_eval(one) for one in call.args))


def front(source: str, host: str = "mau.vn") -> Page:
    site = Site("mau", "", "tinh", host, "generic")
    body = source.encode("utf-8", "surrogatepass")
    return Page(f"https://{host}/", "listing", site, 200, (), body,
                datetime(2026, 11, 22, tzinfo=UTC))  # fmt: skip


@given(HOSTILE, HOSTILE, HOSTILE, st.lists(st.tuples(HOSTILE, HOSTILE), max_size=3))
@settings(max_examples=300, deadline=None)
def test_any_string_enters_the_file_as_a_literal(
    organisation: str, district: str, home: str, sections: list[tuple[str, str]]
) -> None:
    listed = tuple(Section(url, name) for url, name in sections)
    site = of_family(FAMILIES["generic"], "mau", organisation=organisation, level=district,
                     host=home, home=home, district=district, places=(district, home),
                     province_before=district, province_after=home, sections=listed,
                     more_sections=True)  # fmt: skip
    found = assert_facts_only(file_of(site, set()))
    assert (found["host"], found["district"]) == (home, district) if home and district else True
    assert found.get("organisation", "") == organisation
    assert found.get("sections", ()) == listed
    assert found["places"] == (district, home)


@given(SIGNS, SIGNS)
@settings(max_examples=60, deadline=None)
def test_a_page_names_its_site_in_words_that_can_be_printed(title: str, name: str) -> None:
    source = f'<title>{title}</title><meta property="og:site_name" content="{name}"><h1>x</h1>'
    found = whose(front(source), "mau.vn")
    for said in (found.organisation, found.district, *found.places):
        assert said.isprintable()
        assert not set(said) & set('"\\`<>')
        assert len(said) <= 90
    proposal = propose("mau", "https://mau.vn/", (front(source),), 0, live=False)
    facts = assert_facts_only(proposal.source)
    assert facts["organisation"] == found.organisation
    proposal.source.encode()  # and it can be written


def test_an_apostrophe_within_a_name_is_a_letter() -> None:
    title = "<title>Huyện ủy M'Đrắk - “Trang” 'chủ' của huyện</title>"
    assert (
        whose(front("<title>Huyện ủy M'Đrắk</title>"), "mau.vn").organisation == "Huyện ủy M'Đrắk"
    )
    assert whose(front(title), "mau.vn").organisation == "Trang chủ của huyện"


def test_a_page_that_would_be_code_is_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alone(tmp_path, monkeypatch)
    (tmp_path / "evil.html").write_text(f"<title>{PAYLOAD}</title><h1>x</h1>", encoding="utf-8")
    told_ = answer(capsys, "site", "new", "https://evil.vn/", "--page", tmp_path / "evil.html",
                   "--into", tmp_path / "house", "--json")  # fmt: skip
    facts = assert_facts_only(Path(told_["file"]).read_text(encoding="utf-8"))
    assert str(facts["organisation"]).startswith("UBND xã Tân Phú ; import pathlib;")


@pytest.mark.parametrize("name", ["none", "../oops", "a b", "mau\n", "1mau", "_mau"])
def test_a_name_that_is_no_class_or_leaves_its_folder_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alone(tmp_path, monkeypatch)
    (tmp_path / "page.html").write_text("<title>Mau</title><h1>x</h1>", encoding="utf-8")
    code, out, _ = told(capsys, "site", "new", "https://mau.vn/", "--name", name, "--into",
                        tmp_path / "house", "--page", tmp_path / "page.html")  # fmt: skip
    assert (code, out) == (2, "")
    assert not (tmp_path / "house").exists()
