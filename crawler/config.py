"""What whoever runs lamtheo decides: one frozen :class:`Config`.

Explicit values (the command line) win over the environment (``LAMTHEO_DELAY``,
``LAMTHEO_FARM__CA``), the environment over ``lamtheo.toml``, and that over the
defaults. Anything wrong is a :class:`ConfigError`, one line that names the key,
where it was set, and what it takes. Relative paths in a file start at the file's folder.
"""

from __future__ import annotations

import difflib
import ipaddress
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)
from yarl import URL

from archive.records import VIETNAM
from crawler.config_words import KEYS, WORDS

VERSION = "0.1.0"
DEFAULT_FILE = Path("lamtheo.toml")


_FIRST = {"alerts": "urls", "farm": "resolve"}
"""The tables of the file, each with its first key."""

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_EMAIL = re.compile(r"[A-Za-z0-9_.!#$%&'*+/=?^`{|}~-]+@[^@\s<>();/]+\.[^@\s<>();/.]+")


class ConfigError(Exception):
    """A setting that cannot be used; the message is one line. Exit code 2."""

    exit_code = 2


def _clock(value: object) -> object:
    """A time of day from "HH:MM" only: pydantic alone would read 130 as seconds."""
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return time.fromisoformat(value)
    if isinstance(value, time) and value.tzinfo is None:
        return value
    raise ValueError


def _quiet(value: str) -> str:
    start, dash, end = value.partition("-")
    if not (dash and _CLOCK.fullmatch(start) and _CLOCK.fullmatch(end)) or start == end:
        raise ValueError
    return value


def _contact(value: str) -> str:
    url = urlsplit(value)
    web = url.scheme == "https" and "." in (url.hostname or "") and not re.search(r"[\s()]", value)
    if value and not web and not _EMAIL.fullmatch(value):
        raise ValueError
    _written(value)  # raises where a name is no host's in any script
    return value


def _written(contact: str) -> str:
    """A contact in ASCII, as a header takes it: the name of its host by IDNA, "xn--…"."""
    name, at, host = contact.rpartition("@")
    if not at or "/" in contact:
        return str(URL(contact))
    return f"{name}@{URL.build(scheme='https', host=host).raw_host}"


def _line(value: str) -> str:
    if any(unicodedata.category(ch) == "Cc" for ch in value):
        raise ValueError
    return value.strip()


def _loopback(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not ipaddress.ip_address(host.strip("[]")).is_loopback or not 0 < int(port) < 65536:
        raise ValueError
    return value


def _server(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not 0 < int(port) < 65536:
        raise ValueError
    return value.lower()


def _service(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+", value):
        raise ValueError
    return value


Server = Annotated[str, BeforeValidator(_server)]
Loopback = Annotated[str, BeforeValidator(_loopback)]
Service = Annotated[str, BeforeValidator(_service)]
Positive = Annotated[int, Field(ge=1)]


class Farm(BaseModel):
    """The one way to loopback: real server names ("host:port") to local addresses."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    resolve: dict[Server, Loopback] = {}
    ca: Path | None = None
    delay: Annotated[float, Field(ge=0, le=3600)] | None = None


class Alerts(BaseModel):
    """Whom to tell when something needs a human; an address may hold a password."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    urls: tuple[Service, ...] = ()
    silent_days: Positive | None = None
    disk_nights: Positive = 30


CAMPAIGN = date(2016, 5, 15)
"""The day of Chỉ thị 05-CT/TW. What was published before it is read all the same, and why it is
none of ours is said with it."""


class Config(BaseSettings):
    """All settings; ``crawler/config_words.py`` says what each key takes.

    ``delay`` and ``timeout`` are seconds, ``night_jitter`` too; ``max_body`` is
    bytes; ``night_at`` and ``quiet_hours`` are Vietnamese time.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="LAMTHEO_", env_nested_delimiter="__"
    )

    alerts: Alerts = Alerts()
    farm: Farm = Farm()
    organisation: str = ""
    contact: str = ""
    data: Path = Path("data")
    lang: Literal["vi", "en"] = "vi"
    delay: float = Field(5.0, ge=0, le=3600, allow_inf_nan=False)
    timeout: float = Field(30.0, gt=0, le=600)
    max_body: int = Field(20 * 1024 * 1024, ge=1024)
    quiet_hours: tuple[str, ...] = ()
    night_at: Annotated[time, BeforeValidator(_clock)] = time(1, 30)
    night_jitter: int = Field(600, ge=0, le=7200)
    rhythm: Literal["nightly", "own"] = "nightly"
    revisit_days: tuple[Positive, ...] = (1, 7, 30, 180)
    revisit_budget: int = Field(50, ge=0)
    max_pages: Positive | None = None
    since: date = CAMPAIGN
    run_hours: Annotated[float, Field(gt=0, le=240)] | None = None
    run_memory_mb: Annotated[int, Field(ge=200)] | None = None
    metrics: Path | None = None
    log: Path | None = None

    @field_validator("organisation")
    @classmethod
    def _organisation(cls, value: str) -> str:
        return _line(value)

    @field_validator("contact")
    @classmethod
    def _reachable(cls, value: str) -> str:
        return _contact(value.strip())

    @field_validator("delay")
    @classmethod
    def _unhurried(cls, value: float, info: ValidationInfo) -> float:
        farm = info.data.get("farm")
        if value < 1 and not (farm and farm.resolve):
            raise ValueError
        return value

    @field_validator("quiet_hours")
    @classmethod
    def _spans(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_quiet(span) for span in value)

    @field_validator("night_at")
    @classmethod
    def _awake(cls, value: time, info: ValidationInfo) -> time:
        if any(_within(value, span) for span in info.data.get("quiet_hours", ())):
            raise ValueError
        return value

    @field_validator("revisit_days")
    @classmethod
    def _rising(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if list(value) != sorted(set(value)):
            raise ValueError
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """``Config(...)`` reads nothing from outside; :func:`load` does, and can say whence."""
        return (init_settings,)

    @property
    def user_agent(self) -> str:
        """Who asks, and whom to write to: ``lamtheo/0.1.0 (+contact; organisation)``, ASCII."""
        contact = f"+{_written(self.contact)}" if self.contact else ""
        parts = [contact, _ascii(self.organisation)]
        comment = "; ".join(part for part in parts if part)
        return f"lamtheo/{VERSION} ({comment})" if comment else f"lamtheo/{VERSION}"

    def mapped(self, host: str) -> bool:
        """Whether ``host`` (or "host:port") is served on loopback by the farm setting."""
        host = host.lower()
        return host in self.farm.resolve or any(
            server.rpartition(":")[0] == host for server in self.farm.resolve
        )

    def needs_contact(self, hosts: Iterable[str]) -> bool:
        """Whether crawling these hosts goes beyond loopback, and so must say who asks."""
        return not all(self.mapped(host) for host in hosts)

    def require_contact(self, hosts: Iterable[str]) -> None:
        """Raise :class:`ConfigError` when a contact is needed for ``hosts`` and none is set."""
        if not self.contact and self.needs_contact(hosts):
            raise ConfigError(WORDS[self.lang]["no_contact"])

    def delay_for(self, host: str) -> float:
        """Seconds between two requests to ``host``: below 1 only for a mapped one."""
        if not self.mapped(host):
            return max(1.0, self.delay)
        return self.delay if self.farm.delay is None else self.farm.delay

    def quiet_at(self, moment: datetime) -> bool:
        """Whether the aware ``moment`` falls into the hours in which nothing is fetched."""
        clock = moment.astimezone(VIETNAM).time()
        return any(_within(clock, span) for span in self.quiet_hours)


def load(path: Path | None = None, **overrides: Any) -> Config:
    """The configuration in force; ``path`` None means ``lamtheo.toml`` here, if there is one.

    An override of None counts as not given, so that options can be passed as they are.
    """
    given = {key: value for key, value in overrides.items() if value is not None}
    try:
        environment = EnvSettingsSource(Config)()
    except SettingsError as error:
        key = str(error).partition('"')[2].partition('"')[0]
        name = {"farm": "farm.resolve", "alerts": "alerts.urls"}.get(key, key)
        raise ConfigError(_complaint("vi", f"LAMTHEO_{key.upper()}", name, "…")) from error
    lang = str(given.get("lang") or environment.get("lang") or "vi")
    if path is None:
        file = _read(DEFAULT_FILE, lang) if DEFAULT_FILE.exists() else {}
        path = DEFAULT_FILE
    else:
        file = _read(path, lang)
    values = _merge(_merge(file, environment), given)
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        keys = [str(part) for part in first["loc"]]
        if keys[0] in given:
            origin = WORDS[_known(values.get("lang"))]["option"]
        elif keys[0] in environment:
            origin = f"LAMTHEO_{keys[0].upper()}"
        else:
            origin = str(path)
        name = ".".join([*keys, _FIRST[keys[0]]][:2]) if keys[0] in _FIRST else keys[0]
        raise ConfigError(
            _complaint(str(values.get("lang")), origin, name, first["input"])
        ) from error


def to_toml(config: Config) -> str:
    """``config`` as the commented ``lamtheo.toml`` that :func:`load` reads back."""
    column = {"vi": 0, "en": 1}[config.lang]
    blocks = []
    for key, about in KEYS.items():
        section, _, name = key.rpartition(".")
        heading = f"[{section}]\n" if section and name == _FIRST[section] else ""
        value = getattr(getattr(config, section) if section else config, name)
        setting = "# " + name + " =" if value is None else f"{name} = {_toml(value)}"
        blocks.append(f"{heading}# {about[column]}\n{setting}")
    return "\n\n".join(blocks) + "\n"


def _toml(value: object) -> str:
    match value:
        case time():
            return f'"{value:%H:%M}"'
        case date():
            return value.isoformat()
        case tuple():
            return "[" + ", ".join(_toml(item) for item in value) + "]"
        case Mapping():
            pairs = (f"{_toml(key)} = {_toml(item)}" for key, item in value.items())
            return "{ " + ", ".join(pairs) + " }" if value else "{}"
        case int() | float():
            return str(value)
    # a JSON string is a TOML basic string, but for DEL, which no setting keeps
    return json.dumps(str(value), ensure_ascii=False)


def _read(path: Path, lang: str) -> dict[str, Any]:
    words = WORDS[_known(lang)]
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigError(words["no_file"].format(file=path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(words["unreadable"].format(file=path, error=error)) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(words["not_toml"].format(file=path, error=error)) from error
    farm = values.get("farm")
    for table, key in ((values, "data"), (values, "metrics"), (values, "log"), (farm, "ca")):
        if isinstance(table, dict) and isinstance(table.get(key), str):
            table[key] = path.parent / table[key]
    return values


def _merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            merged[key] = _merge(below, value)
        else:
            merged[key] = value
    return merged


def _complaint(lang: str, origin: str, key: str, value: object) -> str:
    lang = _known(lang)
    words = WORDS[lang]
    if key in KEYS:
        about = KEYS[key][0 if lang == "vi" else 1]
        secret = key == "alerts.urls"
        shown = "…" if secret else json.dumps(value, ensure_ascii=False, default=str)[:60]
        return words["wrong"].format(origin=origin, key=key, value=shown, about=about)
    near = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.6)
    hint = words["near"].format(key=near[0]) if near else ", ".join(KEYS)
    return words["unknown"].format(origin=origin, key=key, hint=hint)


def _known(lang: object) -> str:
    return lang if isinstance(lang, str) and lang in WORDS else "vi"


def _within(clock: time, span: str) -> bool:
    start, end = (time.fromisoformat(part) for part in span.split("-"))
    return start <= clock < end if start < end else clock >= start or clock < end


def _ascii(text: str) -> str:
    """Header values are ASCII, and parentheses would end the comment."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[()\\;]", "", bare.encode("ascii", "ignore").decode())
