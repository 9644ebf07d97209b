"""What titles and descriptions state and what they deny: negation is respected, wherever in the sentence it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.statements import statements
from data.values import broader, split_values, vocabulary
from data.words import word_list

DENIED = """
waterproof: Waterproof: no | Waterproof: No. | Waterproof - no | Waterproof? No | Waterproof (no) | Everything but waterproof.
waterproof: This isn't waterproof. | This is not fully waterproof. | This isn't at all waterproof. | It won't be waterproof.
waterproof: Non-waterproof shell. | non waterproof | No longer waterproof. | Neither waterproof nor breathable.
waterproof: Far from waterproof. | Nearly waterproof | Almost waterproof. | Is it waterproof? No. | Waterproof rating: none
waterproof: Water-resistant but not waterproof. | water-resistant, though never waterproof | Waterproof: N | waterproof or not
waterproof: ✗ Waterproof | Waterproof: ✗ Reversible: ✓ | Waterproof No
hood: Hood: none | Hood: without | without a hood | without the hood | w/o hood | Lacks a hood. | Missing a hood.
hood: Hoodless design. | There is no hood. | Hood not included. | Hood is not included. | Hood sold separately. | Excludes hood.
hood: Excluding the hood. | Skip the hood. | No need for a hood | Hood: 0 | ✓ Waterproof ✗ Hood ✓ Reversible | Hood: no hood
reversible: Reversible = false
machine washable: Machine washable: not recommended | not machine washable | Not suitable for machine wash.
machine washable: Do not machine wash. | Never machine wash. | Avoid machine wash.
machine washable: Should not be machine washed or tumble dried
dishwasher safe: Dishwasher safe: N/A | Dishwasher safe: ✗ | Dishwasher safe: ❌ | Dishwasher safe; no | Dishwasher safe, no
dishwasher safe: Dishwasher safe: unfortunately not | Dishwasher safe: - | Dishwasher safe: x
dishwasher safe: Machine washable - Dishwasher safe: no
wool: Made of 0% wool. | 0% wool | 0 % wool | 0.0% wool | 100% cotton, 0% wool | Wool: 0% | wool 0%, cotton 100%
wool: Made with no wool. | no wool | Made of wool-like acrylic. | Made of wool like fabric | Made of faux wool
wool: Made of soft wool alternative | Wool-free | Zero wool, made of cotton | Zero soft wool. | Contains zero wool fabric
wool: Is it made of wool? No, it is made of cotton. | Contains less than 1% wool | wool is not used
leather: 0% leather, 100% soft. | Made of anything but leather. | free of leather | Made free of soft leather
leather: free from leather | Made free from any leather | Made leather-free. | made leather free
leather: Made with leather-free materials | No wool, no leather, made for vegans. | Contains neither wool nor leather fabric.
leather: Made of faux leather. | Made of faux-leather. | Made of vegan leather | Made of imitation suede.
leather: Made of synthetic suede | Made of leather-look fabric. | Made of leather look fabric. | Made of leather-like fabric
leather: Made of leather-effect polyester | Made of mock leather | Made of simulated leather | Made of man-made leather
leather: Made of eco leather | Made of plant-based leather | Made of cactus leather | Made of mushroom leather
leather: Made of a leather alternative | Made of a leather substitute | Made in imitation of leather | Made of pleather
leather: Rather than leather, made of cork. | Made of cork instead of leather. | Made of cork, not leather.
leather: Made of cork in place of leather | Made of cork in lieu of genuine leather | Made as an alternative to leather
leather: Made to replace real leather | Made sans soft leather | Not made of leather | not made with any genuine leather
leather: Made without using leather. | Made without the use of leather. | Made without any animal products such as leather
leather: Not one bit of leather fabric | Made of non-leather fabric | Made of nonleather fabric
leather: Made with 0 grams of real leather | Made with 0 percent real leather
acrylic: 100% wool, 0% acrylic | wool: 100%, acrylic: 0%
pocket: Comes without hood or pockets. | Comes without a hood, pockets or zipper. | Pockets: 0 | 0 pockets | No pockets
pocket: zero pockets | Pockets: nope | pocketless
zipper: Comes without a hood, pockets or zipper.
silk: Contains no wool, leather or silk fabric. | Made of faux silk.
suede: Made of imitation suede. | Made of artificial suede | Made of suede-effect fabric
silver: Made of faux silver | Made of silver-tone metal
gold: Made of gold-plated brass
wood: Made of wood-effect plastic
marble: Made of marble-effect ceramic
insulated: unlined, un-insulated | Uninsulated.
mesh: Less breathable than mesh
breathable: Neither waterproof nor breathable. | Anything but breathable.
running: Not for running. | Not intended for hiking or running. | Not recommended for running
hiking: Not suitable for hiking | Unsuitable for hiking. | Ill-suited for hiking
"""
"""A value, and sentences that deny it."""

STATED = """
waterproof: Waterproof: yes | Waterproof: yes, windproof: no | Windproof: no, waterproof: yes | Hood: no. Waterproof: yes.
waterproof: Not only waterproof but breathable. | Not just waterproof, it is breathable. | No doubt it is waterproof
waterproof: Waterproof, no hood. | No hood, but waterproof. | Without a hood, yet waterproof.
waterproof: Not reversible; it is waterproof. | Never worry about rain: fully waterproof. | No more wet socks: waterproof.
waterproof: Without sacrificing comfort, this shell is waterproof. | Stain-free waterproof coating
waterproof: Worry-free waterproof coating | PVC-free, waterproof | Free shipping. Waterproof.
waterproof: Waterproof - no leaks in the rain | ✓ Waterproof ✗ Hood ✓ Reversible
wool: 100% wool, 0% acrylic | 0% acrylic, 100% wool | Made of 100% wool, 0% acrylic | 80% cotton, 20% wool
wool: 10% wool, 90% cotton | Made of nothing but wool. | Won't shrink, made of wool | Made of wool, free shipping
wool: made of 100% wool | Contains 0.5% wool fabric | 100.0% wool | 100% wool 0% polyester | 0% polyester 100% wool
breathable: Not only waterproof but breathable. | Waterproof and breathable | Chemical-free, breathable, machine washable
breathable: Less bulk, more breathable | Breathable: no more sweat
cotton: Nothing but pure cotton. | Toxin-free, made of cotton. | Made of soft cotton with no pilling
cotton: No-show socks made of cotton | No-iron shirt made of cotton | 100% cotton, free of dyes
cotton: A dress free of seams, made of cotton | Made of cotton, not wool
wrinkle-free: Wrinkle-free | iron-free
non-slip: non-slip
tagless: Tag-free
sleeveless: sleeveless | without sleeves | no sleeves
faux leather: Made of faux leather | Made of faux-leather | Made of imitation leather | Made of leatherette
faux suede: Made of faux suede | Made of imitation suede
leather: Made of genuine leather
full-grain leather: Made of full-grain leather
machine washable: Machine washable | Machine wash cold, do not tumble dry. | Machine wash cold. Do not bleach.
machine washable: Wash by machine without worry, machine washable | Machine washable, dishwasher safe: no
hand wash: Hand wash only, do not machine wash
dishwasher safe: BPA free, dishwasher safe | free of BPA, dishwasher safe | BPA-free and dishwasher safe
dishwasher safe: Non-toxic, dishwasher safe
hood: Hands-free, hooded | The hood is not removable.
reversible: ✓ Waterproof ✗ Hood ✓ Reversible
padded: Padded Non-Slip Rest
recycled polyester: Made of recycled polyester, no virgin polyester
"""
"""A value, and sentences that state it, whatever they deny beside it."""


def cases(table: str) -> list[tuple[str, str]]:
    lines = [line.split(": ", 1) for line in table.strip().split("\n")]
    return [(value, sentence) for value, sentences in lines for sentence in sentences.split(" | ")]


def stated(title: str, body: str) -> set[str]:
    """Every value that is recorded, with the broader ones."""
    return {name for _, value in statements(title, body) for name in value.names}


@pytest.mark.parametrize(("value", "sentence"), cases(DENIED))
def test_what_a_sentence_denies_is_no_record(value: str, sentence: str) -> None:
    assert value not in stated("Thing", sentence)
    assert value not in stated(sentence, "")


@pytest.mark.parametrize(("value", "sentence"), cases(STATED))
def test_what_a_sentence_states_is_a_record_beside_what_it_denies(value: str, sentence: str) -> None:
    assert value in stated("Thing", sentence)
    assert value in stated(sentence, "")


VAGUE = word_list("sentences")["vague"]
MATERIALS = sorted(name for name in vocabulary("material") if name not in VAGUE["material"] and "fur" not in name)
FEATURES = sorted(name for name in vocabulary("features") if name not in VAGUE["features"] and not name.startswith("non-"))
OF_MATERIAL = (
    *(
        "0% {}",
        "made of 0% {}",
        "100% straw, 0% {}",
        "{}: 0%",
        "made {}-free",
        "made without {}",
        "made with no {}",
        "no {} fabric",
    ),
    *("made of anything but {}", "made free of {}", "made free from {}", "not made of {}", "made of {}-look fabric"),
    *("made of {}-like fabric", "made of a {} alternative", "made of imitation {}", "contains no silk, {} or horn"),
    *("{}: no", "{}: none", "made of non-{} fabric", "isn't made of {}"),
)
OF_FEATURE = (
    *("{}: no", "{} - no.", "{} (no)", "{}? No", "not {}", "it is not {}", "isn't {}", "neither odd nor {}", "anything but {}"),
    *("{}: not available", "non-{}", "almost {}", "never {}", "without {}", "{} not included", "far from {}", "✗ {}", "{}: ✗"),
)


@settings(max_examples=300)
@given(material=st.sampled_from(MATERIALS), template=st.sampled_from(OF_MATERIAL))
def test_a_denied_material_is_never_a_record(material: str, template: str) -> None:
    """It may be one that is an imitation ("imitation leather" is faux leather)."""
    found = stated("Thing", template.format(material))
    assert material not in found - ({"faux leather", "faux suede"} if "imitation" in template else set())
    assert found.isdisjoint(broader("material", material))


@settings(max_examples=300)
@given(feature=st.sampled_from(FEATURES), template=st.sampled_from(OF_FEATURE))
def test_a_denied_feature_is_never_a_record(feature: str, template: str) -> None:
    assert feature not in stated("Thing", template.format(feature))


@settings(max_examples=100)
@given(material=st.sampled_from(MATERIALS), feature=st.sampled_from(FEATURES))
def test_what_is_plainly_said_is_a_record(material: str, feature: str) -> None:
    assert material in stated("Thing", f"Made of {material}.")
    assert feature in stated("Thing", f"{feature}: yes")


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("100% wool, 0% acrylic", ("wool",)),
        ("Wool 100%, Acrylic 0%", ("Wool",)),
        ("0.0% silk / 10% wool / 90% cotton", ("wool", "cotton")),
        ("100% Polyester", ("Polyester",)),
        ("95% Cotton 5% Elastane", ("Cotton", "Elastane")),
        ("cotton 95% elastane 5%", ("cotton", "elastane")),
        ("100% wool 0% acrylic", ("wool",)),
        ("wool 100% acrylic 0%", ("wool",)),
        ("97,5% Cotton, 2,5% Elastane", ("Cotton", "Elastane")),
        ("10,0% silk and 90,0% wool", ("silk", "wool")),
        ("Cotton/Polyester (60/40)", ("Cotton", "Polyester")),
        ("60/40 cotton/polyester", ("cotton", "polyester")),
    ],
)
def test_a_composition_is_what_there_is_something_of(written: str, values: tuple[str, ...]) -> None:
    assert split_values("material", written) == values
