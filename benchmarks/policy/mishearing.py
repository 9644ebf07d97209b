"""What the understanding stage hears wrongly, counted on labelled lines: the error channel of the shopper simulator, as JSON.

    python -m benchmarks.policy.mishearing [--to dialogue_policy/simulation/mishearing.json] FILE...

By role of the slot: of the constraints that were said, how many were lost and how many heard as another; of all lines, how many
had one of that role made up; of all messages, how many were rejected or taken for something else altogether.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from data.common_lexicon import common_lexicon
from dialogue_policy.roles import ROLES, role_of
from nlu.encoder import SentenceEncoder
from nlu.evaluation import SLOTS, Result, heard_of, slot_right
from nlu.understand import Understander
from nlu.understanding import OUT_OF_SCOPE

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "tests" / "nlu" / name for name in ("held_out.jsonl", "development.jsonl")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    parser.add_argument("--to", type=Path, default=ROOT / "dialogue_policy" / "simulation" / "mishearing.json")
    options = parser.parse_args()
    understander = Understander(common_lexicon(), SentenceEncoder.open())
    results = [result for path in options.files for result in heard_of(path, understander)]
    told = counted(results)
    options.to.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1))


def counted(results: list[Result]) -> dict[str, object]:
    """Rates by role, and of whole messages."""
    said, lost, wrong, made_up = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    labelled = [r for r in results if r.line.constraints is not None]
    for result in labelled:
        wanted = result.line.constraints or {}
        for slot in wanted:
            role = role_of(slot)
            said[role] += 1
            if slot not in result.heard.constraints:
                lost[role] += 1
            elif not slot_right(result, slot):
                wrong[role] += 1
        for slot in {*result.heard.constraints} & {*SLOTS} - {*wanted}:
            made_up[role_of(slot)] += 1
    inside = [r for r in results if OUT_OF_SCOPE not in r.line.intents]
    rejected = sum(r.heard.says(OUT_OF_SCOPE) for r in inside)
    other = sum(not r.heard.says(OUT_OF_SCOPE) and not r.heard.says(*r.line.intents) for r in inside)
    every = Counter(said)
    return {
        "lines": len(results),
        "roles": {
            role: {
                "said": said[role],
                "lost": rate(lost[role], said[role], sum(lost.values()), every.total()),
                "wrong": rate(wrong[role], said[role], sum(wrong.values()), every.total()),
                "made_up": round(made_up[role] / max(1, len(labelled)), 4),
            }
            for role in ROLES
        },
        "rejected": round(rejected / len(inside), 4),
        "taken_for_another": round(other / len(inside), 4),
    }


def rate(n: int, of: int, all_n: int, all_of: int, *, weight: int = 30) -> float:
    """A share; drawn to the share over all roles as if `weight` cases of those had been seen beside it."""
    return round((n + weight * all_n / max(1, all_of)) / (of + weight), 4)


if __name__ == "__main__":
    main()
