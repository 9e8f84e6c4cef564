"""What the reading of messages weighs: memory, the time of its import, and that it may be read while it warms up."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialogs.understanding import understand
from dialogs.understanding.facts import Lexicon
from dialogs.understanding.warm import warm_up

ROOT = Path(__file__).parents[3]
DATA = Path(__file__).parent / "data"
MOST_MB = 60
LONGEST_IMPORT_MS = 300

#: Everything the reading needs is counted, also what Python's own library brings with it.
WEIGH = """
import sys

def megabytes():
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024

bare = megabytes()
from dialogs.understanding.cli import run_jsonl
for path in sys.argv[1:]:
    for _ in run_jsonl(open(path, encoding="utf-8")):
        pass
print(megabytes() - bare)
"""
IMPORT = """
import time
begun = time.process_time()
import dialogs.understanding
print((time.process_time() - begun) * 1000)
"""


def measured(program: str, *arguments: str) -> float:
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return float(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_reading_all_development_rows_adds_less_than_60_mb_to_a_bare_process() -> None:
    rows = [str(DATA / f"{name}.jsonl") for name in ("dates_dev", "negatives_dev")]
    assert measured(WEIGH, *rows) < MOST_MB


def test_import_takes_less_than_300_ms_of_cpu() -> None:
    assert min(measured(IMPORT) for _ in range(3)) < LONGEST_IMPORT_MS


def test_messages_are_read_rightly_while_another_thread_warms_up() -> None:
    lexicon = Lexicon({"wash": {"en": ["sparkle"]}})
    warming = threading.Thread(target=warm_up, args=(lexicon,))
    zone = ZoneInfo("Asia/Shanghai")
    now = datetime(2026, 11, 23, 9, tzinfo=zone)
    warming.start()
    read = 0
    while warming.is_alive() or not read:
        for text, lang, job in (("a sparkle tomorrow", "en", "wash"), ("明天换机油", "zh", "oil_service")):
            found = understand(text, lang=lang, now=now, zone=zone, lexicon=lexicon)
            assert found.facts is not None and found.facts.jobs == (job,)
            assert found.when is not None and found.when.value() == "2026-11-24"
            read += 1
    warming.join()
