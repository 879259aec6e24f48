#!/usr/bin/env python3
"""Makes han_forms.txt, the table of Chinese characters that only one way of writing has.

    han_forms.py OPENCC UNIHAN > han_forms.txt

OPENCC is the folder data/dictionary of OpenCC (Apache-2.0), UNIHAN the file Unihan_OtherMappings.txt of the Unicode
Character Database (Unicode License v3). What may stand in texts of both kinds is left out:

- what GB 2312 or the Table of General Standard Chinese Characters (kTGH) holds is used in simplified text,
- what Big5 holds is used in traditional text, and so is what OpenCC gives as a form of Taiwan or Hong Kong,
- what OpenCC maps to itself among others is used in both.
"""

import sys
from pathlib import Path

# GB 2312 holds it for old texts; a page that has it was not converted.
ALSO_TRADITIONAL = "後"
# The second level of Big5 holds them as rare variants; a page that has them was not converted.
ALSO_SIMPLIFIED = "与优体复宁岭广异怀惊扰机构气洁离网触赶圣"
PER_LINE = 24


def dictionary(folder, name):
    rows = {}
    for line in (Path(folder) / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and "\t" in line:
            character, forms = line.split("\t")[:2]
            rows[character] = forms.split(" ")
    return rows


def is_in(encoding, character):
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def main(folder, unihan):
    lines = Path(unihan).read_text(encoding="utf-8").splitlines()
    general = {
        chr(int(line.split("\t")[0][2:], 16))
        for line in lines
        if line.startswith("U+") and "\tkTGH\t" in line
    }
    to_simplified = dictionary(folder, "TSCharacters")
    to_traditional = dictionary(folder, "STCharacters")
    regional = {
        form
        for name in ("TWVariants", "HKVariants")
        for forms in dictionary(folder, name).values()
        for form in forms
    }

    def in_simplified(character):
        return is_in("gb2312", character) or character in general

    def in_traditional(character):
        return is_in("big5", character) or character in regional

    def old_form(forms):
        usual = [form for form in forms if is_in("big5", form)]
        converted = [form for form in usual if form in to_simplified]
        return (converted or usual or forms)[0]

    sections = {"traditional": [], "simplified": [], "japanese": [], "shared": []}
    for character, forms in sorted(to_simplified.items()):
        is_other = character not in forms and in_traditional(character)
        usual = [form for form in forms if in_simplified(form)]
        if usual and is_other and (not in_simplified(character) or character in ALSO_TRADITIONAL):
            sections["traditional"].append(character + usual[0])
    for character, forms in sorted(to_traditional.items()):
        is_other = character not in forms and in_simplified(character)
        if character in ALSO_SIMPLIFIED:
            forms = [form for form in forms if form != character]
            sections["simplified"].append(character + "".join(forms))
        elif is_other and not in_traditional(character):
            sections["simplified"].append(character + "".join(forms))
    for character, forms in sorted(dictionary(folder, "JPShinjitaiCharacters").items()):
        forms = [form for form in forms if form != character]
        if not forms or in_simplified(character) or in_traditional(character):
            continue
        old = old_form(forms)
        new = to_simplified.get(old, [old])[0]
        if in_simplified(new):
            sections["japanese"].append(character + new + old)

    # JIS X 0208, whose characters EUC-JP writes in two bytes.
    sections["shared"] = [
        entry[0]
        for entry in sections["simplified"]
        if is_in("euc_jp", entry[0]) and len(entry[0].encode("euc_jp")) == 2
    ]

    print("# Characters that only one way of writing has, and what the others write for them.")
    print("# Made by han_forms.py from OpenCC (Apache-2.0) and the Unihan database (Unicode License v3).")
    for name, entries in sections.items():
        print(f"= {name}")
        for start in range(0, len(entries), PER_LINE):
            print(" ".join(entries[start : start + PER_LINE]))


if __name__ == "__main__":
    main(*sys.argv[1:])
