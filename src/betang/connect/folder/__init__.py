"""Whole data folders in and out of the database: the tables of `core.tables` as files."""
