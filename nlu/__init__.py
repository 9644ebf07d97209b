"""From words to an `Understanding`: sentence encoder, intents, spans, linking, quantities, references."""
