"""Debian's packages that ``make test-system`` needs: ``python -m tests.system.packages``
installs what is missing where it may, and says what is missing where it may not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = (
    "chromium",  # a real reader of the web
    "strace",  # the order of write, fsync and commit
    "systemd",  # systemd-analyze verify
    "util-linux",  # a file system of the test's own, to be filled up
    "wordpress",
    "wordpress-theme-twentytwentythree",
    "mariadb-server",
    "apache2",
    "libapache2-mod-php",
    "php-mysql",
    "nginx",  # what the public web stands behind
)


def missing() -> list[str]:
    """The packages that are not installed, in the order of :data:`PACKAGES`."""
    return [name for name in PACKAGES if not _installed(name)]


def _installed(name: str) -> bool:
    query = ["dpkg-query", "-W", "-f=${db:Status-Status}", name]
    found = subprocess.run(query, capture_output=True, text=True, check=False)
    return found.returncode == 0 and found.stdout == "installed"


def _apt(*words: str) -> bool:
    command = ["apt-get", *words] if os.geteuid() == 0 else ["sudo", "-n", "apt-get", *words]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return (
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode
        == 0
    )


def main() -> int:
    if not shutil.which("apt-get"):
        print("These tests need Debian's packages:", *PACKAGES, file=sys.stderr)
        return 1
    if not (wanted := missing()):
        return 0
    print("Installing", *wanted, file=sys.stderr)
    # Only an index that is stale or absent needs a refresh: the first try tells.
    install = ["install", "-y", "-q", "--no-install-recommends", *wanted]
    if not _apt(*install):
        _apt("update", "-q")
        _apt(*install)
    if still := missing():
        print("Still missing:", *still, "— install them as root.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
