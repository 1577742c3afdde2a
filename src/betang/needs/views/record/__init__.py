"""A person's own record: the page, and the files they may take with them."""
