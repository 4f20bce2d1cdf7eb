"""A site on loopback that answers as a test says, and the spider that knows it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import trustme

from crawler.families import SlugId
from crawler.site import Section

HOST = "chuyen.vn"
Answer = tuple[int, dict[str, str], str]


class Chuyen(SlugId):
    name = "chuyen"
    organisation = "Báo Chuyển"
    level = "tinh"
    host = HOST
    host_confirmed = True
    province_before = "Hà Nam"
    province_after = "Ninh Bình"
    home = f"http://{HOST}/"
    sections = (
        Section(f"http://{HOST}/hoc-tap/", "Học tập"),
        Section(f"http://{HOST}/lam-theo/", "Làm theo"),
    )


def path(n: int) -> str:
    return f"/hoc-tap/chi-bo-xa-so-{n}-lam-theo-bac-{10_000 + n}.html"


def listing(*numbers: int) -> str:
    """A section's page that announces articles by their numbers."""
    items = "".join(
        f'<li><a href="{path(n)}">Chi bộ xã số {n} làm theo Bác</a> <span>19/05/2023</span></li>'
        for n in numbers
    )
    lead = "Những việc làm hằng ngày của các chi bộ ở xã, thôn và tổ dân phố trong tỉnh ta"
    return f"<html><head><title>Học tập</title></head><body><h1>{lead}</h1><ul>{items}</ul></body>"


def article(n: int) -> str:
    title = f"Chi bộ xã số {n} làm theo Bác"
    text = "".join(
        f"<p>Thực hiện Chỉ thị 05-CT/TW, chi bộ xã số {n} học tập và làm theo tư tưởng, đạo đức,"
        f" phong cách Hồ Chí Minh bằng việc làm thứ {k} trong tuần của mỗi đảng viên.</p>"
        for k in range(6)
    )
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<p>19/05/2023</p>{text}</body></html>"
    )


class OneSite:
    """Serves ``answer(host, path)``; ``log`` holds what was asked, as "host/path"."""

    def __init__(self, answer: Callable[[str, str], Answer]) -> None:
        self.answer = answer
        self.log: list[str] = []
        self.ca_pem = trustme.CA().cert_pem.bytes().decode()

    @property
    def resolve(self) -> dict[str, tuple[str, int]]:
        return {f"{host}:80": ("127.0.0.1", self._port) for host in (HOST, f"www.{HOST}")}

    def __enter__(self) -> Self:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = self.headers["Host"]
                site.log.append(host + self.path)
                status, headers, text = site.answer(host, self.path)
                body = text.encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def well(_host: str, asked: str) -> Answer:
    """As the site answers when nothing is wrong: six articles, four in one section."""
    if asked == "/robots.txt":
        return 404, {}, ""
    if asked == "/hoc-tap/":
        return 200, {}, listing(0, 1, 2, 3)
    if asked == "/lam-theo/":
        return 200, {}, listing(4, 5)
    for n in range(6):
        if asked == path(n):
            return 200, {}, article(n)
    return 404, {}, ""
