"""Builds `data/gazetteer/gazetteer.sqlite` from pinned packages and our own tables.

sources → cities, units, countries → overlay, historic names, demonyms → file.
"""
