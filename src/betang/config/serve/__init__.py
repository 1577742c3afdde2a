"""The processes of an installation: pages, the worker beside them, more workers."""
