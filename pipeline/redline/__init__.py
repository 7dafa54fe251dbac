"""From the gaps of a vendor's Word file to tracked changes in it (수정대비)."""
