"""Finding articles: what a person types becomes a query, the full-text index answers it, the hits are marked."""
