"""What screens read of this room, each with the user who asks."""
