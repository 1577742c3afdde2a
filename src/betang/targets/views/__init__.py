"""Pages of targets: the tree, one target, its links, what waits for the keeper, vision and missions."""
