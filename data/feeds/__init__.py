"""Product feeds: what a shop exports, read as products.

Every format is read in two steps: the rows of one product are brought together untouched (`raw_groups`, with a digest of their
bytes), and then made into a `Product` (`parse`). An import that has seen the same bytes before skips the second step.
"""

from data.feeds.feed import Feed, open_feed
from data.feeds.group import LeftOut, RawGroup, Refused

__all__ = ["Feed", "LeftOut", "RawGroup", "Refused", "open_feed"]
