"""Django's admin is for users and roles, and for reading the log. It shows no content: the
administrator's role gives no right to anybody's text."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from veiligheid.core.models import Gebruiker, Logregel

admin.site.unregister(Group)
admin.site.site_header = "Beheer van het veiligheidsportaal"
admin.site.site_title = "Beheer"


@admin.register(Gebruiker)
class GebruikerAdmin(UserAdmin):  # type: ignore[type-arg]
    list_display = ("username", "first_name", "last_name", "is_active")
    list_filter = ("is_active", "groups")


@admin.register(Logregel)
class LogregelAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("op", "wie", "verb", "soort", "label")
    list_filter = ("verb", "soort")
    search_fields = ("wie", "label")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Logregel | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Logregel | None = None) -> bool:
        return False
