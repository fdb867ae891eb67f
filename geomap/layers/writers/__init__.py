"""Layers in, files of every format out.

A writer is a plain function of the layers and a folder; it knows what a layer holds (`fields`, `layer`,
`geojson`) and not how it was made. Tables and databases are written by columns, a thousand rows at a time
(`columns`, `wkb`); what QGIS, Google Earth and the pictures have in common are titles and colours (`titles`,
`palette.json`). Every writer gives the same bytes for the same layers.
"""
