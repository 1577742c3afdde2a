"""What first pages ask: how far a year has come, what one's own seats cost, what a leader is asked to decide."""
