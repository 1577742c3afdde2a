"""The trail as people read it: which deeds there are, what each says, and whose events a user may see."""
