"""From the gaps of a vendor's contract to an addendum (부속합의서) that closes them.

In: the judged documents of the vendor, the library, the deal. Out: a `Contract` for the
render line, and the trace of gap -> paragraph -> article.
"""
