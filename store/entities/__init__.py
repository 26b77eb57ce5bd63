"""Entities across articles: which are known, what the user decided about them, all that is known of one."""
