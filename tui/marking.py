"""What the user decides about articles (read, star, tags, notes, highlights), and the way back."""

from collections.abc import Sequence
from typing import Any, Literal, Unpack

import msgspec
from textual import on, work

from sahara_reader.store.article import Article, Remark
from sahara_reader.store.library import Library
from sahara_reader.store.listing import Row
from sahara_reader.store.marks import Change, SomeMarks
from sahara_reader.store.remarks import remark
from sahara_reader.tui.cards.prompt import Prompt
from sahara_reader.tui.cards.question import Question
from sahara_reader.tui.library_app import LibraryApp
from sahara_reader.tui.panes.reader_view import ReaderView


class Marking(LibraryApp):
    """The actions that set marks; every change but the reading itself can be undone, the last one first."""

    def __init__(self, library: Library, *, patient: bool = True, **others: Any) -> None:
        super().__init__(library, patient=patient, **others)
        self._changes: list[tuple[str, Change]] = []

    def action_toggle_mark(self, mark: Literal["read", "starred"]) -> None:
        if (row := self.panes.articles.row) is None:
            return
        if mark == "read":
            self.mark("marked unread" if row.read else "marked read", row, read=not row.read)
        else:
            self.mark("unstarred" if row.starred else "starred", row, starred=not row.starred)

    def action_tag(self) -> None:
        if (row := self.panes.articles.row) is None:
            return

        def tag(text: str | None) -> None:
            if text is not None:
                tags = dict.fromkeys(" ".join(tag.split()).lstrip("#") for tag in text.split(","))
                self.mark("tagged", row, tags=tuple(filter(None, tags)))

        self.push_screen(Prompt("Tags", ", ".join(row.tags), "separated by commas"), tag)

    def action_note(self) -> None:
        row, article = self.panes.articles.row, self.panes.reader.view.article
        if row is None or article is None or article.id != row.id:
            return

        def note(text: str | None) -> None:
            if text is not None:
                self.mark("noted", row, note=text.strip())

        self.push_screen(Prompt("Note", article.note, "empty takes it away"), note)

    @on(ReaderView.Highlighted)
    def _highlight(self, message: ReaderView.Highlighted) -> None:
        made = remark(message.article.text, message.start, message.end)
        if message.noted:
            self._ask_for_note(message.article, made, "an empty one only highlights", kept=False)
        else:
            self._remark("highlighted", message.article.id, add=[made])

    @on(ReaderView.NoteWanted)
    def _renote(self, message: ReaderView.NoteWanted) -> None:
        self._ask_for_note(message.article, message.remark, "empty leaves the highlight alone", kept=True)

    @on(ReaderView.RemarkRemoved)
    def _unhighlight(self, message: ReaderView.RemarkRemoved) -> None:
        self._remark("highlight taken away", message.article.id, remove=[message.remark])

    def _ask_for_note(self, article: Article, made: Remark, hint: str, *, kept: bool) -> None:
        def note(text: str | None) -> None:
            if text is not None:
                noted = msgspec.structs.replace(made, note=text.strip())
                self._remark("noted", article.id, add=[noted], remove=[made] if kept else [])

        self.push_screen(Prompt("Note", made.note, hint), note)

    def action_take_apart(self) -> None:
        row = self.panes.articles.row
        if row is None or not row.copies:
            self.say("This article has no copies that share its row.")
        else:
            self._take_apart(row.id)

    def action_mark_all_read(self) -> None:
        listing = self.panes.articles.listing
        if listing is None or not len(listing):
            return

        def mark(yes: bool | None) -> None:
            if yes:
                self._mark_all_read(listing.query)

        shown = f"{len(listing)}{'' if listing.complete else '+'}"
        self.push_screen(Question(f"Mark all {shown} articles of this list as read?"), mark)

    def action_undo(self) -> None:
        if self._changes:
            self._undo(*self._changes.pop())
        else:
            self.say("Nothing to take back.")

    def mark(self, what: str, row: Row, **marks: Unpack[SomeMarks]) -> None:
        """Set marks of an article, in the background; `what` says it in the past tense, empty: not to be undone."""
        self._mark(what, row.id, marks)

    @work(thread=True, exit_on_error=False, group="mark")
    def _mark(self, what: str, article_id: str, marks: SomeMarks) -> None:
        self.call_from_thread(self._marked, what, self.library.mark(article_id, **marks))

    @work(thread=True, exit_on_error=False, group="mark")
    def _remark(self, what: str, article_id: str, *, add: Sequence[Remark] = (), remove: Sequence[Remark] = ()) -> None:
        self.call_from_thread(self._marked, what, self.library.remark(article_id, add=add, remove=remove))

    @work(thread=True, exit_on_error=False, group="mark")
    def _mark_all_read(self, query: str) -> None:
        change = self.library.mark_all(query, read=True)
        articles = f"{len(change.before)} article{'' if len(change.before) == 1 else 's'}"
        self.call_from_thread(self._marked, f"{articles} marked read", change)
        self.call_from_thread(self.say, f"{articles} marked read. u takes it back.")

    @work(thread=True, exit_on_error=False, group="mark")
    def _take_apart(self, article_id: str) -> None:
        copies = [row.id for row in self.library.copies(article_id)]
        self.call_from_thread(self._marked, "taken apart", self.library.mark(*copies, apart=True))

    @work(thread=True, exit_on_error=False, group="mark")
    def _undo(self, what: str, change: Change) -> None:
        self.call_from_thread(self._marked, "", self.library.undo(change))
        self.call_from_thread(self.say, f"Taken back: {what}.")

    def _marked(self, what: str, change: Change) -> None:
        if what and change.before:
            self._changes.append((what, change))
        self.panes.articles.marks_changed()
        self.count()
        if "apart" in change.fields:
            self.list_again()
        if {"tags", "note", "remarks", "apart"} & set(change.fields):
            self.show_article()
