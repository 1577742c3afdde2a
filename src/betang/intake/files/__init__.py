"""The file of a batch: opened and read, whose it is, and its refused rows as a workbook to go back."""
