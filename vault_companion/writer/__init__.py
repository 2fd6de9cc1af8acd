"""Pages reach the disk."""
