"""The competency dictionary, what each job requires, what each person has shown."""
