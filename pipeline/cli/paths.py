"""The files that a call names: which it may name, and what is said of what was written."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError


def require_suffix(path: Path, allowed: tuple[str, ...]) -> None:
    """Refuse a target whose name does not end in one of `allowed`."""
    if path.suffix.lower() not in allowed:
        which = f"{', '.join(allowed)} 가운데 하나" if len(allowed) > 1 else allowed[0]
        raise UsageError(f"-o {path}: 확장자는 {which}여야 합니다.")


def require_different(files: list[Path]) -> None:
    """Refuse a file that is named twice, and files of one name that a report could not tell apart."""
    seen: dict[str, Path] = {}
    for path in files:
        if path.name in seen:
            other = seen[path.name]
            same = other.resolve() == path.resolve()
            what = (
                "같은 파일을 두 번 적었습니다"
                if same
                else f"'{other}' 파일과 이름이 같아 보고서에서 구별할 수 없습니다"
            )
            raise UsageError(f"{path}: {what}. 파일을 한 번만 적거나 이름을 바꾸십시오.")
        seen[path.name] = path


def format_note(path: Path, *, with_template: bool) -> str:
    from pipeline.render import UNCHECKED

    if path.suffix.lower() != ".hwpx":
        return ""
    own = " 회사의 서식은 적용되지 않습니다." if with_template else ""
    return f"\n  {UNCHECKED}: 한글에서 열어 모양을 확인한 다음 쓰십시오.{own}"
