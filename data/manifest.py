"""What a version of a store says of itself: which schema and models it was built with, from what, and which files it consists of.

The manifest is written last, so a version without one is half-written; the sizes in it tell a file that was cut short.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from data.errors import StoreError

SCHEMA = 2
"""Version of a store's files. A store of another schema is refused and has to be imported again."""

MANIFEST = "manifest.json"


class Manifest(BaseModel):
    """One version's own description.

    `fingerprints` model part -> fingerprint of the model ("text": the sentence encoder); `vector_parts` the parts of a product's
    vector in order, each (name, dimensions). `sources` are the files it was made of, with a hash each. `files` are the version's
    own files with their sizes in bytes, `media/` left out.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    schema_version: int
    created: str
    currency: str
    product_count: int
    variant_count: int
    fingerprints: dict[str, str]
    vector_parts: tuple[tuple[str, int], ...]
    sources: dict[str, str]
    settings: dict[str, str]
    vector_index: bool
    files: dict[str, int]

    @classmethod
    def read(cls, version: Path, *, remedy: str) -> Manifest:
        """Reads a version's manifest and checks its files. Raises `StoreError` with `remedy` where it cannot be served."""
        path = version / MANIFEST
        try:
            manifest = cls.model_validate_json(path.read_bytes())
        except FileNotFoundError as error:
            raise StoreError(f"{version}: half-written, it has no {MANIFEST}; {remedy}") from error
        except (ValidationError, OSError) as error:
            schema = _schema_of(path)
            if schema not in (None, SCHEMA):
                raise StoreError(_other_schema(version, schema, remedy)) from error
            raise StoreError(f"{path}: cannot be read as a manifest; {remedy}") from error
        if manifest.schema_version != SCHEMA:
            raise StoreError(_other_schema(version, manifest.schema_version, remedy))
        for name, size in manifest.files.items():
            file = version / name
            found = file.stat().st_size if file.is_file() else None
            if found != size:
                state = "missing" if found is None else f"damaged ({found} bytes of {size})"
                raise StoreError(f"{file}: {state}; {remedy}")
        return manifest

    def check_fingerprints(self, wanted: Mapping[str, str], version: Path, *, remedy: str) -> None:
        """Raises `StoreError` where the store was built with other models than those in use."""
        for part, fingerprint in wanted.items():
            built = self.fingerprints.get(part)
            if built != fingerprint:
                raise StoreError(
                    f"{version}: its {part} vectors were made by another model ({built or 'none'}, in use: "
                    f"{fingerprint}); {remedy}"
                )


def _schema_of(path: Path) -> int | None:
    """The schema number of a manifest that otherwise cannot be read."""
    import orjson

    try:
        raw = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    schema = raw.get("schema_version") if isinstance(raw, dict) else None
    return schema if isinstance(schema, int) else None


def _other_schema(version: Path, schema: int | None, remedy: str) -> str:
    return f"{version}: a store of schema {schema}, this version of shopwindow reads schema {SCHEMA}; {remedy}"
