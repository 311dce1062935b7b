"""Reads: every public function takes the viewer first and returns only what he may see."""
