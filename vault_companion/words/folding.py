"""Words that differ only in gender, folded to one, so that swapping genders changes no result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# One line a family: the word that stands for all, then its members. Where one member is a common verb
# (count, master, miss) the family folds to it, so that the verb still reads as itself.
_FAMILIES: Final = """
parent: mother father mum mom mam mummy mommy mama mamma dad daddy papa pa ma da
parents: mothers fathers mums moms dads daddies
parental: maternal paternal
parently: motherly fatherly
parenting: mothering fathering
parented: mothered fathered
parentless: motherless fatherless
parenthood: motherhood fatherhood
grandparent: grandmother grandfather grandma grandpa granny grandad granddad gran nan nana
grandparents: grandmothers grandfathers
stepparent: stepmother stepfather stepmum stepmom stepdad
godparent: godmother godfather
spouse: husband wife hubby
spouses: husbands wives
sibling: brother sister
siblings: brothers sisters
siblinghood: brotherhood sisterhood
siblingly: brotherly sisterly
stepsibling: stepbrother stepsister
child: son daughter boy girl lad lass
children: sons daughters boys girls lads lasses
childish: boyish girlish
childhood: boyhood girlhood
stepchild: stepson stepdaughter
grandchild: grandson granddaughter
grandchildren: grandsons granddaughters
godchild: godson goddaughter
auncle: uncle aunt auntie aunty
auncles: uncles aunts
nibling: nephew niece
niblings: nephews nieces
person: man woman guy bloke gal chap gentleman gentlewoman people
persons: men women guys blokes chaps gentlemen ladies
personly: manly womanly
personhood: manhood womanhood
personkind: mankind womankind
sexed: male female masculine feminine
masculinity: femininity manliness womanliness
sweetheart: boyfriend girlfriend
sweethearts: boyfriends girlfriends
betrothed: fiance fiancee fiancé fiancée
bride: groom bridegroom
widow: widower
widows: widowers
bachelor: spinster
ruler: king queen
rulers: kings queens
royal: prince princess
royals: princes princesses
emperor: empress
lord: lady
duke: duchess
count: countess
baron: baroness
sir: madam
master: mistress
masters: mistresses
heir: heiress
host: hostess
actor: actress
waiter: waitress
steward: stewardess
god: goddess
gods: goddesses
hero: heroine
heroes: heroines
heroic: heroical
priest: priestess
abbot: abbess
monk: nun
wizard: witch warlock
wizards: witches
sorcerer: sorceress
enchanter: enchantress
hunter: huntress
seducer: seductress
tempter: temptress
murderer: murderess
poet: poetess
matriarch: patriarch
matriarchy: patriarchy
tailor: seamstress
"""
_NOT_MEN: Final = frozenset(
    {"human", "inhuman", "superhuman", "german", "roman", "shaman", "talisman", "ottoman", "caiman"}
)
_NOT_PLURAL_MEN: Final = frozenset(
    {"omen", "abdomen", "specimen", "regimen", "stamen", "acumen", "semen", "yemen", "amen"}
)


def _table() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for line in _FAMILIES.strip().splitlines():
        head, members = line.split(":")
        table.update(dict.fromkeys(members.split(), head))
    return table


_FOLDED: Final = _table()


def fold_gender(word: str) -> str:
    """The word that stands for `word` and its counterparts of another gender; `word` itself if it has none.

    Expects lower case. Compounds fold by their last part: policewoman and policeman are one.
    """
    folded = _FOLDED.get(word)
    if folded is not None:
        return folded
    if len(word) > 5:
        last = word[-1]
        if last == "s":
            plural = _FOLDED.get(word[:-1])
            return word if plural is None else plural + "s"
        if last == "n" and word[-3] == "m":
            if word.endswith("woman"):
                return word[:-5] + "person"
            if word.endswith("women"):
                return word[:-5] + "persons"
            if word.endswith("man") and word not in _NOT_MEN:
                return word[:-3] + "person"
            if word.endswith("men") and word not in _NOT_PLURAL_MEN:
                return word[:-3] + "persons"
    return word
