"""Understanding a text: its language, its dates, who and what it names, what happened."""
