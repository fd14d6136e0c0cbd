"""Command line of the interpretation: a case as JSON or FHIR in, the assessment as JSON, text, page or FHIR out."""

import argparse
import sys
from pathlib import Path

import msgspec

from altalk.interpretation.assess import assess
from altalk.interpretation.assessment import Assessment, assessment_schema, assessment_to_dict
from altalk.interpretation.case import Case, CaseError, case_from_json, case_schema
from altalk.interpretation.text import as_text
from altalk.knowledge.files import KnowledgeError

_REFUSED = 2


def main(arguments: list[str] | None = None) -> int:
    """Assess one case. Returns 0, or 2 when the input is refused (the reason is on standard error)."""
    options = _parser().parse_args(arguments)
    if options.schema:
        _print_json(case_schema() if options.schema == "case" else assessment_schema())
        return 0
    try:
        case = _case(_read(options.file), options.origin)
        print(_rendered(case, assess(case), options), end="")
    except CaseError as error:
        print(f"altalk: {error}", file=sys.stderr)
        return _REFUSED
    except (OSError, KnowledgeError) as error:
        print(f"altalk: {error}", file=sys.stderr)
        return _REFUSED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="altalk assess", description="Interpret one case, given as JSON or FHIR R4.")
    parser.add_argument("file", nargs="?", default="-", help="file with the case; - or nothing reads standard input")
    parser.add_argument(
        "--from", dest="origin", choices=("auto", "case", "fhir"), default="auto", help="form of the input"
    )
    parser.add_argument("--format", choices=("json", "text", "html", "fhir"), default="json", help="form of the output")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="language of the text")
    parser.add_argument("--schema", choices=("case", "assessment"), help="print this JSON Schema instead")
    return parser


def _read(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def _case(text: bytes, origin: str) -> Case:
    """The case; without being told, a document with a `resourceType` is taken for FHIR."""
    if origin == "fhir" or (origin == "auto" and b'"resourceType"' in text):
        from altalk.interpretation.fhir import case_from_fhir_json  # loaded when it is asked for

        return case_from_fhir_json(text)
    return case_from_json(text)


def _rendered(case: Case, assessment: Assessment, options: argparse.Namespace) -> str:
    if options.format == "text":
        return as_text(assessment, options.language, case.region)
    if options.format == "html":
        from altalk.interpretation.page import as_page  # loaded when it is asked for

        return as_page(case, assessment, options.language)
    if options.format == "fhir":
        from altalk.interpretation.fhir import assessment_to_fhir  # loaded when it is asked for

        return _json(assessment_to_fhir(case, assessment, options.language))
    return _json(assessment_to_dict(assessment))


def _print_json(document: dict[str, object]) -> None:
    print(_json(document), end="")


def _json(document: dict[str, object]) -> str:
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


if __name__ == "__main__":
    sys.exit(main())
