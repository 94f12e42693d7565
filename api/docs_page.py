"""`/api/docs`: the OpenAPI document as one page, which loads nothing from elsewhere."""

from pathlib import Path
from typing import Any

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse

from dixit.api.problems import KINDS

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
)


def page(request: Request) -> HTMLResponse:
    """Every address, its parameters, its records and the problems that it tells."""
    described = request.app.openapi()
    html = _TEMPLATES.get_template("docs_page.jinja").render(
        api=described,
        operations=[
            {"path": path, "method": method.upper(), **operation}
            for path, methods in described["paths"].items()
            for method, operation in methods.items()
        ],
        schemas=described["components"]["schemas"],
        kinds=KINDS,
        type_of=type_of,
        root=request.scope.get("root_path", ""),
    )
    return HTMLResponse(html)


def type_of(schema: dict[str, Any]) -> str:
    """A schema in few words: "string or null", "list of HitRecord"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(type_of(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f'"{value}"' for value in schema["enum"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    return str(schema.get("type", "any value"))
