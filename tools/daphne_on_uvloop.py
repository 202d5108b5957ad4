"""daphne on uvloop's event loop: the same command line as `python -m daphne`.

Twisted runs on the event loop that daphne makes, and daphne makes the one that asyncio's policy
says. At the pace of real lessons uvloop's costs about a tenth less (see docs/performance.md).
"""

import asyncio

import uvloop


def main() -> None:
    """Become daphne."""
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    # Only now: importing it makes the loop.
    from daphne.cli import CommandLineInterface

    CommandLineInterface.entrypoint()


if __name__ == "__main__":
    main()
