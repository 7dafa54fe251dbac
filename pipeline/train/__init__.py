"""Train the learned reader and the decider from labelled passages and contracts.

Needs the extra `train` (scipy). Nothing here is loaded when finclause runs.
"""
