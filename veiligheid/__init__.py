"""The portal's frame: settings, URLs and the rooms every app stands on."""

__version__ = "0.2.0"
