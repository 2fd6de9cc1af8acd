"""What is worth a remark beside a bond: one rule a file."""
