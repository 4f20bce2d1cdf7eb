"""What the clock says, in both languages, and its log file, for ``scheduler.py``."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

log = logging.getLogger("lamtheo.clock")

WORDS = {
    "vi": {
        "start": "Đồng hồ chạy: mỗi đêm lúc %s (giờ Việt Nam), kho lưu trữ %s.",
        "nothing": "Không có đêm nào còn nợ.",
        "run": "Bắt đầu lượt thu thập của đêm %s.",
        "missed": "Đã lỡ %d đêm, từ %s đến %s: lượt này thu thập bù.",
        "done": "Xong đêm %s.",
        "gaps": "Xong đêm %s, còn khoảng trống thu thập; xem: lamtheo status.",
        "busy": "Một lượt khác đang giữ kho lưu trữ; thử lại đêm %s sau %d phút.",
        "held": "Kho lưu trữ vẫn bị giữ sau %d giờ thử lại; đêm %s vẫn còn nợ.",
        "quiet": "Đang giờ không thu thập (quiet_hours); đêm %s chờ đến %s.",
        "failed": "Lượt thu thập của đêm %s thất bại (mã %d); đêm này vẫn còn nợ.",
        "unsettled": "Lượt của đêm %s kết thúc mà bảng runs không ghi là xong; đêm này vẫn còn nợ.",
        "unreadable": "Không đọc được bảng runs của kho lưu trữ, chưa biết đêm nào còn nợ: %s.",
        "over": "Lượt của đêm %s vượt %s = %s: cho dừng; lượt sau làm tiếp.",
        "kill": "Lượt của đêm %s không chịu dừng nên bị ngắt; những gì đã lưu vẫn còn.",
        "ahead": "Đêm %s đã thu thập, mà đồng hồ của máy mới chỉ %s: xem lại ngày giờ của máy.",
        "stop": "Được lệnh dừng; chờ lượt đang chạy kết thúc an toàn.",
        "config": "Không dùng được cấu hình %s: %s",
    },
    "en": {
        "start": "The clock runs: each night at %s (Vietnamese time), archive %s.",
        "nothing": "No night is owed.",
        "run": "Starting the crawl of the night of %s.",
        "missed": "Nights missed: %d, from %s to %s; this crawl makes up for them.",
        "done": "The night of %s is done.",
        "gaps": "The night of %s is done, with gaps; see: lamtheo status.",
        "busy": "Another run holds the archive; trying the night of %s again in %d minutes.",
        "held": "The archive is still held after trying for %d hours; the night of %s is owed.",
        "quiet": "These are quiet_hours; the night of %s waits until %s.",
        "failed": "The crawl of the night of %s failed (code %d); the night is still owed.",
        "unsettled": "The crawl of %s ended, but runs does not call it finished; still owed.",
        "unreadable": "The runs of the archive cannot be read, so what is owed is unknown: %s.",
        "over": "The crawl of %s is over %s = %s: it is stopped; the next one goes on.",
        "kill": "The crawl of %s did not stop and was killed; what was kept is kept.",
        "ahead": "The night of %s is settled, but this machine's clock says %s: check its date.",
        "stop": "Told to stop; waiting for the crawl to end in good order.",
        "config": "The configuration %s cannot be used: %s",
    },
}


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """A record as one JSON line, in the shape of the crawl's own log."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"time": moment, "level": record.levelname.lower(), "logger": record.name}
        return json.dumps(said | {"message": super().format(record)}, ensure_ascii=False)


def log_to(path: Path) -> None:
    """Log to a file of the clock's own beside ``path``: two processes that rotate one file
    would lose lines. A log that cannot be written stops no clock."""
    path = path.with_stem(path.stem + "-clock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=2_000_000, backupCount=4, encoding="utf-8")
    except OSError as error:
        log.warning("%s: %s", path, error)
        return
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
