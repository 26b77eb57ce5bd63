"""Sheets that lie over the panes and answer one question."""
