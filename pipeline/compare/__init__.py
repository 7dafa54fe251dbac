"""What changed between two rounds of a contract, by element."""
