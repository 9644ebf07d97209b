"""Replies about products: their records, their reviews, their sizes, their stock, what differs, and why they were shown."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.actions.facts import Answer, Money, Quote, answers, count, differences, options, quotes, spoken, text, words
from assistant.actions.records import part_of
from assistant.outcome import Result
from assistant.phrasing.grammar import listed, named, option_words, reviews, slot_words
from assistant.phrasing.lists import join
from assistant.phrasing.voice import Voice
from assistant.phrasing.wishes import wishes
from data.product import Pick
from data.words import singular
from grounding.evidence import Reason
from grounding.showing import visible


def detail(voice: Voice, result: Result) -> str:
    """The facts asked about, one sentence each; the price first where it was asked."""
    parts = []
    if "asks_price" in result.facts:
        parts.append(voice("price_sale" if "list_price" in result.facts else "price", result.facts))
    lead = voice("about", result.facts) if count(result, "named") and not parts else ""
    spotted = text(result, "spotted")
    seen_there = voice(f"spotted_{spotted}", result.facts) if spotted else ""
    return join(lead, *parts, *(told(voice, one) for one in answers(result)), seen_there)


def told(voice: Voice, one: Answer) -> str:
    """One record in a sentence: what it says, or that the shop does not state it."""
    facts: dict[str, object] = {
        "slot": one.slot,
        "values": spoken(one.slot, one.values),
        "said": one.said,
        "sentence": one.sentence,
    }
    if one.kind == "not_stated" and one.said and (part := part_of(one.slot)):
        several = singular(part.split()[-1]) != part.split()[-1]
        return voice("not_stated_part", part=part, verb="are" if several else "is", said=one.said)
    if one.kind == "not_stated":
        return voice("not_stated_value" if one.said else "not_stated", facts)
    if one.kind == "yes":
        return join(voice("yes", facts), voice("yes_quoted", facts) if one.sentence else "")
    if one.kind == "unmentioned":
        return voice("unmentioned", facts)
    if one.kind == "no":
        return voice("no_such", facts)
    if one.kind == "other":
        return voice("other_quoted" if one.sentence else "other", facts)
    if not one.values:
        return voice("yes_quoted", facts)
    if _says_itself(one):
        return join(voice("states_itself", facts), voice("yes_quoted", facts) if one.sentence else "")
    if one.slot == "size" and len(one.values) > 1:
        facts["values"] = f"sizes {listed(one.values)}"
    own = f"states_{one.slot}"
    kind = own if voice.knows(own) else "states_many" if one.slot.endswith("s") else "states"
    return join(voice(kind, facts), voice("yes_quoted", facts) if one.sentence else "")


def _says_itself(one: Answer) -> bool:
    """Whether a value is its slot's name over again: a hood that is "hooded", a sleeve that is "sleeveless"."""
    if len(one.values) != 1:
        return False
    value, slot = one.values[0].casefold(), one.slot.casefold()
    return value.rstrip("de") == slot.rstrip("de") or value == f"{slot}less"


def overview(voice: Voice, result: Result) -> str:
    """A product in a few lines: price, the shop's first words, its main records."""
    head = voice("overview_sale" if "list_price" in result.facts else "overview", result.facts)
    spoken = words(result, "sentences")[:1]
    rows = [f"{slot_words(a.slot).capitalize()}: {listed(a.values)}" for a in answers(result) if a.values]
    return "\n".join([join(head, *(f"“{s}”" for s in spoken)), *rows])


def quoted(voice: Voice, result: Result) -> str:
    first, *further = words(result, "sentences")
    return join(voice("quoted", result.facts, sentence=first), *(f"“{s}”" for s in further))


def seen(voice: Voice, result: Result) -> str:
    """The picture, with what the record says of the part asked about."""
    pictured = bool(count(result, "pictured"))
    if result.kind == "picture":
        return voice("picture" if pictured else "no_picture_of", result.facts)
    if result.kind in ("another_view", "only_view"):
        return voice(result.kind, result.facts)
    spotted = text(result, "spotted")
    if result.kind == "seen":
        spoken = answers(result)
        lead = voice("about", result.facts) if count(result, "named") and spoken else ""
        said = [told(voice, one) for one in spoken] if spoken else [quoted(voice, result)]
        # What the shop states, and this picture does not show, may be on the other side: it is said, and contradicts nothing.
        there = spotted.endswith(("marked", "shown", "unclear")) or (spotted.endswith("absent") and bool(count(result, "stated")))
        shown = voice(f"spotted_{spotted}", result.facts) if there else ""
        look = voice("see_picture") if pictured and not count(result, "named") else ""
        return join(lead, *said, shown or look, _others(voice, result) if shown else "")
    if spotted:
        return join(_spotted(voice, result), _others(voice, result))
    look = "" if count(result, "named") and pictured else voice("see_picture" if pictured else "no_picture")
    unstated = [told(voice, one) for one in answers(result, "unstated")]
    return join(*(unstated or [voice("not_described", result.facts)]), look)


def _others(voice: Voice, result: Result) -> str:
    """What the picture says of what else was asked for."""
    parts = {kind: words(result, kind) for kind in ("also_shown", "also_absent", "also_unclear")}
    return join(*(voice(kind, parts=found) for kind, found in parts.items() if found))


def _spotted(voice: Voice, result: Result) -> str:
    """What the picture says, and that the shop does not say it, where that is so."""
    lead = voice("about", result.facts) if count(result, "named") else ""
    unstated = [told(voice, one) for one in answers(result, "unstated")]
    silent = "" if count(result, "stated") or unstated else voice("unrecorded")
    return join(lead, *unstated, voice(f"spotted_{text(result, 'spotted')}", result.facts), silent)


def unstated(voice: Voice, result: Result) -> str:
    """That the shop does not say it; what the picture shows, if it does."""
    return _spotted(voice, result) if text(result, "spotted") else voice("detail_not_stated", result.facts)


def each_told(voice: Voice, result: Result) -> str:
    """A line for each product, with what was asked for all: "Recess Sneaker: $42.00"."""
    rows = differences(result)
    lines = []
    for at, title in enumerate(words(result, "titles")):
        told_values = [voice.book.format_field(v, "") if (v := row.values[at]) else voice("cell_unstated") for row in rows]
        named_values = (
            told_values
            if len(rows) == 1
            else [f"{slot_words(row.slot)} {value}" for row, value in zip(rows, told_values, strict=True)]
        )
        lines.append(f"{title}: {'; '.join(named_values)}")
    return "\n".join(lines)


def which_have(voice: Voice, result: Result) -> str:
    """Which of several have what was asked about, and how that is known of each: the record, the shop's words, the picture."""
    has, seen_on, unseen, unknown = (words(result, kind) for kind in ("has", "seen", "unseen", "unknown"))
    quoted_of = list(zip(words(result, "speakers"), words(result, "spoken"), strict=True))
    n, shown = count(result, "count"), count(result, "shown")
    lead = voice("which_count", n=n, shown=shown) if n >= 0 and len(unknown) < shown else ""
    if len(unknown) == shown:
        return join(voice("which_none", result.facts, n=shown), voice("which_none_seen") if count(result, "looked") else "")

    def of(kind: str, titles: tuple[str, ...]) -> str:
        return voice(kind, result.facts, titles=titles) if titles else ""

    if count(result, "lacking"):
        return _which_lack(voice, result)
    others = voice("which_other", title=unknown[0]) if len(unknown) == 1 else voice("which_others", n=len(unknown))
    return join(
        lead,
        of("which_lists", has),
        *(voice("which_writes", title=title, sentence=said) for title, said in quoted_of),
        of("which_writes_more", words(result, "says")),
        of("which_seen_too" if has or quoted_of else "which_seen", seen_on),
        _marked_on(voice, result),
        of("which_not", words(result, "not")),
        of("which_unseen_one" if len(unseen) == 1 else "which_unseen", unseen),
        others if unknown else "",
    )


def _which_lack(voice: Voice, result: Result) -> str:
    """Which of several have it not: those of which that is known, then those of which nothing tells; or that all have it."""
    without, unseen, unknown = (words(result, kind) for kind in ("not", "unseen", "unknown"))
    denying = count(result, "denying")  # those whose words say that there is none come first
    speakers, spoken_of = words(result, "speakers"), words(result, "spoken")
    holding = (*words(result, "has"), *speakers[denying:], *words(result, "says"), *words(result, "seen"))
    if not (without or unseen or unknown or denying):
        return join(voice("which_all", result.facts, n=count(result, "shown")), _marked_on(voice, result))
    return join(
        *(
            voice("which_writes", title=title, sentence=one)
            for title, one in list(zip(speakers, spoken_of, strict=True))[:denying]
        ),
        voice("which_not", titles=without) if without else "",
        voice("which_unseen_one" if len(unseen) == 1 else "which_unseen", titles=unseen) if unseen else "",
        voice("which_silent", titles=unknown) if unknown else "",
        voice("which_have_it", result.facts, titles=holding) if holding else "",
    )


def _marked_on(voice: Voice, result: Result) -> str:
    return voice("which_marked", title=text(result, "marked")) if text(result, "marked") else ""


def reviewed(voice: Voice, result: Result) -> str:
    """How it is rated, and what people wrote."""
    facts = {**result.facts, "count_reviews": reviews(count(result, "count"))}
    if result.kind in ("no_reviews", "rated_only"):
        return voice(result.kind, facts)
    head = voice("rated" if "rating" in result.facts else "reviewed", facts)
    if result.kind == "reviews_on":
        n = count(result, "mentions")
        on = voice("on_aspect", facts, mentions_of=reviews(n).capitalize(), mention="mentions" if n == 1 else "mention")
        return "\n".join([join(head, on), *(voice("quote", _voiced(voice, q)) for q in quotes(result))])
    unsaid = voice("unsaid", facts) if "unsaid" in facts else ""
    praise = [voice("praise", _voiced(voice, q)) for q in quotes(result, "praise")]
    blame = [voice("criticism" if praise else "quote", _voiced(voice, q)) for q in quotes(result, "criticism")]
    return "\n".join([join(head, unsaid), *praise, *blame])


def sized(voice: Voice, result: Result) -> str:
    """The chart's word if there is a chart, then what reviews and the description say of the fit."""
    parts = [voice(result.kind, result.facts)]
    if result.kind == "no_size_guide" and count(result, "measured"):
        parts.append(voice("measures_unused"))
    parts += [voice("fit_quoted", sentence=s) for s in words(result, "sentences")]
    for way in ("small", "large", "true"):
        n = count(result, way)
        if n:
            parts.append(voice(f"fit_{way}", reviews=reviews(n), say="says" if n == 1 else "say"))
    said = [voice("quote", _voiced(voice, q)) for q in quotes(result)]
    if not said and not words(result, "sentences"):
        parts.append(voice("no_fit_reviews"))
    return "\n".join([join(*parts), *said])


def stocked(voice: Voice, result: Result) -> str:
    """Whether it can be had; what is nearest if not."""
    title, near = text(result, "title"), option_words(options(result, "nearest"))
    facts = {**result.facts, "near": near, "named_options": option_words(options(result))}
    facts["named"] = named(title, options(result))
    if result.kind == "sizes_in_stock":
        color = text(result, "color")
        facts["named"] = f"{title} in {color}" if color else title
        facts["sizes"] = f"{'sizes' if len(words(result, 'sizes')) > 1 else 'size'} {listed(words(result, 'sizes'))}"
    after = []
    if count(result, "left"):
        after.append(voice("few_left", result.facts))
    if count(result, "asks_when") and result.kind != "in_stock":
        after.append(voice("no_back_date"))
    if count(result, "asks_where"):
        after.append(voice("no_place"))
    if result.kind == "not_made" and text(result, "slot") == "size":
        facts["said"] = f"size {text(result, 'said')}"
    return join(voice(result.kind, facts), *after)


def compared(voice: Voice, result: Result) -> str:
    """A line for each fact that differs, the products in the order of the heading."""
    titles = words(result, "titles")
    rows = _respect(voice, result)
    if answers := text(result, "answers"):
        rows.append(join(voice(answers, result.facts), voice("measured_unstated") if count(result, "unstated") else ""))
    rows += [voice("compared"), " | ".join(titles)]
    for one in differences(result):
        told_values = (
            voice.book.format_field(v, "") if isinstance(v, Money) else v or voice("cell_unstated") for v in one.values
        )
        rows.append(f"{slot_words(one.slot).capitalize()}: {' | '.join(told_values)}")
    if answers:
        return "\n".join(rows).strip()
    after = []
    if text(result, "cheapest") and text(result, "cheapest") == text(result, "best_rated"):
        after.append(voice("cheapest_and_best", result.facts))
    else:
        after += [voice(kind, result.facts) for kind in ("cheapest", "best_rated") if kind in result.facts]
    return "\n".join([*rows, join(*after)]).strip()


def _respect(voice: Voice, result: Result) -> list[str]:
    """In the respect asked about ("warmer"): what the shop says of each, or that it says nothing."""
    if "asked" not in result.facts:
        return []
    said = list(zip(words(result, "speakers"), words(result, "spoken"), strict=True))
    if not said:
        return [voice("no_respect", result.facts)]
    return [voice("in_that_respect", result.facts, speaker=speaker, sentence=spoken) for speaker, spoken in said]


def explained(voice: Voice, result: Result) -> str:
    """Every wish beside the record that meets it, for each product, from the evidence."""
    found = {pick.product.id: voice.evidence.get(pick.product.id, ()) for pick in result.picks}
    around = text(result, "centre_kind")
    lead = [voice(f"explained_{around}", result.facts)] if around else []
    if not any(found.values()):
        return "".join(lead) or voice("unwished")
    if len(result.picks) == 1:
        pick = result.picks[0]
        rows = [reason(voice, pick, r) for r in found[pick.product.id]]
        return "\n".join([*lead, voice("explained_one", title=pick.product.title), *rows])
    head = voice("explained", wish=wishes(voice.state) or "what you asked for")
    rows = [f"{p.product.title}: {_in_short(voice, p, found[p.product.id])}" for p in result.picks]
    return "\n".join([*lead, head, *rows])


def first_explained(voice: Voice, result: Result) -> str:
    """In a sentence, why the first of a list stands there: the records that meet the wishes; "" where none does."""
    pick = result.picks[0]
    held = [r for r in voice.evidence.get(pick.product.id, ()) if r.holds and r.slot != "category"]
    told = list(dict.fromkeys(_evidence(voice, pick, r) for r in held))
    return voice("first_explained", title=pick.product.title, because=listed(told)) if told else ""


def first_shown(voice: Voice, result: Result) -> str:
    """In a sentence, what is marked on the picture of the first of a list; the records where nothing is."""
    pick = result.picks[0]
    marked = visible(voice.evidence.get(pick.product.id, ()))
    return voice("first_shown", title=pick.product.title, part=marked.seen) if marked else first_explained(voice, result)


def reason(voice: Voice, pick: Pick, one: Reason) -> str:
    """One wish and its record: "under $60: yes, $45.00"."""
    if one.holds is None and one.source == "image":
        return voice("reason_seen", phrase=one.phrase, evidence=one.evidence)
    kind = {True: "reason_true", False: "reason_false", None: "reason_none"}[one.holds]
    return voice(kind, phrase=one.phrase, evidence=_evidence(voice, pick, one))


def _in_short(voice: Voice, pick: Pick, reasons: Sequence[Reason]) -> str:
    told_reasons = [_evidence(voice, pick, r) for r in reasons if r.holds]
    told_reasons += [reason(voice, pick, r) for r in reasons if r.holds is False]
    told_reasons += [voice("not_stated_short", slot=r.slot) for r in reasons if r.holds is None]
    return "; ".join(dict.fromkeys(told_reasons))


def _evidence(voice: Voice, pick: Pick, one: Reason) -> str:
    """The record as it is said: an amount of money, what kind of thing it is, a sentence in quotes, else "color Navy"."""
    if one.slot == "price":
        return voice.book.format_field(Money(pick.variant.price, pick.variant.currency), "")
    if one.quoted:
        return f"“{one.evidence}”"
    slot, colon, value = one.evidence.partition(": ")
    if one.slot in ("category", "gender") and colon:
        return value
    return f"{slot_words(slot)} {value}" if colon else one.evidence


def _voiced(voice: Voice, quote: Quote) -> dict[str, object]:
    stars = f"{quote.rating:g}" if quote.rating is not None else ""
    if not stars:
        return {"who": quote.source, "text": quote.text}
    who = voice("reviewer", name=quote.source, stars=stars) if quote.source else voice("reviewer_unnamed", stars=stars)
    return {"who": who, "text": quote.text}
