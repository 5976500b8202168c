"""The PDF of a public plan: made beside the requests, kept, and made again after a change."""
