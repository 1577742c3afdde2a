"""The kinds of office files, each with the reader that turns its rows into records of the dictionary."""
