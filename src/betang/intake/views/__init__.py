"""The screens of what arrives: sending, looking, deciding."""
