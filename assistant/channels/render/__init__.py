"""A turn in each platform's own words: Slack blocks, Messenger templates, Telegram messages, plain text, Rasa's REST messages."""
