"""Who the people are, and what their notes say."""
