"""The five families' HTML: each module knows one CMS's article and listing pages."""
