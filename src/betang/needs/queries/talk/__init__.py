"""Reads of the dialogue: who speaks with whom, what is known and answered, objections, and the layers beside it."""
