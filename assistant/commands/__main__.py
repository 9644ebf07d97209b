"""`python -m assistant.commands` is `shopwindow`."""

from assistant.commands import main

main()
