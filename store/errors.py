"""What can go wrong with a store, in one sentence for the person in front of it."""


class StoreError(Exception):
    """The store cannot be opened, read or written; the message says what, where and what to do."""
