"""Which studio this is: a digest of everything that decides what it draws and writes."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

_HERE = Path(__file__).parent
_READ = (".py", ".yml", ".csv", ".md", ".toml")


@lru_cache(maxsize=1)
def studio_version() -> str:
    """Changes when the studio's code or texts do; pictures and stores made by another version are made anew."""
    digest = blake2b(digest_size=8)
    for path in sorted(_HERE.rglob("*")):
        if path.suffix in _READ and path.is_file():
            digest.update(path.relative_to(_HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
