"""What an operator does now and then to keep a house in order."""
