"""The JSON Schema of a published document."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from veiligheid.document import schema


@require_safe
def brief_schema(request: HttpRequest) -> HttpResponse:
    """Of the version that is written today; documents of earlier versions say which they are."""
    return HttpResponse(schema.to_json(), content_type="application/schema+json")
