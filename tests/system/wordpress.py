"""A real WordPress (Debian's package) with its own database and web server, on loopback.

    with WordPress("phuongmau.gov.vn", posts) as site:
        site.address  # ("127.0.0.1", port): what the host name is to be mapped to

MariaDB listens on a socket in a folder of its own, Apache on a free port; both end with the
context, and nothing outside that folder is touched.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

PACKAGE = Path("/usr/share/wordpress")
MODULES = Path("/usr/lib/apache2/modules")
PATIENCE = 60.0
"""Seconds for a server to come up; MariaDB takes 1 to 3 here."""


@dataclass(frozen=True, slots=True)
class Post:
    """One article as an editor enters it. ``date`` is local time, "2020-12-19 16:25:00"."""

    title: str
    content: str
    excerpt: str
    category: str
    date: str


class WordPress:
    """A site at ``http://{host}/`` holding ``posts``; addresses of posts are ``permalinks``,
    in the order of the posts."""

    def __init__(
        self,
        host: str,
        posts: Sequence[Post],
        *,
        structure: str = "/%category%/%postname%/",
    ) -> None:
        self.host = host
        self.posts = tuple(posts)
        self.structure = structure
        self.permalinks: tuple[str, ...] = ()
        self.address = ("127.0.0.1", 0)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wordpress-")))
            folder.chmod(0o755)  # Apache's children run as another user
            database = stack.enter_context(_mariadb(folder))
            root = folder / "www"
            shutil.copytree(PACKAGE, root, ignore=shutil.ignore_patterns("wp-config.php"))
            (root / "wp-config.php").write_text(_config(database, self.host), encoding="utf-8")
            self.permalinks = self._install(folder, root)
            self.address = stack.enter_context(_apache(folder, root))
            self._open = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def _install(self, folder: Path, root: Path) -> tuple[str, ...]:
        orders = folder / "posts.json"
        told = {"structure": self.structure, "posts": [asdict(post) for post in self.posts]}
        orders.write_text(json.dumps(told), encoding="utf-8")
        script = folder / "install.php"
        script.write_text(_INSTALL, encoding="utf-8")
        done = subprocess.run(
            ["php", "-d", "display_errors=stderr", script, root, orders],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        found: list[str] = json.loads(done.stdout.splitlines()[-1])
        return tuple(found)


@contextmanager
def _mariadb(folder: Path) -> Iterator[Path]:
    """The socket of a MariaDB of our own."""
    data, database = folder / "db", folder / "db.sock"
    user = f"--user={pwd.getpwuid(os.geteuid()).pw_name}"
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", f"--datadir={data}", user,
         "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with _running(
        [shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults", f"--datadir={data}",
         f"--socket={database}", f"--pid-file={folder / 'db.pid'}", "--skip-networking",
         "--innodb-flush-log-at-trx-commit=0", user],
        folder / "db.log",
    ):  # fmt: skip
        _until(lambda: _answers(["mariadb-admin", "--no-defaults", f"--socket={database}",
                                 "--user=root", "ping"]), folder / "db.log")  # fmt: skip
        database.chmod(0o777)
        subprocess.run(
            ["mariadb", "--no-defaults", f"--socket={database}", "--user=root", "-e",
             "CREATE DATABASE wordpress CHARACTER SET utf8mb4"],
            check=True, capture_output=True, timeout=30,
        )  # fmt: skip
        yield database


@contextmanager
def _apache(folder: Path, root: Path) -> Iterator[tuple[str, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address: tuple[str, int] = probe.getsockname()
    loaded = "\n".join(
        f"LoadModule {name}_module {next(MODULES.glob(pattern))}"
        for name, pattern in {
            "mpm_prefork": "mod_mpm_prefork.so",
            "authz_core": "mod_authz_core.so",
            "dir": "mod_dir.so",
            "mime": "mod_mime.so",
            "rewrite": "mod_rewrite.so",
            "php": "libphp*.so",
        }.items()
    )
    conf = folder / "apache.conf"
    conf.write_text(
        _APACHE.format(
            loaded=loaded, folder=folder, root=root, listen=f"{address[0]}:{address[1]}",
            user="User www-data\nGroup www-data" if os.geteuid() == 0 else "",
        ),
        encoding="utf-8",
    )  # fmt: skip
    command = [shutil.which("apache2") or "/usr/sbin/apache2", "-f", str(conf), "-DFOREGROUND"]
    with _running(command, folder / "apache.log"):
        _until(lambda: _listens(address), folder / "apache.log")
        yield address


@contextmanager
def _running(command: Sequence[str], log: Path) -> Iterator[None]:
    with log.open("wb") as told:
        # A session of its own: Apache passes SIGTERM on to its whole process group.
        process = subprocess.Popen(command, stdout=told, stderr=told, start_new_session=True)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _until(ready: object, log: Path) -> None:
    assert callable(ready)
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end, log.read_text(errors="replace")[-2000:]
        time.sleep(0.1)


def _answers(command: Sequence[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True, timeout=30).returncode == 0


def _listens(address: tuple[str, int]) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(address) == 0


def _config(database: Path, host: str) -> str:
    keys = "AUTH SECURE_AUTH LOGGED_IN NONCE".split()
    secrets = "\n".join(f"define('{k}_{s}', 'sample');" for k in keys for s in ("KEY", "SALT"))
    return f"""<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{database}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
{secrets}
define('WP_HOME', 'http://{host}');
define('WP_SITEURL', 'http://{host}');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""


# WordPress's own installer, then its own functions for each post: slugs, dates and
# permalinks are made by it, not by us.
_INSTALL = r"""<?php
[, $root, $orders] = $argv;
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'localhost';
require_once $root . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
wp_install('UBND phường Mẫu', 'quantri', 'quantri@example.vn', true, '', 'sample');
wp_delete_post(1, true);
$told = json_decode(file_get_contents($orders), true);
update_option('timezone_string', 'Asia/Ho_Chi_Minh');
update_option('date_format', 'd/m/Y');
update_option('posts_per_page', 10);
global $wp_rewrite;
$wp_rewrite->set_permalink_structure($told['structure']);
$links = [];
foreach ($told['posts'] as $post) {
    $category = get_cat_ID($post['category']) ?: wp_create_category($post['category']);
    $id = wp_insert_post([
        'post_title' => $post['title'],
        'post_content' => $post['content'],
        'post_excerpt' => $post['excerpt'],
        'post_status' => 'publish',
        'post_date' => $post['date'],
        'post_category' => [$category],
        'post_author' => 1,
    ], true);
    if (is_wp_error($id)) {
        fwrite(STDERR, $id->get_error_message());
        exit(1);
    }
    $links[] = $id;
}
// What is made now would follow the structure of before: the first request makes it anew.
delete_option('rewrite_rules');
echo "\n", json_encode(array_map('get_permalink', $links)), "\n";
"""

_APACHE = """\
{loaded}
{user}
Listen {listen}
ServerName localhost
PidFile {folder}/apache.pid
ErrorLog {folder}/apache.log
DocumentRoot {root}
DirectoryIndex index.php
AddHandler application/x-httpd-php .php
TypesConfig /etc/mime.types
StartServers 2
MaxRequestWorkers 4
<Directory {root}>
  Require all granted
  Options FollowSymLinks
  RewriteEngine On
  RewriteCond %{{REQUEST_FILENAME}} !-f
  RewriteCond %{{REQUEST_FILENAME}} !-d
  RewriteRule . /index.php [L]
</Directory>
"""
