"""English words of ``lamtheo withhold`` and ``release``."""

WITHHOLD_EN = {
    "help.withhold": "Withhold an article: it leaves the web, the search and every export.",
    "help.withhold.urls": "The article's URL or id.",
    "help.withhold.reason": (
        "Class of reason: personal-data, court-order, publisher-request, safety (of someone"
        " named), other. Any other words are kept as a note of the class other."
    ),
    "help.withhold.note": "A note; kept in the decision alone, no reader sees it.",
    "help.withhold.until": "The last day it is withheld; the article comes back by itself.",
    "help.withhold.copies": "Withhold its copies too, on the same site or others.",
    "help.withhold.erase": (
        "Erase what was captured of the article from the WARC files. It cannot be undone."
    ),
    "help.withhold.yes": "Ask nothing.",
    "help.release": "Withhold no longer: the article is read from its captures again.",
    "help.release.reason": "Why it is released.",
    "withhold.class.personal-data": "personal data",
    "withhold.class.court-order": "a court's order",
    "withhold.class.publisher-request": "the publisher's request",
    "withhold.class.safety": "somebody's safety",
    "withhold.class.other": "another reason",
    "withhold.done": "Withheld {url} ({kind}{until}).",
    "withhold.until": ", through {day}",
    "withhold.over": "The term ended on {day}: it comes back when the archive is next written to.",
    "status.withheld": "Articles withheld: {count}",
    "withhold.copies": "Copies of this article: {count}",
    "withhold.copies.hint": "Add --with-copies to withhold them too.",
    "withhold.copies.withheld": "(withheld already)",
    "withhold.copies.unknown": (
        "{url} was withheld before the archive noted an article's copies: only those that are the"
        " same word for word can still be found. To be sure, look for them with lamtheo search."
    ),
    "withhold.copies.ask": "Withhold these copies too?",
    "withhold.erase.ask": (
        "Erase what was captured of {count} article(s) from the WARC files? It cannot be undone."
    ),
    "withhold.erase.unasked": (
        "--erase cannot be undone, and there is nobody to ask here: add --yes if you are sure."
    ),
    "withhold.naming": "Looking for other captures that name the article…",
    "withhold.erased": "{file}: {records} captures erased; SHA-256 before {before}, after {after}.",
    "withhold.nothing_to_erase": "No WARC file holds a capture of the article any more.",
    "withhold.named": (
        "NOT ERASED: {count} other captures name the article: listings, feeds and sitemaps (a feed"
        " may hold its full text), and pages of other articles. While it is withheld nobody is"
        " shown the former, and the latter are shown and exported with those places blacked out;"
        " but all are still in the WARC files."
    ),
    "withhold.erase.rest": "Older backups of the archive still hold it.",
    "release.done": "Released {url}; it was read again from {captures} captures.",
    "release.erased": (
        "Released {url}; its captures are erased, so it comes back with its next visit."
    ),
    "error.withheld_already": (
        "{url} is withheld since {day} ({kind}). To end that: lamtheo release {url}"
    ),
    "error.not_withheld": "{url} is not withheld.",
    "error.withheld": "{given} is withheld since {day} ({kind}).",
    "error.erased": (
        "{given}: its captures were erased by the order of {day} ({kind}); it was released on"
        " {released} and comes back with its next visit."
    ),
    "read.erased": "Capture {ident} ({url}) was erased by order.",
    "read.names_withheld": (
        "Capture {ident} names an article that is withheld, so it cannot be used meanwhile."
    ),
    "error.unknown_class": "--reason {given}: is {near} meant?",
    "error.past_until": "--until {day}: that day has passed.",
    "error.erase_damaged": (
        "The article is withheld, but what was captured of it could NOT be erased: {error}"
    ),
    "serve.replay": "Pages as they were: {url}",
    "help.site.permit.full_text": ("It also allows the full text for everybody (serve --public)."),
    "help.serve.replay": "Do not open the server that shows pages as they were.",
}
