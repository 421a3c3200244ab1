"""The commands of ``kg``, one module each: NAME, HELP, arguments(parser), run(args) → exit code.

Whatever takes long to import is imported when a command runs: ``kg --help`` must be quick.
"""
