"""OAI-PMH 2.0 with Dublin Core: how libraries harvest an archive.

http://www.openarchives.org/OAI/openarchivesprotocol.html. Without state: a resumption token
says all that the next answer needs.
"""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from archive.export import oai_rows
from archive.export.citation import capture_note
from archive.export.oai_rows import Header, Wanted
from archive.export.origin import identity, origin
from archive.export.records import SCHEME, Access, Record, one
from archive.export.xml import HEAD, tag

PAGE = 100
NO_MAIL = "none@contact.invalid"
"""The protocol demands an address of e-mail. Where none is known this is plainly none (RFC 2606),
and no made-up mailbox of somebody else's machine."""
_OAI = "http://www.openarchives.org/OAI/2.0/"
_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_DC = f"{_OAI}oai_dc/"
_LISTS = {"metadataPrefix", "from", "until", "set", "resumptionToken"}
_ARGUMENTS = {
    "Identify": set(),
    "ListMetadataFormats": {"identifier"},
    "ListSets": {"resumptionToken"},
    "GetRecord": {"identifier", "metadataPrefix"},
    "ListIdentifiers": _LISTS,
    "ListRecords": _LISTS,
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_MOST = 1 << 53
"""Above any number of records."""
_DATESTAMP_MIDNIGHT, _DATESTAMP_LAST = "T00:00:00Z", "T23:59:59Z"


class _Fault(Exception):
    """An error condition of the protocol."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(said)
        self.code = code


@dataclass(frozen=True, slots=True)
class Repository:
    """Whose archive answers, where, and for whom. ``base`` is the address of this door."""

    base: str
    contact: str
    access: Access


def answer(
    db: sqlite3.Connection, args: Sequence[tuple[str, str]], repository: Repository, now: str
) -> bytes:
    """What the archive says to a request; ``now`` is UTC ("2026-11-22T05:54:00Z")."""
    asked = dict(args)
    try:
        verb = _verb(args)
        content = _VERBS[verb](db, asked, repository)
        request = tag("request", repository.base, **asked)
        body = f"<{verb}>\n{content}</{verb}>\n"
    except _Fault as fault:
        told = asked if fault.code not in ("badVerb", "badArgument") else {}
        request = tag("request", repository.base, **told)
        body = tag("error", str(fault), code=fault.code)
    root = f'<OAI-PMH xmlns="{_OAI}" {_XSI} xsi:schemaLocation="{_OAI} {_OAI}OAI-PMH.xsd">\n'
    return f"{HEAD}{root}{tag('responseDate', now)}{request}{body}</OAI-PMH>\n".encode()


def _verb(args: Sequence[tuple[str, str]]) -> str:
    """The verb of a request whose arguments are lawful for it."""
    names = [name for name, _ in args]
    verbs = [value for name, value in args if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in _ARGUMENTS:
        raise _Fault("badVerb", "one verb of OAI-PMH 2.0 is needed")
    (verb,) = verbs
    rest = [name for name in names if name != "verb"]
    if len(set(rest)) < len(rest):
        raise _Fault("badArgument", "an argument is repeated")
    if unknown := sorted(set(rest) - _ARGUMENTS[verb]):
        raise _Fault("badArgument", f"{verb} takes no {', '.join(unknown)}")
    if "resumptionToken" in rest and len(rest) > 1:
        raise _Fault("badArgument", "resumptionToken is an exclusive argument")
    needed = {"GetRecord": ["identifier", "metadataPrefix"]}.get(verb, [])
    if verb in ("ListRecords", "ListIdentifiers") and "resumptionToken" not in rest:
        needed = ["metadataPrefix"]
    if missing := [name for name in needed if name not in rest]:
        raise _Fault("badArgument", f"{', '.join(missing)} is missing")
    return verb


def _identify(db: sqlite3.Connection, _: Mapping[str, str], repository: Repository) -> str:
    contact = repository.contact.removeprefix("mailto:")
    mail = contact if "@" in contact and ":" not in contact else NO_MAIL
    return (
        tag("repositoryName", "làm theo")
        + tag("baseURL", repository.base)
        + tag("protocolVersion", "2.0")
        + tag("adminEmail", mail)
        + tag("earliestDatestamp", oai_rows.earliest(db))
        + tag("deletedRecord", "persistent")
        + tag("granularity", "YYYY-MM-DDThh:mm:ssZ")
        + f"<description>\n{_described(db)}</description>\n"
    )


def _described(db: sqlite3.Connection) -> str:
    """Which archive this is, how far it has come and by which rules it reads."""
    return _dc(
        [
            ("title", "làm theo"),
            ("identifier", _name(db)),
            ("description", origin(db, "").version()),
            ("type", "Collection"),
            ("rights", "dc:rights of each record"),
        ]
    )


def _formats(db: sqlite3.Connection, asked: Mapping[str, str], _: Repository) -> str:
    if "identifier" in asked:
        _header(db, asked["identifier"])
    return (
        "<metadataFormat>\n"
        + tag("metadataPrefix", "oai_dc")
        + tag("schema", f"{_OAI}oai_dc.xsd")
        + tag("metadataNamespace", _DC)
        + "</metadataFormat>\n"
    )


def _sets(db: sqlite3.Connection, asked: Mapping[str, str], _: Repository) -> str:
    if "resumptionToken" in asked:
        raise _Fault("badResumptionToken", "the list of sets is always whole")
    return "".join(
        f"<set>\n{tag('setSpec', spec)}{tag('setName', name)}</set>\n"
        for spec, name in oai_rows.sets(db)
    )


def _get(db: sqlite3.Connection, asked: Mapping[str, str], repository: Repository) -> str:
    _known_format(asked["metadataPrefix"])
    return _record(db, _header(db, asked["identifier"]), repository.access)


def _identifiers(db: sqlite3.Connection, asked: Mapping[str, str], _: Repository) -> str:
    headers, token = _page(db, asked)
    return "".join(map(_header_xml, headers)) + token


def _records(db: sqlite3.Connection, asked: Mapping[str, str], repository: Repository) -> str:
    headers, token = _page(db, asked)
    return "".join(_record(db, header, repository.access) for header in headers) + token


_VERBS = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _get,
    "ListIdentifiers": _identifiers,
    "ListRecords": _records,
}


def _page(db: sqlite3.Connection, asked: Mapping[str, str]) -> tuple[list[Header], str]:
    """A page of headers, and the element that says how to go on."""
    wanted = _resumed(asked["resumptionToken"]) if "resumptionToken" in asked else _wanted(asked)
    found = oai_rows.headers(db, wanted, PAGE + 1)
    if not found:
        code = "badResumptionToken" if wanted.after else "noRecordsMatch"
        raise _Fault(code, "nothing matches")
    page = found[:PAGE]
    if len(found) > PAGE:
        following = replace(wanted, after=page[-1].id, cursor=wanted.cursor + PAGE)
        token = base64.urlsafe_b64encode(json.dumps(list(asdict(following).values())).encode())
        return page, tag("resumptionToken", token.decode(), cursor=str(wanted.cursor))
    return page, tag("resumptionToken", "", cursor=str(wanted.cursor)) if wanted.after else ""


def _resumed(token: str) -> Wanted:
    try:
        said = json.loads(base64.b64decode(token, altchars=b"-_", validate=True))
        wanted = Wanted(*said)
        texts = (wanted.since, wanted.until, wanted.set, wanted.after)
        ours = isinstance(wanted.cursor, int) and 0 <= wanted.cursor < _MOST
        "".join(texts).encode()  # a text alone, and whole letters: SQLite takes no others
    except (ValueError, TypeError, RecursionError) as error:
        raise _Fault("badResumptionToken", "this token is none of ours") from error
    if not (ours and wanted.after):
        raise _Fault("badResumptionToken", "this token is none of ours")
    return wanted


def _wanted(asked: Mapping[str, str]) -> Wanted:
    _known_format(asked["metadataPrefix"])
    given = [asked[name] for name in ("from", "until") if name in asked]
    if len({len(text) for text in given}) > 1:
        raise _Fault("badArgument", "from and until differ in granularity")
    since = _moment(asked["from"], _DATESTAMP_MIDNIGHT) if "from" in asked else ""
    until = _moment(asked["until"], _DATESTAMP_LAST) if "until" in asked else ""
    if since and until and since > until:
        raise _Fault("badArgument", "from is later than until")
    return Wanted(since, until, asked.get("set", ""))


def _moment(text: str, time: str) -> str:
    try:
        if _DAY.fullmatch(text):
            text += time
        if _SECOND.fullmatch(text):
            datetime.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise _Fault("badArgument", f"{text} is no date of YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")


def _known_format(prefix: str) -> None:
    if prefix != "oai_dc":
        raise _Fault("cannotDisseminateFormat", "oai_dc is the only format")


def _header(db: sqlite3.Connection, identifier: str) -> Header:
    scheme, _, ident = identifier.partition(":")
    found = oai_rows.header(db, ident) if scheme == SCHEME and ident else None
    if found is None:
        raise _Fault("idDoesNotExist", f"no article {identifier} is known")
    return found


def _header_xml(header: Header) -> str:
    status = ' status="deleted"' if header.deleted else ""
    sets = "".join(tag("setSpec", spec) for spec in header.sets)
    said = tag("identifier", f"{SCHEME}:{header.id}") + tag("datestamp", header.datestamp)
    return f"<header{status}>\n{said}{sets}</header>\n"


def _record(db: sqlite3.Connection, header: Header, access: Access) -> str:
    record = None if header.deleted else one(db, header.id, access)
    metadata = f"<metadata>\n{dublin_core(record, _name(db))}</metadata>\n" if record else ""
    return f"<record>\n{_header_xml(header)}{metadata}</record>\n"


def _name(db: sqlite3.Connection) -> str:
    """What an archive is called for good: a record that named its newest run would change with
    every run."""
    return f"lamtheo archive {identity(db)}"


def dublin_core(record: Record, archive: str) -> str:
    """An article of an ``archive`` in unqualified Dublin Core."""
    said = [
        ("title", record.title),
        *(("creator", name) for name in record.authors),
        *(("subject", number) for number in record.document_numbers),
        ("description", record.lead or record.excerpt),
        ("publisher", record.organisation),
        ("contributor", record.source or ""),
        ("date", record.published_at or ""),
        ("type", "Text"),
        ("format", "text/html"),
        ("identifier", record.url),
        ("identifier", record.archive_url),
        ("source", capture_note(record)),
        ("relation", archive),
        ("language", "vi"),
        *(
            ("coverage", name)
            for name in dict.fromkeys((record.province_before, record.province_after))
        ),
        ("rights", record.rights),
    ]
    return _dc(said)


def _dc(said: Sequence[tuple[str, str]]) -> str:
    return (
        f'<oai_dc:dc xmlns:oai_dc="{_DC}" xmlns:dc="http://purl.org/dc/elements/1.1/" {_XSI}'
        f' xsi:schemaLocation="{_DC} {_OAI}oai_dc.xsd">\n'
        + "".join(tag(f"dc:{name}", value) for name, value in said)
        + "</oai_dc:dc>\n"
    )
