"""What stands around every page: the menu, the language, what the first page says."""
