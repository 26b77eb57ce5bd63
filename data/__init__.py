"""What ships with the reader: sample articles, names, calendars, with the small code that loads them."""
