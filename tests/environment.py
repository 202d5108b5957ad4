"""Loaded by pytest before Django's settings are read (see ``addopts`` in pyproject.toml)."""

import os

os.environ.setdefault("DEBUG", "true")
