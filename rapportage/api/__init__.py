"""The public data as an API, by the API Design Rules 2.1 of Logius: vormen (what an answer holds) ←
bronnen (from published data to those) ← antwoord (HTTP) ← views, openapi."""
