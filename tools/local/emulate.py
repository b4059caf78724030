"""Runs the emulator for as long as its starter lives: whatever ends the starter, kill -9 included, closes standard input."""

import os
import signal
import threading

from ministack.app import main


def end_with_starter() -> None:
    os.read(0, 1)
    os.killpg(os.getpgrp(), signal.SIGKILL)


threading.Thread(target=end_with_starter, daemon=True).start()
main()
