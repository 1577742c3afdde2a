"""Who is who: agencies, the people who sign in, their roles, the audit trail."""
