"""What the rules compile at their first page, compiled before the nights of :mod:`tests.year` are
forked: of 8.5 s of a profiled night it is 1.9."""

from archive.documents import catalogue
from pipelines.gate import can_be_ours
from pipelines.naming import find
from pipelines.phrases import phrases

can_be_ours(b"")
find("", "", catalogue())
phrases("", catalogue())
