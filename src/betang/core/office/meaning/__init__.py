"""What the words of a cell mean: an office, a competency, a government, a person, a group of people."""
