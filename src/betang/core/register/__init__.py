"""A register as a whole: what its people are, what is amiss in it, who leaves, who could learn together.

Tables in, counts out: no database, no clock. Row by row it goes by `core.office.quality`.
"""
