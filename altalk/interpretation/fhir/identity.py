"""Ids of what is written: the same content gives the same ids, other content gives others."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

Resource = dict[str, Any]


class Identity(Struct, frozen=True):
    """Gives resources their ids from the content of the whole document and their own name in it."""

    content: str

    def id_of(self, name: str) -> str:
        """The id of the resource with this name."""
        return str(uuid5(NAMESPACE_URL, f"urn:altalk:{self.content}#{name}"))

    def reference(self, name: str) -> dict[str, str]:
        """A reference to the resource with this name, as a Bundle resolves it."""
        return {"reference": f"urn:uuid:{self.id_of(name)}"}

    def bundle(self, resources: dict[str, Resource]) -> Resource:
        """A Bundle of the resources, each under its own id and full url."""
        entries = [
            {"fullUrl": f"urn:uuid:{self.id_of(name)}", "resource": _with_id(resource, self.id_of(name))}
            for name, resource in resources.items()
        ]
        return {"resourceType": "Bundle", "id": self.id_of("bundle"), "type": "collection", "entry": entries}


def _with_id(resource: Resource, name: str) -> Resource:
    return {"resourceType": resource["resourceType"], "id": name, **resource}
