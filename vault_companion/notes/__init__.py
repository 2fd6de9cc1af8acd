"""One file's text becomes one Note."""
