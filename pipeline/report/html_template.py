"""The template of the web page: sandboxed, strict, and made of an allow-list of Jinja's syntax.

The template is ours and pinned; this is a second fence. It may loop, choose, call its own macros and
write values out, each escaped. It has no function, no loader, no method call and no name that begins
with an underscore, so that a change to it can show data and do nothing else.
"""

from __future__ import annotations

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.errors import LibraryError

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.Slice, nodes.If, nodes.For, nodes.Macro, nodes.Call, nodes.Filter, nodes.Compare, nodes.Operand, nodes.Not,
    nodes.And, nodes.Or, nodes.Sub, nodes.Assign, nodes.CondExpr, nodes.Tuple,
)  # fmt: skip
_FILTERS = frozenset(("join", "length"))


def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment: everything escaped, missing names an error, no functions, no loader."""
    # autoescape=True, not select_autoescape(): that one goes by the template's name, and has none here.
    made = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.clear()
    return made


def compile_template(source: str, name: str = "report.html") -> Template:
    """Return the template in `source`, the text of `name`. Raise LibraryError where it holds what a template may not."""
    made = environment()
    try:
        tree = made.parse(source)
    except TemplateSyntaxError as error:
        raise LibraryError(f"templates/{name} {error.lineno}행: 서식의 문법이 틀렸습니다({error.message}).") from error
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    for node in tree.find_all(nodes.Node):
        if not _is_allowed(node, macros):
            what = getattr(node, "name", None) or getattr(node, "attr", None) or type(node).__name__
            raise LibraryError(f"templates/{name} {node.lineno or 1}행: 서식에 쓸 수 없는 '{what}'이(가) 있습니다.")
    return made.from_string(source)


def _is_allowed(node: nodes.Node, macros: set[str]) -> bool:
    if isinstance(node, nodes.Name):
        return not node.name.startswith("_")
    if isinstance(node, nodes.Getattr):
        return not node.attr.startswith("_")
    if isinstance(node, nodes.Getitem):
        return not (isinstance(node.arg, nodes.Const) and str(node.arg.value).startswith("_"))
    if isinstance(node, nodes.Call):
        return isinstance(node.node, nodes.Name) and node.node.name in macros
    if isinstance(node, nodes.Filter):
        return node.name in _FILTERS
    return isinstance(node, _ALLOWED)
