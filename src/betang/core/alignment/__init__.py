"""What several governments ask for, laid side by side: lines of demand, classes alone and together, demand against
measured gap, titles that may mean the same.
"""
