"""What two ways of attaching do to each other: one rule a file."""
