"""Of how many pages a share is: each article once, under whichever of its addresses."""

SEEN = (
    "SELECT site, month, sum(number) AS seen FROM page_tally WHERE counted = 1 AND month <> ''"
    " GROUP BY site, month"
)
"""Articles of which the archive knows a month, on the campaign or not, by site and month."""
