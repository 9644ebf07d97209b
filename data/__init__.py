"""Products and all that is known of them: feeds, the store on disk, exact filters, the lexicon, the demo store."""
