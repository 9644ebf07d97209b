"""Simulated shoppers, whole conversations with them, and the policies that learned ones are compared with."""
