"""An office's first year as its operator meets it, act by act, each following links only."""
