"""Slack, Messenger and the rest: one set of renderers, and the ways in and out of each platform.

What is imported here also runs inside Rasa (Python 3.10, its own pins): `taps`, `shown` and `render` need the standard library
alone.
"""
