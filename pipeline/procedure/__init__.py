"""The procedure around the contract: a case of answers, judged stage by stage, and the documents of each stage.

In: a case folder (`case`), its deal sheet, and the legal data in `clause_library/procedure/`. Out: `Paper`s (`paper`)
as DOCX, XLSX and JSON (`render`), and what is done, open, stale or due (`state`). How a stage is added: docs/procedure.md.
"""
