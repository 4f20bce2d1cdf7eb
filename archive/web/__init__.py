"""The archive in a browser: Datasette with our pages, for people; its own, for SQL.

A page's data is a function of the database and of what was asked (``front.py``, ``results.py``,
…), its looks a template; :mod:`archive.web.answering` joins them. Archived text is text:
templates escape it, nothing of an archived page is loaded or run.
"""
