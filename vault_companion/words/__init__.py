"""Reading the author's words: text to tokens, tokens to patterns, patterns to needs and cues."""
