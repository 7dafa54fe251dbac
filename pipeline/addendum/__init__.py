"""From the gaps of a vendor's contract to an addendum (부속합의서) that closes them."""
