"""The user's articles are kept byte for byte."""

import hashlib
import re
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"


def test_each_article_has_the_bytes_that_its_readme_tells() -> None:
    readme = (SEEDS / "README.md").read_text("utf-8")
    told = {name: digest for digest, name in re.findall(r"^([0-9a-f]{64})  (\S+)$", readme, re.M)}
    kept = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")
    }

    assert len(kept) == 5
    assert kept == told
