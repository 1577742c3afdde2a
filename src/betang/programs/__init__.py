"""The catalogue: programmes, outcomes, eligibility, hosts, money, and who must or did attend."""
