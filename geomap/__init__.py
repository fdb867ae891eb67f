"""geomap turns news reports of official visits into GIS layers and one standalone map."""

__version__ = "0.1.0"
