"""Settings and wiring: the one place that knows the environment the house stands in."""
