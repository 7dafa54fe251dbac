"""Stage 6, 계약: the draft of the company or the review of the provider's contract, and the comparison table."""

from pipeline.procedure.stages.contract.stage import STAGE

__all__ = ["STAGE"]
