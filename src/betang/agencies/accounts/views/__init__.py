"""The screens of signing in: ours in look and words, allauth's in what they do."""
