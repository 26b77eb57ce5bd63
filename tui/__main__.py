"""`python -m sahara_reader.tui` is `sahara-reader`."""

from sahara_reader.tui.cli import main

main(prog_name="sahara-reader")
