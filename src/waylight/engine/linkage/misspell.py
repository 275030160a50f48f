"""How values are damaged on their way from the street to a report: misread, half remembered, mistyped."""

import random

CONFUSED = {
    one: "".join(other for other in group if other != one)
    for group in ("0OD", "1I", "VY", "MN", "B8", "S5", "EF", "PR", "GC")
    for one in group
}


def misspelt(word: str, dice: random.Random) -> str:
    """One letter left out, doubled, swapped with its neighbour or replaced."""
    if len(word) < 3:
        return word
    at = dice.randrange(1, len(word) - 1)
    way = dice.randrange(4)
    if way == 0:
        return word[:at] + word[at + 1 :]
    if way == 1:
        return word[:at] + word[at] + word[at:]
    if way == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + dice.choice("aeiounrst") + word[at + 1 :]


def misheard_mark(mark: str, dice: random.Random) -> str:
    """Three in a hundred characters read as another that looks like it; two in a hundred marks swapped."""
    read = "".join(dice.choice(CONFUSED[c]) if c in CONFUSED and dice.random() < 0.03 else c for c in mark)
    if dice.random() < 0.02:
        at = dice.randrange(len(read) - 1)
        read = read[:at] + read[at + 1] + read[at] + read[at + 2 :]
    return read


def partial_mark(mark: str, dice: random.Random) -> str:
    """The part that people remember: the first four, the last three, the first two, or some in the middle."""
    way = dice.randrange(5)
    if way < 2:
        return mark[:4] + "*"
    if way == 2:
        return "*" + mark[4:]
    if way == 3:
        return mark[:2] + "*"
    known = set(dice.sample(range(len(mark)), dice.randint(4, 6)))
    return "".join(char if at in known else "?" for at, char in enumerate(mark))


def partial_phone(number: str, dice: random.Random) -> str:
    """The end or, seldom, the start; or all with one digit wrong."""
    way = dice.randrange(6)
    if way < 2:
        return "*" + number[-3:]
    if way == 2:
        return "*" + number[-4:]
    if way == 3:
        return "*" + number[-6:]
    if way == 4:
        return number[:8] + "*"
    at = dice.randrange(len(number) - 3, len(number))
    return number[:at] + str((int(number[at]) + dice.randint(1, 9)) % 10) + number[at + 1 :]
