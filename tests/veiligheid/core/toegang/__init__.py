"""Who comes in: at the door, on the page where a session was lost, by a link, by the service."""
