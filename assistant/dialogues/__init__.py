"""Scripted dialogues: a conversation as YAML, what is expected of each turn, and the rules that hold for every turn."""
