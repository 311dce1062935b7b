"""Faults on purpose: killed processes, cut power, full disks, races, bad input, tampering."""
