"""Measuring the whole assistant: figures with their intervals."""
