"""The front door for shops that run Rasa Open Source 3.6: what is imported by Rasa itself, in its own Python 3.10.

`components` and `policy` are named in a project's config.yml, `locks` and `trackers` in its endpoints.yml, `project/` is one that
works as it stands. Nothing here needs more than Rasa's own environment, numpy, onnxruntime, tokenizers and rapidfuzz.
"""
