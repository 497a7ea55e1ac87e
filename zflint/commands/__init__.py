"""One file a command, with a function `run(args) -> exit code`; loaded when the command is used."""
