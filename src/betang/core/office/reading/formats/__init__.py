"""The formats of office files: what each holds, looked over before a parser gets it, and read."""
