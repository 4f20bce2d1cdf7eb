"""Templates compiled once for a process: to compile a page's takes 50 ms, and each web of a
process (the tests build hundreds) would do it anew."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Compiled templates by name and text, kept in memory: nothing is written where a reader
    might have no right to."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        # A template that changed has another checksum, which the bucket's own header tells.
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()
