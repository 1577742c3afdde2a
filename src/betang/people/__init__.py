"""Units, jobs and employees."""
