"""Workbooks that go out: templates to fill in, and refused rows to mend."""
