"""The auditor's page, and what of it stands on the first page."""
