"""The language server, the only package that knows the protocol. `zflint check` imports nothing of it."""
