"""The three panes and the search bar: each a widget, the messages it sends, the looks it names."""
