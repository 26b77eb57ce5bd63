"""What is kept, understood and found: the library of articles and everything read in them. Knows no screen."""
