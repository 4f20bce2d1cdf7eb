"""The public web behind a real nginx, set up as the README says."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from archive.articles import article_id
from archive.writer import connect_readonly
from tests import take_archive as made
from tests.serving import ask, served

README = Path(__file__).parent.parent.parent / "README.md"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
AROUND = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/log;
events {{}}
http {{
    access_log off;
    {temporary}
    {servers}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not Path(NGINX).exists(), reason="needs Debian's nginx"),
]


def told_in_readme() -> str:
    found = re.search(r"```nginx\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


@contextmanager
def nginx(folder: Path, ports: dict[str, int]) -> Iterator[int]:
    """nginx with the README's servers, led to the ports that were free; its own port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    servers = told_in_readme().replace("server_name", f"listen 127.0.0.1:{port}; server_name")
    for written, free in ports.items():
        assert f"127.0.0.1:{written};" in servers
        servers = servers.replace(f"127.0.0.1:{written};", f"127.0.0.1:{free};")
    folder.mkdir()
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    conf = folder / "nginx.conf"
    conf.write_text(AROUND.format(folder=folder, temporary=temporary, servers=servers))
    command = [NGINX, "-p", str(folder), "-e", str(folder / "log"), "-c", str(conf)]
    child = subprocess.Popen(command)
    try:
        end = time.monotonic() + 20
        while time.monotonic() < end and child.poll() is None:
            with closing(socket.socket()) as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        child.terminate()
        child.wait(20)


def test_the_world_sees_web_and_replay_by_their_names(tmp_path: Path) -> None:
    data = made.build(tmp_path / "data")
    with closing(connect_readonly(data)) as db:
        captures = dict(db.execute("SELECT url, capture_id FROM articles").fetchall())
    said = ["--url", "https://lamtheo.example/", "--replay-url", "https://replay.example/"]
    with (
        served(data, "--public", *said, "--replay-port", "0") as (web, replay),
        nginx(tmp_path / "nginx", {"8001": web, "8002": replay}) as port,
    ):
        forged = {"Host": "lamtheo.example", "X-Forwarded-Host": "evil.example"}
        status, text, _ = ask(port, f"/bai/{article_id(made.FIRST.url)}", forged)
        assert status == 200
        assert 'rel="cite-as" href="https://lamtheo.example/bai/' in text
        assert f"https://replay.example/view/{captures[made.FIRST.url]}" in text
        assert "evil" not in text
        assert "<baseURL>https://lamtheo.example/oai<" in ask(port, "/oai?verb=Identify", forged)[1]
        there = {"Host": "replay.example"}
        status, text, headers = ask(port, f"/view/{captures[made.FIRST.url]}", there)
        assert (status, "<iframe" in text) == (200, True)
        assert "frame-src 'self'" in headers["content-security-policy"]
        assert ask(port, f"/{captures[made.COPY.url]}", there)[0] == 403
        assert ask(port, "/", {"Host": "evil.example"})[0] == 200, "nginx's first server has it"
        assert "evil" not in ask(port, "/feed.atom", {"Host": "evil.example"})[1]
