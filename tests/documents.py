"""How tests read the documents, and which files there are."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def doc(name: str) -> str:
    return (ROOT / name).read_text()


def documents() -> list[str]:
    return sorted(path for path in tracked() if path.endswith(".md"))


def tracked() -> list[str]:
    """The repository's files, those that are about to be added included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for path in listed.split("\0") if path and (ROOT / path).is_file()]


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next of its rank or a higher one."""
    rank = len(heading.split(maxsplit=1)[0])
    below = rf"(?ms)^{re.escape(heading)}\n(.*?)(?=^#{{1,{rank}}} |\Z)"
    found = re.search(below, text)
    assert found, f"There is no heading {heading!r}."
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of every row of the tables in a text, their headings left out."""
    lines = [line.strip().strip("|") for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    rules = [at for at, row in enumerate(cells) if all(re.fullmatch(r"-+", cell) for cell in row)]
    heads = {at - 1 for at in rules} | set(rules)
    return [row for at, row in enumerate(cells) if at not in heads]


def named(cell: str) -> str:
    """What a cell names in code."""
    return cell.strip("`")
