"""Where articles meet: the claims of all articles become trips and meetings.

In come the `Claims` of every article, out goes one `Merged`: people resolved across articles, undated
articles and dates without a year placed by what other reports tell, visits grouped into trips with one stop
a place, ordered only where an order is stated or forced, meetings told five times counted once, and every
disagreement kept with both quotes. It is the only room that sees more than one article, so everything that
needs comparison happens here, by sorting and look-up, never all against all.
"""

from geomap.trips.merge import merge

__all__ = ["merge"]
