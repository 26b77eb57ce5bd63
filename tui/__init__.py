"""What a person sees and types: the reader in the terminal and the command line."""
