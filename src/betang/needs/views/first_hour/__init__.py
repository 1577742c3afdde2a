"""The first hour: what a register alone tells, on one page, on paper, and as workbooks for the dialogue."""
