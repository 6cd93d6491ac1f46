#!/usr/bin/env python3
"""coverage.py - which branches the tests beside the code have taken.

    coverage.py BUILD [--list] [--least PERCENT]

BUILD is a build folder made with -Db_coverage=true in which the tests have
run (./dev coverage does both).  Counted is what gcov counts in the .c files of
the four rooms that everything rests on, at -O0: each way out of each
condition, also of `&&`, `||` and `?:`, one by one.  Nothing is left out:
what cannot be reached counts as not taken.  Not counted are the tests
themselves, inline functions of headers, and code made by the compilers in
tools/.

--list prints the lines with a way not taken.  Exit 1: a room is below
--least (90) per cent of its branches.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys

ROOMS = ['vis', 'kernel', 'scgi', 'db']


class Count:
    def __init__(self):
        self.lines = self.lines_run = self.ways = self.ways_taken = 0

    def add(self, lines):
        for line in lines.values():
            self.lines += 1
            self.lines_run += line.run
            self.ways += len(line.ways)
            self.ways_taken += sum(line.ways)

    def row(self, name):
        def part(n, of):
            return '%5d of %5d  %5.1f %%' % (n, of, self.percent(n, of))
        return '%-14s %s   %s' % (name, part(self.lines_run, self.lines),
                                  part(self.ways_taken, self.ways))

    @staticmethod
    def percent(n, of):
        return 100 * n / of if of else 0

    def branches(self):
        return self.percent(self.ways_taken, self.ways)


class Line:
    """Whether it ran, and for each way out of it whether that was taken."""

    def __init__(self):
        self.run = False
        self.ways = []

    def add(self, said):
        self.run |= said['count'] > 0
        ways = [b['count'] > 0 for b in said['branches']]
        if len(ways) != len(self.ways):
            self.ways += ways
        else:
            self.ways = [a or b for a, b in zip(self.ways, ways)]


def read_object(build, notes):
    said = subprocess.run(
        ['gcov', '--json-format', '--branch-probabilities', '--stdout',
         notes], cwd=build, check=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL).stdout
    return [f for part in said.splitlines() if part.strip()
            for f in json.loads(part)['files']]


def read_room(build, room):
    """{file: {number: Line}} of the room's own sources."""
    files = collections.defaultdict(lambda: collections.defaultdict(Line))
    folder = build + '/libtomobune.a.p'
    for name in sorted(os.listdir(folder)):
        if not re.fullmatch(r'src_%s_\w+\.c\.gcno' % room, name):
            continue
        for f in read_object(build, folder + '/' + name):
            found = re.search(r'(?:^|/)src/%s/(\w+\.c)$' % room, f['file'])
            if not found:
                continue
            for line in f['lines']:
                files[found[1]][line['line_number']].add(line)
    return files


def missing(room, name, lines):
    for number, line in sorted(lines.items()):
        if not all(line.ways) or not line.run:
            print('src/%s/%s:%d  %s' % (
                room, name, number,
                '%d of %d ways' % (sum(line.ways), len(line.ways))
                if line.run else 'never run'))


def main():
    p = argparse.ArgumentParser()
    p.add_argument('build')
    p.add_argument('--list', action='store_true')
    p.add_argument('--least', type=float, default=90)
    o = p.parse_args()
    build, low = os.path.abspath(o.build), False
    print('%-14s %s   %s' % ('', 'lines'.rjust(23), 'branches'.rjust(23)))
    for room in ROOMS:
        whole = Count()
        for name, lines in read_room(build, room).items():
            one = Count()
            one.add(lines)
            whole.add(lines)
            if o.list:
                missing(room, name, lines)
            print(one.row('  ' + name))
        print(whole.row('src/' + room))
        low |= whole.branches() < o.least
    if low:
        print('a room is below %g %% of its branches' % o.least)
    return 1 if low else 0


if __name__ == '__main__':
    sys.exit(main())
