"""The stage as the procedure knows it."""

from __future__ import annotations

from pipeline.deal import places
from pipeline.deal.finish import IMPORTANCE
from pipeline.library.procedure.contract import ContractData
from pipeline.procedure.stage import HEAD_FACTS, Document, Made, Stage
from pipeline.procedure.stages.contract.answers import Answers, answers, files, starter
from pipeline.procedure.stages.contract.judge import READS_BACK, Contracted, ContractInputs, judge


def _papers(inputs: ContractInputs, result: Contracted) -> tuple[Document | Made, ...]:
    from pipeline.procedure.stages.contract.papers import papers  # loads what drafts and reviews: only `build` pays

    return papers(inputs, result)


STAGE: Stage[ContractData, Answers, Contracted] = Stage(
    id="contract",
    number=6,
    title="계약",
    chapter="제7장",
    data="contract",
    read=answers,
    judge=judge,
    papers=_papers,
    starter=starter,
    facts=tuple(place for place in places() if place not in (*HEAD_FACTS, *IMPORTANCE, "contract.as_of")),
    after=("importance",),
    whole_deal=True,
    reads_back=READS_BACK,
    files=files,
)
