"""From a line of demand to its decree: each item with the evidence, the rule and the paper it rests on."""
