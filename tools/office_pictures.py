"""Pictures of what the licensing office prints, with made-up people, for docs/learn:

python tools/office_pictures.py docs/learn
"""

import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waylight.site.settings")

import django

django.setup()

from waylight.guidance.models import Area  # noqa: E402 - Django is ready from here
from waylight.learning.actions import GivenCode  # noqa: E402
from waylight.learning.models import Learner, Operator, Reminder  # noqa: E402
from waylight.learning.outputs.building import PICTURE_DOTS  # noqa: E402
from waylight.learning.outputs.office_papers import letters, slips  # noqa: E402
from waylight.learning.outputs.pdf import picture_of  # noqa: E402
from waylight.learning.queries import Letter  # noqa: E402

PEOPLE = ("D101", "Mira Stane"), ("D102", "Tom Arrow"), ("P007", "Ida Quell")
PRINTED, DUE = date(2026, 11, 18), date(2027, 2, 16)


def main(folder: Path) -> None:
    area = Area(slug="merrowdale", name="Merrowdale", hub_name="Merrowdale MASH", fictional=True)
    firm = Operator(area=area, name="Thornleigh Cars")
    people = [Learner(area=area, badge=badge, name=name, operator=firm) for badge, name in PEOPLE]
    first = Letter(Reminder(area=area, learner=people[0], due_on=DUE), people[0], "Drivers and operators")
    codes = [GivenCode(each, f"K7MX 4Q{n}P") for n, each in enumerate(people, 2)]
    papers = {"letters": letters(area, [first], on=PRINTED), "slips": slips(area.name, codes)}
    for name, paper in papers.items():
        file = folder / f"{name}.en.pdf"
        file.write_bytes(paper)
        file.with_suffix(".png").write_bytes(picture_of(file, 1, PICTURE_DOTS))
        file.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
