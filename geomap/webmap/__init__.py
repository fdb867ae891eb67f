"""From layers to one standalone HTML map.

In come the GeoJSON layers of the contract as plain dicts, what is known of each article, and the
simplified country shapes; out goes one HTML page that needs no network. folium builds the page's
skeleton from constants only, because it runs any text given to it as a Jinja template; everything
that comes from an article is added afterwards as one inert, compressed JSON block (`payload`), read
by our own JavaScript (`static/app/`), which shows text only through `textContent`. A content
security policy with the hashes of our own scripts and styles stands first in the page (`policy`).
"""

from geomap.webmap.page import render_map

__all__ = ["render_map"]
