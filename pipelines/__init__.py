"""What happens to a page, in order: gate → clean → judge → dedupe → store."""
