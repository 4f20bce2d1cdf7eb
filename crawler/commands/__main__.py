"""``python -m crawler.commands``: what the clock and the demo start as children."""

from crawler.commands import main

main()
