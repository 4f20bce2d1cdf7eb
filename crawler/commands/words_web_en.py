"""English words of ``lamtheo serve``; the pages' own are in archive/web."""

WEB_EN = {
    "help.serve.public": (
        "For everybody: title, excerpt, source and link only; full text where the site allows"
        " it; raw tables closed."
    ),
    "help.serve.url": (
        "Where the world sees the public view: https://lamtheo.example/. All links say so; it"
        " answers to no other name. It needs a host of its own, no path."
    ),
    "help.serve.replay_url": (
        "Where the world sees captured pages, on another host than --url: articles of sites whose"
        " rights allow the full text, nothing else. Without it the public view shows none."
    ),
    "help.serve.replay_port": (
        "The port of captured pages on this machine, for the proxy; 8002 with --replay-url, else"
        " any free one."
    ),
    "serve.known_as": "The world sees it at {url}",
    "error.url_private": (
        "--url and --replay-url say where everybody sees the archive: they go with --public."
    ),
    "error.url_wrong": "{option} {given}: an address like https://lamtheo.example/ is needed.",
    "error.url_path": (
        "{option} {given}: the archive stands at the root of a host of its own, not below a path;"
        " give it {origin}/ or a name such as https://lamtheo.example/."
    ),
    "error.url_contact": (
        "--url {url} opens the archive to everybody: requests to restrict access need somewhere to"
        " go. Set contact (an e-mail or https:// address) in lamtheo.toml."
    ),
    "error.replay_url": (
        "--replay-url {url}: captured pages need a host other than that of --url, so both are"
        " needed, and --no-replay does not go with them."
    ),
    "serve.running_public": (
        "The public view is open at {url} ; Ctrl-C stops it. Put a proxy before it."
    ),
    "serve.no_contact": (
        "There is no contact: readers cannot tell where to send a request to restrict access. Set"
        " contact in lamtheo.toml before opening it to everybody."
    ),
    "serve.no_url": "Without --url links take the name that a reader typed, and always http.",
}
