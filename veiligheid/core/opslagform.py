"""What every form that saves a text carries along: see `core.saving`."""

from django import forms


class OpslagForm(forms.Form):
    """With every save the version it was begun on and an identity of its own."""

    basis = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    uuid = forms.UUIDField(widget=forms.HiddenInput)
