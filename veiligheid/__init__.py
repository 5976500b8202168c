"""The portal's frame: settings, URLs and the rooms every app stands on."""
