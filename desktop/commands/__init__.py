"""The commands of the window, one module a subject; each registers its commands for the menus."""

import pkgutil
from importlib import import_module

from desktop.shell.command import Command, registered_commands


def load_commands() -> tuple[Command, ...]:
    """Import the modules of all commands, and return the commands in the order of the menus."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return registered_commands()
