"""Reading a vendor's file in a process of its own, with caps on memory and time.

`apart` is the side of the program, `process` starts and ends the child, `child` is what the child runs, `wire` and
`codec` are what the two say to each other.
"""
