"""How the panes share the screen: side by side, the timeline below, or one at a time; and which one has the word."""

from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from sahara_reader.tui.keys import bindings
from sahara_reader.tui.panes.article_list import ArticleListPane, ArticleListView
from sahara_reader.tui.panes.reader import ReaderPane
from sahara_reader.tui.panes.reader_view import ReaderView
from sahara_reader.tui.panes.timeline import TimelinePane, TimelineView

PaneName = Literal["articles", "reader", "timeline"]

_ORDER: tuple[PaneName, ...] = ("articles", "reader", "timeline")
_NARROW, _WIDE = 70, 104


class Panes(Container):
    """The three panes. `active` is the one with the focus; when `zoomed`, or on a narrow screen, it is alone."""

    BINDINGS = bindings("panes")

    active: PaneName = "articles"
    zoomed = False

    def compose(self) -> ComposeResult:
        self._share()  # before there is anything to style a second time
        yield ArticleListPane(id="articles")
        yield ReaderPane(id="reader")
        yield TimelinePane(id="timeline")

    @property
    def articles(self) -> ArticleListView:
        """The article list."""
        return self.query_one(ArticleListView)

    @property
    def list_pane(self) -> ArticleListPane:
        """The article list with its heading."""
        return self.query_one(ArticleListPane)

    @property
    def reader(self) -> ReaderPane:
        """The reader."""
        return self.query_one(ReaderPane)

    @property
    def timeline(self) -> TimelinePane:
        """The timeline."""
        return self.query_one(TimelinePane)

    def by_place(self) -> dict[str, Widget]:
        """The widgets that act on the keys of the table's places."""
        return {
            "panes": self,
            "article_list": self.articles,
            "reader": self.reader.view,
            "timeline": self.timeline.view,
        }

    def go_to(self, pane: PaneName) -> None:
        """Give a pane the focus, and the screen where there is room for one only."""
        self.active = pane
        self._arrange()
        self._view(pane).focus(scroll_visible=False)

    def action_go_to(self, pane: PaneName) -> None:
        self.go_to(pane)

    def action_step(self, step: int) -> None:
        self.go_to(_ORDER[(_ORDER.index(self.active) + step) % len(_ORDER)])

    def action_zoom(self) -> None:
        self.zoomed = not self.zoomed
        self._arrange()

    def back(self) -> bool:
        """Leave the zoom, or go back to the list; whether there was anything to leave."""
        if self.zoomed:
            self.action_zoom()
            return True
        if self.active != "articles":
            self.go_to("articles")
            return True
        return False

    def action_step_name(self, step: int) -> None:
        self.go_to("reader")
        self.reader.view.step(step)

    def action_why(self) -> None:
        self.reader.toggle_why()

    def action_step_article(self, step: int) -> None:
        self.articles.action_move(step)

    def action_open_in_browser(self) -> None:
        self.reader.open_in_browser()

    def action_copy(self) -> None:
        self.reader.copy_citation()

    def on_mount(self) -> None:
        self._arrange()

    def on_resize(self) -> None:
        self._arrange()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.active = next(pane for pane in _ORDER if self.query_one(f"#{pane}") in event.widget.ancestors)
        for pane in _ORDER:
            self.query_one(f"#{pane}").set_class(pane == self.active, "-active")

    def _arrange(self) -> None:
        self._share()
        for pane in _ORDER:
            self.query_one(f"#{pane}", Widget).display = not self.has_class("-single") or pane == self.active
        self.articles.roomy = self.has_class("-wide")
        self.timeline.view.roomy = not self.has_class("-medium")

    def _share(self) -> None:
        """Decide how the panes share the screen."""
        width = self.app.size.width
        single = self.zoomed or width < _NARROW
        wide = not single and width >= _WIDE
        self.set_class(single, "-single")
        self.set_class(wide, "-wide")
        self.set_class(not single and not wide, "-medium")

    def _view(self, pane: PaneName) -> ArticleListView | ReaderView | TimelineView:
        views: dict[PaneName, ArticleListView | ReaderView | TimelineView] = {
            "articles": self.articles,
            "reader": self.reader.view,
            "timeline": self.timeline.view,
        }
        return views[pane]
