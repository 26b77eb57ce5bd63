"""Who and what the articles name: from a name to its card, and on to where it is named."""

from sahara_reader.store.article import Mention
from sahara_reader.tui.library_app import LibraryApp


class Entities(LibraryApp):
    """The actions that show entities."""

    def action_entity(self) -> None:
        from sahara_reader.tui.cards.entity_list import EntityList  # noqa: PLC0415 - opened rarely

        stop = self.panes.reader.view.stop
        if isinstance(stop, Mention):
            self.show_card(stop.entity)
        else:
            self.push_screen(EntityList(self.library), self.show_card)

    def show_card(self, entity_id: str | None) -> None:
        """Show all that is known of an entity, and go where the user then wants to go."""
        from sahara_reader.tui.cards.entity import EntityCard, Everything, Place  # noqa: PLC0415 - opened rarely

        def go(chosen: Place | Everything | None) -> None:
            if isinstance(chosen, Place):
                self.read_at(*chosen)
                return
            self.show_article()  # decisions may have changed what it says
            if isinstance(chosen, Everything):
                self.search_for(f'entity:"{chosen.name}"')

        if entity_id:
            self.push_screen(EntityCard(self.library, entity_id), go)
