"""The things that the studio draws, a module or a few for each type, and the geometry that they share."""
