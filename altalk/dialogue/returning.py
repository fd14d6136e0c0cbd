"""A person who comes back: who they are and their earlier results stay, how they felt then does not."""

import msgspec

from altalk.interpretation.case import Answer, Case


def returned(case: Case) -> Case:
    """The case for a new talk with the same person; earlier results become previous ones, for the trend."""
    labs = tuple(msgspec.structs.replace(lab, previous=True) for lab in case.labs if lab.value is not None)
    lasting: dict[str, Answer] = {name: answer for name, answer in case.conditions.items() if answer == "yes"}
    return Case(
        sex=case.sex,
        age=case.age,
        region=case.region,
        weight_kg=case.weight_kg,
        height_cm=case.height_cm,
        labs=labs,
        conditions=lasting,
    )
