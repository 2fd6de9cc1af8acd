"""What is on disk, as a value."""
