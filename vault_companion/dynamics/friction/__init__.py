"""What can make two people fight: one driver a file."""
