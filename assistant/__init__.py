"""The turn and everything around it: retrieval, actions, phrasing, sessions, importing, API, scripted dialogues, commands."""
