"""Documents to print and sign, and the Word templates that a government may replace."""
