"""English words of ``lamtheo serve``; the pages' own are in archive/web."""

WEB_EN = {
    "help.serve.public": (
        "For everybody: title, excerpt, source and link only; full text where the site allows"
        " it; raw tables closed."
    ),
    "serve.running_public": (
        "The public view is open at {url} ; Ctrl-C stops it. Put a proxy before it."
    ),
}
