"""One invented site a content system, in that system's own markup, to judge discovery by."""
