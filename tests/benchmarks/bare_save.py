"""What a save is measured against: a bare Django view with one UPDATE and one INSERT, behind the
same middleware, for the same log-in, of the same text."""

import json
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from themas.models import Blok
from veiligheid.core.models import Revisie


@csrf_exempt
@login_required
def bare(request: HttpRequest, blok: int) -> HttpResponse:
    tekst = request.POST["blok-0-tekst"]
    with transaction.atomic():
        Blok.objects.filter(pk=blok).update(tekst=tekst)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {Revisie._meta.db_table} (soort, record, versie, basis, uuid, "
                "uitkomst, op, wie, inhoud) VALUES (%s, %s, NULL, 1, %s, 'conflict', "
                "CURRENT_TIMESTAMP, '', %s)",
                ["maat", blok, uuid4().hex, json.dumps({"tekst": tekst})],
            )
    return JsonResponse({"uitkomst": "opgeslagen"})


urlpatterns = [path("maat/<int:blok>/", bare), path("", include("veiligheid.urls"))]
