"""finclause의 작업: `python3 tasks.py 작업이름` (가상환경을 스스로 만든다) 또는 `invoke 작업이름`."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
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


def _python(c: Context, command: str) -> None:
    c.run(f"{sys.executable} {command}", pty=False, env={"PYTHONPATH": str(ROOT)})


@task
def demo(c: Context) -> None:
    """예제 거래로 계약서 두 부를 작성하고, 예제 제공자 계약서를 검토해 보고서를 만든다."""
    _python(c, "-m pipeline.cli demo --out build/demo")


@task
def test(c: Context, args: str = "") -> None:
    """시험을 모두 돌린다."""
    _python(c, f"-m pytest {args}")


@task
def check(c: Context) -> None:
    """ruff, mypy, import-linter, 라이브러리 점검을 돌린다 (고치지 않는다)."""
    _python(c, "-m ruff check .")
    _python(c, "-m mypy")
    c.run(f"{Path(sys.executable).parent / 'lint-imports'}", pty=False, env={"PYTHONPATH": str(ROOT)})
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
def train(c: Context, lang: str = "ko", extra: str = "") -> None:
    """판독기의 가중치를 다시 학습한다. --extra: 표지를 붙인 계약서 폴더(쉼표로 여럿)."""
    folders = " ".join(f"--extra {folder}" for folder in extra.split(",") if folder)
    _python(c, f"-m pipeline.train --lang {lang} {folders}")


@task
def docs(c: Context) -> None:
    """라이브러리에서 만드는 문서(docs/requirements.md)를 다시 쓴다."""
    _python(c, "-m pipeline.cli library docs --out docs/requirements.md")
