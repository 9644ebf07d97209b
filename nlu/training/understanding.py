"""Fits the understanding model to the examples: intents, marks, roles and parts, over the frozen trunk.

    shopwindow train nlu --to data/models/understanding

A twentieth of the examples, chosen by hash, is kept to set the temperature of the confidences and to measure; the sentence
vector is
not touched, so stores stay valid.
"""

from __future__ import annotations

import hashlib
import json
import logging
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
import torch

from data.errors import ShopwindowError
from data.lexicon import Lexicon
from nlu.encoder import SentenceEncoder
from nlu.message import read
from nlu.model import COMMAND, CONTEXT, HINTS, UnderstandingModel
from nlu.training.batches import IGNORED, Labels, Row, Rows
from nlu.training.branch import Branch, Whole, collated, loss_of
from nlu.training.examples import ROLES, Example
from nlu.training.export import QUANTISATION, export_branch
from nlu.training.tokenizer import original_tokenizer
from nlu.training.trunk import Bert
from nlu.understanding import INTENTS, OUT_OF_SCOPE

log = logging.getLogger(__name__)
Trunk = Callable[[dict[str, torch.Tensor]], torch.Tensor]
"""From a batch's ids and mask to hidden states (B, T, 384)."""

_COMMON = 12
"""Examples that hold a word from which on it is no slip of spelling."""

Scores = list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]
"""For each row: intents (I,), tags (T, 2S+1), roles (T, 5), parts (T, I)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast."""

    epochs: int = 13
    batch: int = 48
    rate: float = 2e-4
    heads: float = 5.0
    """How much faster the new heads learn than the layers that were trained before."""

    warmup: int = 200
    depth: int = 3
    """Layers that go on from the trunk."""

    rivalry: float = 0.0
    """How much the intents of a message are also judged against each other (a softmax beside the sigmoids): what sets of many
    intents, one a message, gain from.
    """

    whole: Whole = "first"
    """What each intent sees of the message as a whole. On our own examples both do alike; on CLINC150 the mean did better."""

    joined: float = 0.25
    queries: int = 2500
    """Labelled queries in each epoch, for the marks alone."""

    seed: int = 7


def kept_back(example: Example) -> bool:
    """Whether an example is one of the twentieth that is only measured on."""
    return hashlib.sha1(example.text.lower().encode()).digest()[1] % 20 == 0


def fit(
    bert: Bert,
    trunk: Trunk,
    rows: Rows,
    labels: Labels,
    examples: Sequence[Example],
    queries: Sequence[Example],
    plan: Plan,
    thawed: Sequence[torch.nn.Parameter] = (),
) -> Branch:
    """A fitted branch, that begins as the last `plan.depth` layers of `bert`. `queries` have marks and no intent.

    `thawed` are weights of the trunk that learn as well, where it is one in torch.
    """
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    branch = Branch(bert, labels, plan.depth, plan.whole)
    layers = [*thawed, *(p for name, p in branch.named_parameters() if name.startswith("layers"))]
    heads = [p for name, p in branch.named_parameters() if not name.startswith("layers")]
    optimizer = torch.optim.AdamW([{"params": layers}, {"params": heads}], lr=plan.rate, weight_decay=0.01)
    total, step, started = 0, 0, time.monotonic()
    for epoch in range(plan.epochs):
        made = rows.epoch(examples, rng, joined=plan.joined)
        made += [rows.row(q, rng) for q in rng.sample(list(queries), min(plan.queries, len(queries)))]
        order = sorted(range(len(made)), key=lambda i: len(made[i].ids) + rng.random() * 4)
        batches = [order[at : at + plan.batch] for at in range(0, len(order), plan.batch)]
        rng.shuffle(batches)
        total = total or len(batches) * plan.epochs
        branch.train()
        losses = 0.0
        for batch in batches:
            slowed = min(1.0, (step + 1) / plan.warmup) * max(0.02, 1 - step / total)
            for group, faster in zip(optimizer.param_groups, (1.0, plan.heads), strict=True):
                group["lr"] = plan.rate * faster * slowed
            given = collated([made[i] for i in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(branch, trunk(given), given, plan.rivalry)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*layers, *heads], 1.0)
            optimizer.step()
            losses += float(loss.detach())
            step += 1
        log.info("epoch %d of %d, loss %.3f, %.0f s", epoch + 1, plan.epochs, losses / len(batches), time.monotonic() - started)
    return branch.eval()


def shared(encoder: SentenceEncoder) -> Trunk:
    """The shipped trunk, as it serves."""

    def trunk(given: dict[str, torch.Tensor]) -> torch.Tensor:
        return torch.from_numpy(encoder.trunk(given["ids"].numpy(), given["mask"].numpy()))

    return trunk


def scores_of(trunk: Trunk, branch: Branch, rows: Sequence[Row]) -> Scores:
    """What the branch says of each row."""
    out: Scores = []
    with torch.inference_mode():
        for at in range(0, len(rows), 64):
            given = collated(rows[at : at + 64])
            said = branch(trunk(given), given["mask"], given["hints"], given["context"])
            for i, row in enumerate(rows[at : at + 64]):
                n = len(row.ids)
                out.append((said[0][i].numpy(), *(s[i, :n].numpy() for s in said[1:])))  # type: ignore[arg-type]
    return out


def named(scores: np.ndarray, labels: Labels) -> frozenset[str]:
    """The intents of logits, as serving takes them, but for what the conversation's state settles."""
    inside = [i for i, name in enumerate(labels.intents) if name != OUT_OF_SCOPE]
    said = [i for i in inside if scores[i] > 0] or [max(inside, key=lambda i: scores[i])]
    if OUT_OF_SCOPE in labels.intents:
        rejected = scores[labels.intents.index(OUT_OF_SCOPE)]
        if rejected > max(scores[i] for i in said):
            return frozenset([OUT_OF_SCOPE])
    return frozenset(labels.intents[i] for i in said)


def temperature_of(scores: np.ndarray, truth: np.ndarray) -> float:
    """What logits (n, labels) are divided by for the best likelihood of `truth` (n, labels)."""

    def loss(temperature: float) -> float:
        z = scores / temperature
        return float((np.logaddexp(0, z) - truth * z).sum(1).mean())

    return min(np.geomspace(0.5, 4, 60), key=loss)  # type: ignore[arg-type]


def measured(examples: Sequence[Example], rows: Sequence[Row], scores: Scores, labels: Labels) -> dict[str, float]:
    """Exact sets of intents, F1 of marks (slot and both ends), and the share of right roles within true marks."""
    right = sum(named(s[0], labels) == frozenset(e.intents) for e, s in zip(examples, scores, strict=True))
    names = labels.tags
    hits = said = there = roles = of = 0
    for row, (_, tags, role, _) in zip(rows, scores, strict=True):
        learned = [t != IGNORED for t in row.tags]
        true = marked([names[t] if y else "O" for t, y in zip(row.tags, learned, strict=True)])
        guess = marked([names[t] if y else "O" for t, y in zip(tags.argmax(1), learned, strict=True)])
        hits, said, there = hits + len(true & guess), said + len(guess), there + len(true)
        for ours, theirs in zip(role.argmax(1), row.roles, strict=True):
            if theirs != IGNORED:
                roles, of = roles + int(ours == theirs), of + 1
    return {
        "intents_exact": round(right / max(1, len(examples)), 4),
        "marks_f1": round(2 * hits / max(1, said + there), 4),
        "roles_right": round(roles / max(1, of), 4),
    }


def marked(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Stretches of BIO tags with their slot; an I that continues nothing begins one."""
    out, at = set[tuple[int, int, str]](), 0
    while at < len(tags):
        end = at + 1
        if tags[at] != "O":
            while end < len(tags) and tags[end] == f"I-{tags[at][2:]}":
                end += 1
            out.add((at, end, tags[at][2:]))
        at = end
    return out


def train(
    bert: Bert,
    encoder: SentenceEncoder,
    examples: Sequence[Example],
    to: Path,
    *,
    lexicons: Sequence[Lexicon] = (),
    values: dict[str, list[str]] | None = None,
    queries: Sequence[Example] = (),
    plan: Plan | None = None,
    data: str = "data/nlu/*.yml, written for this project",
    command: str = COMMAND,
) -> dict[str, object]:
    """Fits, measures and writes a model with its card into `to`; the card. Raises `ShopwindowError` where there is too little."""
    plan = plan or Plan()
    labels = Labels.of(examples, INTENTS)
    if len(labels.intents) < 2:
        raise ShopwindowError("training wants examples of at least two intents")
    started = time.monotonic()
    tokenizer = encoder.tokenizer.raw
    said = Counter(w for e in examples for w in re.findall(r"[a-z]{3,}", read(e.text).lower))
    english = {w for w in original_tokenizer().get_vocab() if w.isalpha() and len(w) > 2}
    known = sorted(english | {w for w, count in said.items() if count >= _COMMON})
    rows = Rows(tokenizer, labels, lexicons, values or {}, frozenset(known))
    learned, held = [e for e in examples if not kept_back(e)], [e for e in examples if kept_back(e)]
    trunk = shared(encoder)
    branch = fit(bert, trunk, rows, labels, learned, queries, plan)
    held_rows = [rows.row(e) for e in held]
    scores = scores_of(trunk, branch, held_rows)
    truth = np.stack([r.intents for r in held_rows]) if held else np.zeros((0, len(labels.intents)))
    temperature = temperature_of(np.stack([s[0] for s in scores]), truth) if held else 1.0
    export_branch(branch, to / "model.onnx")
    content = json.dumps([[e.text, e.intents, e.action] for e in examples]) + encoder.fingerprint + json.dumps(asdict(plan))
    raw = {
        "fingerprint": hashlib.sha256(content.encode()).hexdigest(),
        "encoder": encoder.fingerprint,
        "intents": labels.intents,
        "tags": labels.tags,
        "roles": ROLES,
        "hints": HINTS,
        "context": CONTEXT,
        "temperature": round(float(temperature), 3),
        "known": known,
    }
    (to / "labels.json").write_text(json.dumps(raw, separators=(",", ":")) + "\n", encoding="utf-8")
    figures: dict[str, object] = dict(measured(held, held_rows, scores, labels))
    figures["intents_exact_int8"] = _int8(to, encoder, held, held_rows, labels)
    card: dict[str, object] = {
        "name": "understanding",
        "what": "intents, marked stretches with their roles, the words each intent has; on the encoder's trunk",
        "data": data,
        "licence": "Apache-2.0",
        "examples": len(examples),
        "queries": len(queries),
        "seed": plan.seed,
        "plan": asdict(plan),
        "command": command,
        "date": date.today().isoformat(),
        "minutes": round((time.monotonic() - started) / 60, 1),
        "encoder": encoder.fingerprint,
        "size_bytes": sum((to / name).stat().st_size for name in ("model.onnx", "labels.json")),
        "quantisation": QUANTISATION,
        "metrics_on_the_twentieth_kept_back": figures,
    }
    (to / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return card


def _int8(to: Path, encoder: SentenceEncoder, held: Sequence[Example], rows: Sequence[Row], labels: Labels) -> float:
    """Exact sets of intents of the exported model, on the same rows."""
    model = UnderstandingModel.open(encoder, to)
    right = 0
    for example, row in zip(held, rows, strict=True):
        right += named(model.logits(row.ids, row.hints, row.context)[0], labels) == frozenset(example.intents)
    return round(right / max(1, len(held)), 4)
