"""All resources of a FHIR document, each with its path; a document speaks of one person."""

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from altalk.interpretation.case import CaseError

T = TypeVar("T")

_PERSONAL = ("Observation", "MedicationStatement", "Condition")
_READ = (*_PERSONAL, "Patient", "DiagnosticReport", "Bundle", "Medication")


class Found(Struct, frozen=True):
    """A resource as JSON has it, where it stands, and the full url under which others point to it."""

    path: str
    resource: dict[str, Any]
    url: str | None = None

    @property
    def kind(self) -> str:
        """The resource type."""
        return str(self.resource["resourceType"])

    def as_type(self, kind: type[T]) -> T:
        """The resource as a typed structure.

        Raises:
            CaseError: a field is of the wrong type; the error has its FHIR path.
        """
        try:
            return msgspec.convert(self.resource, kind)
        except msgspec.ValidationError as error:
            reason, _, place = str(error).partition(" - at `$")
            raise CaseError(f"{self.path}{place.rstrip('`')}", reason[:1].lower() + reason[1:]) from error


def resources_in(document: object) -> tuple[Found, ...]:
    """All resources of a Bundle, a list or a single resource, with those contained in others.

    Raises:
        CaseError: the document is no FHIR, or speaks of more than one person.
    """
    if isinstance(document, dict) and document.get("resourceType") not in _READ:
        raise CaseError(
            _root(document),
            f"resource type {document.get('resourceType')!r} is not read here; allowed are {', '.join(_READ)}",
        )
    if document == []:
        raise CaseError("$", "must hold at least one FHIR resource")
    found = tuple(_walk(document, _root(document), None))
    _check_one_person(found)
    return found


def _root(document: object) -> str:
    return str(document.get("resourceType") or "$") if isinstance(document, dict) else "$"


def _walk(node: object, path: str, url: str | None) -> Iterator[Found]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _walk(item, f"{path}[{index}]", None)
        return
    if not isinstance(node, dict) or not isinstance(node.get("resourceType"), str):
        raise CaseError(path, "must be a FHIR resource: an object with a resourceType")
    if node["resourceType"] == "Bundle":
        yield from _entries(node, path)
        return
    yield Found(path, node, url)
    for index, item in enumerate(_list(node.get("contained"), f"{path}.contained")):
        inner = f"#{item.get('id')}" if isinstance(item, dict) else None
        yield from _walk(item, f"{path}.contained[{index}]", inner)


def _entries(bundle: dict[str, Any], path: str) -> Iterator[Found]:
    for index, entry in enumerate(_list(bundle.get("entry"), f"{path}.entry")):
        place = f"{path}.entry[{index}]"
        if not isinstance(entry, dict):
            raise CaseError(place, "must be an object")
        if "resource" in entry:
            url = entry.get("fullUrl")
            yield from _walk(entry["resource"], f"{place}.resource", url if isinstance(url, str) else None)


def _list(value: object, path: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise CaseError(path, "must be a list")
    return value


def _check_one_person(found: tuple[Found, ...]) -> None:
    """Results of two people in one case would be worse than none."""
    patients = [one for one in found if one.kind == "Patient"]
    if len(patients) > 1:
        raise CaseError(patients[1].path, "is a second person; one document is read for one person")
    subjects: dict[str, Found] = {}
    for one in found:
        subject = _subject(one) if one.kind in _PERSONAL else None
        if subject is not None:
            subjects.setdefault(subject, one)
    if len(subjects) > 1:
        first, second = list(subjects.items())[:2]
        raise CaseError(f"{second[1].path}.subject", f"{second[0]!r} is another person than {first[0]!r}")


def _subject(found: Found) -> str | None:
    """The last two parts of the reference: absolute and relative ones name the same person."""
    subject = found.resource.get("subject")
    reference = subject.get("reference") if isinstance(subject, dict) else None
    if not isinstance(reference, str):
        return None
    return "/".join(reference.split("/_history/")[0].split("/")[-2:])
