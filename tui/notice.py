"""One calm line above the footer: something that was done, or that one should know; Esc takes it away."""

from textual.content import Content
from textual.widgets import Static

from sahara_reader.tui.safe_text import visible


class Notice(Static):
    """Hidden while there is nothing to say."""

    def say(self, text: str) -> None:
        """Show a sentence; it may hold outside text."""
        self.update(Content(visible(text)))
        self.display = True

    def dismiss(self) -> bool:
        """Take the sentence away; whether there was one."""
        shown = self.display
        self.display = False
        return bool(shown)
