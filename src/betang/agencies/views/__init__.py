"""The screens of who is who: signing in, one's own settings, members."""
