"""What arrived, from whom, what was wrong with it, and what became of it."""
