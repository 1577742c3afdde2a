"""The outside world, one room for each kind of visitor. The rooms do not know each other."""
