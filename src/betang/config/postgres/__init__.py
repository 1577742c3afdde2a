"""Django's PostgreSQL backend, with our walls: every transaction acts for somebody."""
