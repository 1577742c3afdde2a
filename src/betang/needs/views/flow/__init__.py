"""Pages of the way of needs: the list and its steps, one item, forms of offices, days, papers."""
