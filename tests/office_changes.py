"""Run by the Python of LibreOffice: accepts or rejects all tracked changes of a file and saves it again.

Arguments: a folder for the profile, then for each file accept | reject | keep, the DOCX, the DOCX to write. See
`redline_office.py`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

_COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def main(profile: str, *jobs: str) -> None:
    """Do it; the office is started and ended here."""
    pipe = f"redline{Path(profile).stat().st_ino}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
         f"--accept=pipe,name={pipe};urp;"]
    )  # fmt: skip
    try:
        context = _connected(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        for action, source, target in zip(jobs[::3], jobs[1::3], jobs[2::3], strict=True):
            document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (_value("Hidden", True),))
            if action in _COMMANDS:
                helper.executeDispatch(document.CurrentController.Frame, _COMMANDS[action], "", 0, ())
            document.storeToURL(Path(target).as_uri(), (_value("FilterName", "MS Word 2007 XML"),))
            document.close(True)
        desktop.terminate()
        office.wait(60)
    finally:
        office.kill()


def _connected(pipe: str) -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.2)
    raise TimeoutError("the office did not start")


def _value(name: str, value: object) -> PropertyValue:
    out = PropertyValue()
    out.Name, out.Value = name, value
    return out


if __name__ == "__main__":
    main(*sys.argv[1:])
