"""Reads what pip-audit wrote (`audited.py FILE`). Ends with 1 where a package has a known weakness.

Where the index gives no data, pip-audit passes over the package and says that nothing is known: that is no
all-clear, and is said so.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(file: Path) -> int:
    try:
        packages = json.loads(file.read_text("utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError):
        packages = []
    looked_at = [one for one in packages if "skip_reason" not in one]
    weak = [one for one in looked_at if one.get("vulns")]
    for one in weak:
        names = ", ".join(found["id"] for found in one["vulns"])
        print(f"WEAK {one['name']} {one['version']}: {names}")
    if len(looked_at) < len(packages) or not packages:
        print(f"!!! NOT AUDITED: {len(packages) - len(looked_at)} of {len(packages) or 'all'} packages.")
        print("!!! The data about known weaknesses cannot be had from here. Run this where it can be.")
    else:
        print(f"{len(looked_at)} packages audited, {len(weak)} with known weaknesses")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
