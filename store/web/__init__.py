"""The way out to the network: one guarded client, and nothing else opens a connection."""
