"""The mirror: per plan and year what was promised beside what was reported, actie by actie."""
