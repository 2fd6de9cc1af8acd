"""What can bind two people: one dynamic a file."""
