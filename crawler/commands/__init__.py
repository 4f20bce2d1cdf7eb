"""The command line ``lamtheo``: the composition root, where every room may be imported.

One file per command; ``app`` is what they hang on, ``say`` how they speak, ``errors``
what a failure means in words and exit codes, the pairs of ``words_…`` files every message.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main() -> None:
    """The console script."""
    sys.exit(run())


def run(args: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; failures are told on stderr, not raised."""
    from crawler.commands.app import command
    from crawler.commands.errors import explain
    from crawler.commands.say import Say, language

    args = list(sys.argv[1:] if args is None else args)
    say = Say(language(args))
    try:
        code = command(say).main(args=args, prog_name="lamtheo", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except SystemExit as left:
        # The reader of our output has left (``| head``): typer leaves with 1, but nothing failed.
        return 0 if isinstance(left.__context__, BrokenPipeError) else 1
    except (Exception, KeyboardInterrupt) as error:
        told = explain(error, say)
        if told is None:
            raise
        say.error(told.line)
        return told.code
