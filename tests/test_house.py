"""The house rules of README.md: who imports whom, what lies where, what is never written down."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
ROOMS = ("archive", "crawler", "pipelines", "spiders", "tests")
SITES = sorted(p for p in (HOUSE / "spiders").glob("*.py") if p.name != "__init__.py")
TEXT = {".py", ".toml", ".txt", ".in", ".md", ".cfg", ".html", ".css", ".json", ".sql", ""}


def written() -> Iterator[Path]:
    """The project's own text files; what tools and crawls leave beside them is not ours."""
    for room in (*ROOMS, ".ci"):
        yield from (HOUSE / room).rglob("*")
    yield from (
        HOUSE / name
        for name in (
            *("CHANGELOG.md", "LICENSE", "Makefile", "README.md", "pyproject.toml", "scrapy.cfg"),
            *("requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt"),
            *("scheduler.py", ".gitignore"),
        )
    )


def texts() -> Iterator[tuple[Path, str]]:
    for path in written():
        if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
            yield path.relative_to(HOUSE), path.read_text(encoding="utf-8")


def offences(pattern: str) -> list[str]:
    """Where ``pattern`` stands in the project, as "file:line: text"."""
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def lint_imports(house: Path) -> "subprocess.CompletedProcess[str]":
    # for python -c, sys.path starts at the working directory: this copy of the rooms
    run = "from importlinter.cli import lint_imports_command as main; main()"
    return subprocess.run(
        [sys.executable, "-c", run, "--no-cache"],
        cwd=house,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_imports_go_the_way_a_page_travels() -> None:
    result = lint_imports(HOUSE)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("archive", "import scrapy"),
        ("archive", "import crawler.config"),
        ("pipelines", "import crawler.config"),
        ("crawler", "import pipelines.dates"),
        ("crawler", "import crawler.commands"),
        ("crawler", "import tests.farm"),
        ("spiders", "import pipelines.dates"),
        ("archive", "import scheduler"),
    ],
)
def test_a_forbidden_import_is_caught(room: str, line: str, tmp_path: Path) -> None:
    for name in ROOMS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    for name in ("crawler/commands", "crawler/families", "tests/farm"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    for name in ("archive/records", "crawler/config", "pipelines/dates", "spiders/mot"):
        (tmp_path / f"{name}.py").touch()
    # the composition root may import every room, and its parts each other
    joined = "import pipelines.dates, spiders.mot, tests.farm, archive.records, crawler.config"
    (tmp_path / "crawler/commands/demo.py").write_text(joined)
    (tmp_path / "crawler/commands/__init__.py").write_text("import crawler.commands.demo")
    (tmp_path / "tests/test_demo.py").write_text("import crawler.commands.demo")
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    assert lint_imports(tmp_path).returncode == 0
    (tmp_path / room / "intruder.py").write_text(line)
    result = lint_imports(tmp_path)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout


def imported(path: Path) -> set[str]:
    """The top-level modules a file imports, Python's own and relative ones left out."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}


LOG = "crawler.clock_log.WORDS", "crawler.clock_log.log", "crawler.clock_log.log_to"
"""What the clock says, in a file beside it."""


def test_the_clock_looks_inside_no_room() -> None:
    names = imported(HOUSE / "scheduler.py")
    assert {name for name in names if not name.startswith("apscheduler.")} == {*LOG}
    assert imported(HOUSE / "crawler/clock_log.py") == set()


def test_every_package_imported_is_asked_for() -> None:
    asked = set(
        re.findall(r"^[a-z][\w.-]*", (HOUSE / "requirements.in").read_text("utf-8"), re.MULTILINE)
    )
    # where a module is not named as its package is
    packages = {"backports": "backports.zstd", "compression": "backports.zstd"}
    for room in ("archive", "crawler", "pipelines", "spiders", "tests/farm"):
        for path in (HOUSE / room).rglob("*.py"):
            for name in imported(path):
                module = name.partition(".")[0]
                package = packages.get(module, module.replace("_", "-"))
                known = {package, module} & asked or module in ROOMS
                assert known, f"{path.relative_to(HOUSE)} imports {module}"


def test_commands_may_join_the_rooms_and_the_others_find_no_way_round() -> None:
    contracts = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    joined = re.findall(r'"([\w.*]+) -> ', contracts)
    assert joined
    assert {importer.removesuffix(".**") for importer in joined} == {"crawler.commands"}


def test_nothing_lies_outside_the_rooms() -> None:
    skipped = {"build", "data"}
    folders = {
        path.parent.name
        for path in HOUSE.glob("*/*.py")
        if not path.parent.name.startswith(".") and path.parent.name not in skipped
    }
    assert folders == set(ROOMS)
    assert {path.name for path in HOUSE.glob("*.py")} == {"scheduler.py"}


def test_every_file_can_be_read_at_one_sitting() -> None:
    long = {
        str(path): lines
        for path, text in texts()
        if path.suffix == ".py" and (lines := text.count("\n")) > 400
    }
    assert not long


def test_no_address_of_a_package_registry_is_written_down() -> None:
    # in pieces, so that this file is not its own offender
    assert not offences(r"(?:index|find)" + r"-(?:url|links)\b(?!\S*\))")
    assert not offences(r"pypi" + r"\.org|pythonhosted" + r"\.org|\"resolved\"" + r":")
    assert not offences(r"https?://[^ \"]*\.(?:whl|tar\.gz|tgz)" + r"\b")


def test_no_path_of_one_machine_is_written_down() -> None:
    folders = "|".join(("home", "Users", "root", "work", "opt", "tmp"))
    assert not offences(rf"(?<![\w.:/*~}}-])/(?:{folders})/\w")


def test_nothing_is_left_for_later() -> None:
    words = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"))
    assert not offences(rf"\b(?:{words})\b|assert " + r"True\b|mark\." + r"xfail")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_by_hash(name: str) -> None:
    text = (HOUSE / name).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9._-]+==\S+( ; .+?)?\s+--hash=sha256:[0-9a-f]{64}\b", pin), pin


def test_what_is_asked_for_is_what_is_pinned() -> None:
    for name in ("requirements", "requirements-dev"):
        asked = (HOUSE / f"{name}.in").read_text(encoding="utf-8")
        pinned = (HOUSE / f"{name}.txt").read_text(encoding="utf-8")
        for package in re.findall(r"^[a-z][\w.-]*", asked, re.MULTILINE):
            pin = re.sub("[._]", "-", package) + "=="
            assert f"\n{pin}" in pinned, package


def test_there_are_sites() -> None:
    assert SITES


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_a_site_file_states_facts_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    behaviour = (
        *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.For, ast.While, ast.If),
        *(ast.Try, ast.With, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    )
    found = [node for node in ast.walk(tree) if isinstance(node, behaviour)]
    assert not found, [(type(node).__name__, node.lineno) for node in found]
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert [node.name.lower() for node in classes] == [path.stem.replace("_", "")]
    assert f"name = {path.stem!r}" in map(ast.unparse, classes[0].body)
