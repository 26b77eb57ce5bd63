"""Getting news in: every source becomes a stream of raw articles and, where something is wrong, failures."""
