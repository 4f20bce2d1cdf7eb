"""What a running crawler has open: one way out, and no way in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.farm.farm import Farm
from tests.night import ROOT, order

LOOK = """
import json, os, re, sys
from pathlib import Path
from crawler.night import Night

def listening():
    mine = {os.readlink(f"/proc/self/fd/{n}")[8:-1] for n in os.listdir("/proc/self/fd")
            if os.path.exists(f"/proc/self/fd/{n}")
            and os.readlink(f"/proc/self/fd/{n}").startswith("socket:")}
    lines = [line.split() for name in ("tcp", "tcp6")
             for line in Path(f"/proc/self/net/{name}").read_text().splitlines()[1:]]
    return [line[1] for line in lines if line[3] == "0A" and line[9] in mine]

seen = {}
real = Night.outcome
def outcome(self, site, done):
    real(self, site, done)
    if seen:
        return
    crawler = next(iter(self._crawlers))
    handlers = crawler.engine.downloader.handlers
    known = ("http", "https", "file", "data", "ftp", "s3", "gopher", "ws", "h2")
    seen["schemes"] = sorted(scheme for scheme in known if handlers._get_handler(scheme))
    seen["extensions"] = sorted(type(e).__module__ for e in crawler.extensions.middlewares)
    seen["listening"] = listening()
    print(json.dumps(seen), file=sys.stderr)
Night.outcome = outcome
from tests.child import main
main()
"""


def test_a_running_crawler_speaks_http_alone_and_listens_to_nobody(tmp_path: Path) -> None:
    with Farm(night=1) as farm:
        child = subprocess.run(
            [sys.executable, "-c", LOOK, order(tmp_path / "data", farm, ["quevo"], max_pages=2)],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
            timeout=60, check=True,
        )  # fmt: skip
    line = next(line for line in child.stderr.splitlines() if line.startswith('{"schemes"'))
    seen = json.loads(line)
    assert seen["schemes"] == ["http", "https"]
    assert seen["listening"] == []
    assert seen["extensions"] == [
        "scrapy.extensions.corestats",
        "scrapy.extensions.logcount",
        "scrapy.extensions.memusage",
    ]
    assert "telnet" not in child.stderr.lower().replace("telnetconsole_enabled': false", "")
