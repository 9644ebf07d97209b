"""`import_feed`: a product feed into a new version of a store.

Products stream through in batches: read and validated, or taken over from the previous version where their rows did not change;
their pictures brought; their texts embedded where new; written. Nothing that serving sees changes until the version is whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import orjson

from assistant.embedding import Embedder, Encoder
from assistant.import_report import ImportReport, Refusal, Tally
from assistant.import_settings import code_fingerprint, currency_of, file_hashes, settings_text, settings_toml
from assistant.picture_import import PictureImport, picture_references
from assistant.picture_looking import Looker, carry_over, look_at_all, wanted
from assistant.previous_version import Known, Origin, PreviousVersion
from assistant.record_log import DIGEST, text_digest
from assistant.sides import Sides, read_sides
from assistant.staging import Staging
from data.errors import FeedError
from data.feeds import Feed, LeftOut, RawGroup, Refused, open_feed
from data.lexicon import Lexicon
from data.lexicon_entries import lexicon_entries
from data.pictures import NONE, PictureSource
from data.product import Product
from data.product_text import embedding_text, searchable_text
from data.store_writer import StoreWriter, importing
from data.values import synonyms_of

__all__ = ["Encoder", "ImportOptions", "ImportReport", "Looker", "Refusal", "import_feed"]

DIMENSIONS = 384
BATCH = 256
"""Products that are held at once."""

LOOK_AGAIN = bytes(DIGEST)
"""The digest of a product that the next import reads anew whatever its rows: pictures failed, rows of it were refused, or its
price depends on the day.
"""

Progress = Callable[[str, int, "int | None"], None]
"""Called with what is being done, how much of it is done, and how much there is (None: not known)."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What `shopwindow import` takes; see the contract.

    `images` is a folder for relative paths, `PREFIX=DIR` for URLs that begin so, or "none". `to` is the store.
    """

    source: Path
    to: Path
    format: str = "auto"
    mapping: Path | None = None
    images: str | None = None
    currency: str | None = None
    reviews: Path | None = None
    related: Path | None = None
    orders: Path | None = None
    policies: Path | None = None
    size_charts: Path | None = None
    promotions: Path | None = None
    variant_ids: Path | None = None
    config: Path | None = None
    allow_private: bool = False

    def files(self) -> dict[str, Path]:
        """The files and folders given, by the names of their options."""
        sides = ("reviews", "related", "orders", "policies", "size_charts", "promotions", "variant_ids")
        names = ("source", "mapping", *sides, "config")
        return {name: path for name in names if isinstance(path := getattr(self, name), Path)}


def import_feed(
    options: ImportOptions, encoder: Encoder, progress: Progress | None = None, *, looker: Looker | None = None
) -> ImportReport:
    """Builds a new version of the store `options.to` and puts it in service; with a `looker`, its pictures are looked at.

    Raises `FeedError` or `ConfigError` for a file that cannot be used as what it was given as, `StoreError` where the store
    cannot be written; the store is then as before. A bad row is refused in the report and stops nothing.
    """
    started = time.monotonic()
    settings = settings_text(options)
    currency = currency_of(options.currency, settings)
    feed = open_feed(options.source, format=options.format, mapping=options.mapping, currency=currency)
    sides = read_sides(options, currency=feed.currency)
    source = PictureSource(options.images, base=options.source.parent, allow_private=options.allow_private)
    toml = settings_toml(settings, feed.currency)
    with importing(options.to), Staging(options.to, fingerprint=encoder.fingerprint, dimensions=DIMENSIONS) as staging:
        previous = PreviousVersion.open(options.to, fingerprint=encoder.fingerprint)
        writer = StoreWriter(options.to, dimensions=DIMENSIONS)
        try:
            with closing(PictureImport(writer.media, source, staging, previous)) as brought:
                work = _Import(feed, sides, writer, brought, Embedder(encoder, staging, previous), previous, options)
                work.write_all(progress or _silent)
                if looker is not None:
                    work.look(looker, staging, progress or _silent)
                else:
                    work.keep_what_was_seen()
                (progress or _silent)("Indexing", 0, None)
                report = work.finish(toml, encoder.fingerprint, started)
        except BaseException:
            writer.abandon()
            raise
        staging.clear()
    return report


@dataclass(slots=True)
class _Taken:
    """A product on its way in. `before` is what it was, `encoded` its record if it is taken over as it is."""

    product: Product
    group: RawGroup
    digest: bytes
    before: Known | None
    encoded: memoryview | None = None
    pictures: tuple[tuple[str, str], ...] = ()


class _Import:
    """One import under way."""

    def __init__(
        self,
        feed: Feed,
        sides: Sides,
        writer: StoreWriter,
        brought: PictureImport,
        embedder: Embedder,
        previous: PreviousVersion | None,
        options: ImportOptions,
    ) -> None:
        self._feed, self._sides, self._writer, self._pictures = feed, sides, writer, brought
        self._embedder, self._previous, self._options = embedder, previous, options
        self._tally = Tally()
        self._seen: set[str] = set()
        self._ordered = sides.ordered_skus
        self._skus: dict[str, str] = {}
        self._identified: set[str] = set()
        self._first_pictures: dict[str, list[int]] = {}
        self._other_pictures: dict[str, list[int]] = {}
        self._fingerprints: dict[str, str] = {}
        decides = [code_fingerprint(), feed.currency, options.images, feed.format]
        mapping = options.mapping.read_bytes() if options.mapping else b""
        self._settings = blake2b(orjson.dumps(decides) + mapping, digest_size=DIGEST).digest()

    def write_all(self, progress: Progress) -> None:
        """Every product of the feed, in batches. Raises `FeedError` where none could be taken."""
        taken = self._taken()
        while batch := list(islice(taken, BATCH)):
            self._write(batch)
            progress("Products", len(self._writer.ids), None)
        if not self._writer.ids:
            first = "".join(f"; line {r.line}: {r.reason}" for r in self._tally.refused[:3])
            left = "".join(f"; {count} {reason}" for reason, count in self._tally.left_out.items())
            raise FeedError(f"{self._options.source}: no product could be taken from it{first}{left}")

    def look(self, looker: Looker, staging: Staging, progress: Progress) -> None:
        """Looks at the pictures that are not known yet."""
        pictures = wanted(self._first_pictures, self._other_pictures)
        looked, trouble = look_at_all(
            pictures,
            looker,
            self._writer,
            staging,
            self._previous,
            lambda done: progress("Looking at pictures", done, len(pictures)),
        )
        self._tally.pictures_looked_at = looked
        for one in trouble:
            self._tally.warn(f"picture {one}")
        self._fingerprints["image"] = looker.fingerprint

    def keep_what_was_seen(self) -> None:
        """Takes over what the previous version had seen of the pictures that are still there."""
        if self._previous is None:
            return
        pictures = wanted(self._first_pictures, self._other_pictures)
        if fingerprint := carry_over(pictures, self._writer, self._previous):
            self._fingerprints["image"] = fingerprint

    def finish(self, toml: str, fingerprint: str, started: float) -> ImportReport:
        """Puts the version in service."""
        writer, tally = self._writer, self._tally
        lexicon = Lexicon.build(lexicon_entries(writer.table.slots, synonyms_of))
        tally.embedded, tally.pictures_brought = self._embedder.embedded, self._pictures.brought
        for warning in [*self._sides.warnings, *self._sides.unmatched(self._seen, self._identified)]:
            tally.warn(warning)
        report = ImportReport(
            source=self._options.source.name,
            format=self._feed.format,
            version=writer.version,
            currency=self._feed.currency,
            rows=tally.rows,
            products=len(writer.ids),
            variants=writer.table.variant_count,
            copied=tally.copied,
            embedded=tally.embedded,
            pictures=self._pictures.count,
            pictures_brought=tally.pictures_brought,
            pictures_looked_at=tally.pictures_looked_at,
            values=len(lexicon.entries),
            vanished=self._previous.vanished(self._seen) if self._previous else 0,
            seconds=round(time.monotonic() - started, 2),
            refused=tuple(tally.refused),
            refused_count=tally.refused_count,
            left_out=dict(tally.left_out),
            warnings=tuple(tally.warnings),
            warning_count=tally.warning_count,
        )
        writer.finish(
            lexicon=lexicon,
            extras=self._sides.extras,
            orders=self._sides.orders_with_products(self._skus),
            variant_ids=self._sides.variant_ids,
            pictures=self._pictures.keyed_references(),
            settings_toml=toml,
            currency=self._feed.currency,
            fingerprints={"text": fingerprint, **self._fingerprints},
            sources=file_hashes(self._options.files()),
            settings={"images": self._options.images or "", "format": self._feed.format},
            more_files={"report.json": orjson.dumps(report.to_json(), option=orjson.OPT_INDENT_2)},
        )
        return replace(report, seconds=round(time.monotonic() - started, 2))

    def _taken(self) -> Iterator[_Taken]:
        for group in self._feed.raw_groups():
            if isinstance(group, Refused):
                self._tally.refuse(group.line, group.reason)
                continue
            known = self._previous.known(group.key) if self._previous else None
            taken = self._unchanged(group, known) or self._parsed(group, known)
            if taken is None:
                continue
            if taken.product.id in self._seen:
                self._tally.refuse(group.line, f"the id {taken.product.id!r} was there before; ids must be unique")
                continue
            self._seen.add(taken.product.id)
            yield taken

    def _unchanged(self, group: RawGroup, known: Known | None) -> _Taken | None:
        """The product as it was, where neither its rows nor anything else that decides its record changed."""
        if known is None:
            return None
        digest = self._digest(group, known.product)
        if digest == LOOK_AGAIN or known.origin.rows != digest:
            return None
        if not self._pictures.take_over(known.origin.pictures):
            return None
        self._tally.copied += 1
        self._tally.rows += len(group.rows)
        return _Taken(known.product, group, digest, known, known.encoded, known.origin.pictures)

    def _parsed(self, group: RawGroup, known: Known | None) -> _Taken | None:
        product = self._feed.parse(group)
        if isinstance(product, Refused):
            self._tally.refuse(product.line, product.reason)
            return None
        if isinstance(product, LeftOut):
            self._tally.left_out[product.reason] += 1
            return None
        digest = self._digest(group, product)
        lines_refused = set()
        for refused in self._feed.rows_refused():
            self._tally.refuse(refused.line, refused.reason)
            lines_refused.add(refused.line)
            digest = LOOK_AGAIN
        self._tally.rows += max(1, sum(line not in lines_refused for line in group.lines))
        return _Taken(self._sides.rated(product), group, digest, known)

    def _digest(self, group: RawGroup, product: Product) -> bytes:
        if self._feed.depends_on_day(group):
            return LOOK_AGAIN
        standing = orjson.dumps(self._sides.standing(product))
        return blake2b(group.digest + self._settings + standing, digest_size=DIGEST).digest()

    def _write(self, batch: list[_Taken]) -> None:
        fresh = [taken for taken in batch if taken.encoded is None]
        failed = {} if self._options.images == NONE else self._pictures.bring_all(taken.product for taken in fresh)
        for taken in fresh:
            self._place(taken, failed)
        texts = [embedding_text(taken.product) for taken in fresh]
        embedded = zip(texts, self._embedder.vectors(texts, [taken.before for taken in fresh]), strict=True)
        for taken in batch:
            product, old = taken.product, taken.before
            if taken.encoded is not None and old is not None and self._previous is not None:
                digest, vector, text = old.origin.text, self._previous.vector(old.row), self._previous.text(old.row)
            else:
                own, vector = next(embedded)
                digest, text = text_digest(own), searchable_text(product)
            self._note_skus(product)
            self._note_pictures(product)
            self._writer.add(
                product,
                key=taken.group.key,
                origin=Origin(taken.digest, digest, taken.pictures).encode(),
                vector=vector,
                text=text,
                reviews=self._sides.reviews.get(product.id, ()),
                related=self._sides.related.get(product.id, ()),
                encoded=taken.encoded,
            )

    def _place(self, taken: _Taken, failed: dict[str, str]) -> None:
        for trouble in [failed[r] for r in picture_references(taken.product) if r in failed]:
            self._tally.warn(f"line {taken.group.line}: {taken.product.id}: {trouble}")
            taken.digest = LOOK_AGAIN
        taken.product, taken.pictures = self._pictures.placed(taken.product)

    def _note_skus(self, product: Product) -> None:
        for variant in product.variants:
            if variant.sku in self._ordered:
                self._skus[variant.sku] = product.id
            if variant.sku in self._sides.variant_ids:
                self._identified.add(variant.sku)

    def _note_pictures(self, product: Product) -> None:
        names, row = picture_references(product), len(self._writer.ids)
        for name in names[:1]:
            self._first_pictures.setdefault(name, []).append(row)
        for name in names[1:]:
            self._other_pictures.setdefault(name, []).append(row)


def _silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""
