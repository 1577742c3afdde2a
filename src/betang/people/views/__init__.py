"""The screens of who works where."""
