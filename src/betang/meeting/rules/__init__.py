"""What may be done, by whom, when: `check_x` raises, `can_x` answers."""
