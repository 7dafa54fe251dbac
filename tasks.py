"""finclause의 작업: `python3 tasks.py 작업이름` (가상환경을 스스로 만든다) 또는 `invoke 작업이름`."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
_MOST_WORKERS = 4
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def bootstrap() -> None:
    """Make the virtual environment from the lock file, or bring it up to date."""
    stamp = VENV / "lock.stamp"
    wanted = (ROOT / "requirements.lock").read_text() + (ROOT / "pyproject.toml").read_text()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print("가상환경을 준비합니다 (.venv, 처음 한 번 1~3분).", flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", "requirements.lock"], cwd=ROOT, check=True)
    subprocess.run([*pip, "--no-deps", "-e", "."], cwd=ROOT, check=True)
    stamp.write_text(wanted)


if __name__ == "__main__":
    bootstrap()
    arguments = sys.argv[1:] or ["--list"]
    os.chdir(ROOT)
    sys.exit(subprocess.run([str(PYTHON), "-m", "invoke", *arguments], check=False).returncode)

from invoke import Context, task  # noqa: E402


def _python(c: Context, command: str, ok: tuple[int, ...] = (0,)) -> int:
    """Run this Python; return its exit code, and stop with it if it is not one of `ok`."""
    # Not c.run: it decodes the output in pieces and breaks a Korean letter that lies on the seam.
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    code = subprocess.run([sys.executable, *shlex.split(command)], cwd=ROOT, env=environment, check=False).returncode
    if code not in ok:
        sys.exit(code)
    return code


@task
def demo(c: Context) -> None:
    """예제 거래로 계약서 두 부를 쓰고, 예제 제공자 약관을 검토하여 부속합의서를 쓰고, 예제 사건 둘의 문서를 모두 만든다 (build/demo)."""
    out = "build/demo"
    (ROOT / out).mkdir(parents=True, exist_ok=True)
    for deal, name in (("deal-critical", "계약서-중요업무"), ("deal-basic", "계약서-비중요업무")):
        _python(c, f"-m pipeline draft samples/{deal}.yaml -o {out}/{name}.docx --trace {out}/{name}.json --force")
    reports = " ".join(f"-o {out}/검토보고서.{suffix}" for suffix in ("docx", "xlsx", "html", "json"))
    code = _python(c, f"-m pipeline review samples/vendor-terms.txt {reports} --reviewer 예시 --force", ok=(0, 1))
    addendum = f"samples/vendor-terms.txt --deal samples/deal-critical.yaml -o {out}/부속합의서.docx --force"
    _python(c, f"-m pipeline addendum {addendum}")
    for name in ("case-critical", "case-basic"):
        _sample_case(c, name, f"{out}/{name}")
    print(f"""
모두 {ROOT / out} 폴더에 있습니다.
  계약서-중요업무.docx, 계약서-비중요업무.docx   협상용 계약서(Word). 마지막 별지가 조항 대비표
  계약서-*.json                                  기재사항마다 조·항과 근거, 조항을 고른 이유
  검토보고서.docx, .xlsx, .html, .json           samples/vendor-terms.txt를 검토한 보고서
  부속합의서.docx                                그 약관의 빈틈을 메우는 합의서
  case-critical/, case-basic/                    사건의 복사본과 단계마다 쓴 문서, 보고 서류철
검토의 끝 코드는 {code}입니다(0 누락 없음, 1 누락·상충 있음).""")


def _sample_case(c: Context, name: str, folder: str) -> None:
    """Copy a sample case to `folder`, make all its documents and the report there, and show where it is."""
    shutil.rmtree(ROOT / folder, ignore_errors=True)
    shutil.copytree(ROOT / "samples" / name, ROOT / folder)
    for action in ("build", "file", "status"):
        _python(c, f"-m pipeline case {action} {folder}")


@task
def test(c: Context, args: str = "") -> None:
    """시험을 모두 돌린다. 파일마다 나누어 여러 과정에서 돌린다."""
    workers = min(_MOST_WORKERS, os.cpu_count() or 1)
    _python(c, f"-m pytest -n {workers} --dist loadfile {args}")


@task
def offline(c: Context, args: str = "") -> None:
    """시험을 네트워크가 없는 이름공간에서 돌린다(Linux)."""
    command = ["unshare", "-rn", sys.executable, "-m", "pytest", *shlex.split(args)]
    sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)


@task
def check(c: Context) -> None:
    """ruff, mypy, import-linter, 라이브러리 점검을 돌린다 (고치지 않는다)."""
    _python(c, "-m ruff check .")
    _python(c, "-m mypy")
    _python(c, "-c 'import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())'")
    _python(c, "-m pipeline.cli library lint")


@task(name="lint-library")
def lint_library(c: Context) -> None:
    """조항 라이브러리를 점검한다."""
    _python(c, "-m pipeline.cli library lint")


@task
def bench(c: Context) -> None:
    """우리 속도를 맨 라이브러리의 속도와 한 실행 안에서 견준다(비율)."""
    _python(c, "tests/bench.py")


@task
def hostile(c: Context, folder: str) -> None:
    """폴더의 파일을 모두 읽고 검토하여 결과, 시간, 기억 공간을 보인다."""
    subprocess.run(
        [sys.executable, "-m", "hostile.folder", folder],
        cwd=ROOT,
        check=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "PYTHONIOENCODING": "utf-8"},
    )


@task
def soak(c: Context, documents: int = 5_000, changed: int = 1_000) -> None:
    """문서 5,000건을 잇달아 읽고(100건에 1건은 악성), 형식마다 고친 파일 1,000개를 읽는다(한 시간 안팎)."""
    os.environ |= {"FINCLAUSE_SOAK": str(documents), "FINCLAUSE_FUZZ": str(changed)}
    _python(c, "-m pytest tests/test_fuzz.py")


@task
def train(c: Context, lang: str = "ko", extra: str = "") -> None:
    """판독기의 가중치를 다시 학습한다. --extra: 표지를 붙인 계약서 폴더(쉼표로 여럿)."""
    folders = " ".join(f"--extra {folder}" for folder in extra.split(",") if folder)
    _python(c, f"-m pipeline.train --lang {lang} {folders}")


@task
def accuracy(c: Context, shared: str = "", extra: str = "", weights: bool = False) -> None:
    """정확도를 다시 재어 docs/accuracy.md를 쓴다(30분 안팎). --extra: 계약서 폴더(쉼표로 여럿). --weights: 가중치도 바꾼다."""
    folders = " ".join(f"--extra {folder}" for folder in extra.split(",") if folder)
    written = "--weights pipeline/weights" if weights else ""
    place = shared or ROOT.parent / "shared"
    _python(c, f"-m pipeline.train.accuracy --shared {place} --out docs/accuracy.md {folders} {written}")


@task
def curve(c: Context, shared: str = "") -> None:
    """말뭉치의 몫을 바꾸어 가며 재어 docs/learning-curve.md를 쓴다(한 시간 안팎)."""
    _python(c, f"-m pipeline.train.curve --shared {shared or ROOT.parent / 'shared'} --out docs/learning-curve.md")


@task
def docs(c: Context) -> None:
    """라이브러리에서 만드는 문서(docs/requirements.md, negotiation.md, guide-coverage.md)를 다시 쓴다."""
    _python(c, "-m pipeline.cli library docs --out docs/requirements.md")
    _python(c, "-m pipeline.cli library docs --page negotiation --out docs/negotiation.md")
    _python(c, "-m pipeline.procedure.coverage docs/guide-coverage.md")
