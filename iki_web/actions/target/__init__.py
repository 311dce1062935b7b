"""Targets as versions: a new one stands beside the old, never over it (DOMAIN section 4)."""

from iki_web.actions.target.tetap import add_target, create_target, update_target
from iki_web.actions.target.usul import (
    approve_target,
    return_target,
    submit_target,
    withdraw_target,
)

__all__ = [
    "add_target",
    "approve_target",
    "create_target",
    "return_target",
    "submit_target",
    "update_target",
    "withdraw_target",
]
