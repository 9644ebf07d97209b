"""Errors that are ours: each says what happened, where, and what to do about it.

Whatever a person can cause by input, configuration or files is one of these; anything else is a bug and is not caught.
"""

from __future__ import annotations


class ShopwindowError(Exception):
    """Something a person can mend. The message names file, line, value and remedy as far as they are known."""


class FeedError(ShopwindowError):
    """A file that cannot be read as the feed or side file it was given as."""


class StoreError(ShopwindowError):
    """A store that is missing, half-written, of another schema, or built with other models."""


class ConstraintError(ShopwindowError):
    """A constraint that cannot be read or that contradicts another."""


class ConfigError(ShopwindowError):
    """A setting with a value that does not fit."""


class PhotoError(ShopwindowError):
    """An attached or imported picture that cannot be used."""
