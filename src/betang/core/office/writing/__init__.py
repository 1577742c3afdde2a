"""Workbooks for offices: templates to fill in, and refused rows to mend. What looks like a formula is always text."""
