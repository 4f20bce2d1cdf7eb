"""What we keep: records, migrations, WARC, the one door, search. Knows no Scrapy."""
