"""HL7's own JSON Schema of FHIR R4, cut down to the resources used here."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator

FOLDER = Path(__file__).parent


def schema_errors(resource: dict[str, Any]) -> list[str]:
    """What the schema finds wrong with a resource and with those in a Bundle; empty when all is right."""
    found = [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
        for error in _validator(resource["resourceType"]).iter_errors(resource)
    ]
    for entry in resource.get("entry", []):
        found += schema_errors(entry["resource"])
    return found


def document(name: str) -> Any:
    """A document of the folder `documents`."""
    return json.loads((FOLDER / "documents" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / "fhir_r4.schema.json").read_text(encoding="utf-8"))
    return loaded


@cache
def _validator(kind: str) -> Draft6Validator:
    return Draft6Validator({**_schema(), "oneOf": [{"$ref": f"#/definitions/{kind}"}]})
