"""Why a product fits: evidence for the shopper's own words, from the record."""
