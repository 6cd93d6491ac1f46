#!/usr/bin/env python3
"""fault.py - what the server said it had kept, it has kept.

    fault.py BUILD [--full] [--seed N] [--jobs N] [KIND[=CYCLES]…]

BUILD is a build folder made with -Dtest_clock=true.  Each KIND of fault is a
run on a data folder of its own, two at a time; without one all of them, in
their short form or the full one.  An acknowledgement is an HTTP answer read whole by this process,
which survives every fault; what was acknowledged is looked up afterwards, in
the pages of the product and in its database (ledger.py).  A note that was not
acknowledged is sent again with its idempotency key, and then stands there
exactly once too.  The seed repeats the moments and the dice, not what the
threads do in between.

One cycle is one case: the last line is `N passed, N failed, N skipped`.
"""
import argparse
import collections
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

import clock
import crash
import disk
import memory
import postgres
import room

# kind: (run, cycles of the short form, cycles of the full one)
KINDS = {
    'pgfault': (postgres.PostgresFaults, 6, 30),
    'kill': (crash.Kill, 30, 2000),
    'full': (crash.PowerFull, 30, 5000),
    'normal': (crash.PowerNormal, 40, 60),
    'eio': (disk.Eio, 25, 400),
    'enospc': (disk.Enospc, 25, 400),
    'room': (room.Room, 3, 40),
    'clock': (clock.ClockJumps, 15, 200),
    'stack': (crash.KillStack, 6, 200),
    'pg': (crash.KillPostgres, 4, 100),
    'memory': (memory.Memory, 20, 0),
}
PIECE = 250	# cycles on one data folder, which grows with each


class Tally:
    """What the pieces of one kind come to."""

    def __init__(self, kind, pieces):
        self.kind = kind
        self.pieces = pieces
        self.good = self.bad = self.seconds = 0
        self.count = collections.Counter()

    def add(self, good, bad, count, seconds):
        self.pieces -= 1
        self.good += good
        self.bad += bad
        self.count.update(count)
        self.seconds += seconds

    def line(self):
        return '%-7s %4d cycles: %s; %.0f s' % (
            self.kind, self.good + self.bad,
            ', '.join('%d %s' % (n, what) for what, n in self.count.items()),
            self.seconds)


def run_piece(build, kind, cycles, seed):
    began = time.monotonic()
    run = KINDS[kind][0](build, cycles, seed).go()
    return run.good, run.bad, run.count(), time.monotonic() - began


def wanted(o):
    for w in o.kinds or KINDS:
        kind, _, n = w.partition('=')
        if kind not in KINDS:
            sys.exit('fault.py: there is no kind %s, only %s' %
                     (kind, ' '.join(KINDS)))
        yield kind, int(n or KINDS[kind][1 + o.full])


def impossible(kind):
    if kind == 'pg' and not os.environ.get('TOMOBUNE_TEST_PG'):
        return 'TOMOBUNE_TEST_PG names no database'
    if kind == 'room' and not room.possible():
        return 'nobody may mount here'
    return None


def pieces(kind, cycles):
    """A place of memory is no cycle: those stay together."""
    if kind == 'memory':
        return [cycles]
    return [min(PIECE, cycles - i) for i in range(0, cycles, PIECE)]


def run_all(o, pool):
    """The tallies of the kinds, each printed when it is whole."""
    tallies, jobs = [], {}
    for kind, cycles in wanted(o):
        why = impossible(kind)
        if why:
            print('not there: %s: %s' % (kind, why))
            o.skipped += 1
            continue
        parts = pieces(kind, cycles)
        tally = Tally(kind, len(parts))
        tallies.append(tally)
        for i, n in enumerate(parts):
            jobs[pool.submit(run_piece, os.path.abspath(o.build), kind, n,
                             o.seed + i)] = tally
    for f in as_completed(jobs):
        jobs[f].add(*f.result())
        if not jobs[f].pieces:
            print(jobs[f].line(), flush=True)
    return tallies


def main():
    p = argparse.ArgumentParser()
    p.add_argument('build')
    p.add_argument('kinds', nargs='*')
    p.add_argument('--full', action='store_true')
    p.add_argument('--seed', type=int, default=20261123)
    p.add_argument('--jobs', type=int, default=2)
    o = p.parse_args()
    o.skipped = 0
    print('seed %d' % o.seed, flush=True)
    with ProcessPoolExecutor(o.jobs) as pool:
        tallies = run_all(o, pool)
    failed = sum(t.bad for t in tallies)
    print('%d passed, %d failed, %d skipped' %
          (sum(t.good for t in tallies), failed, o.skipped))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
