"""memory.py - runs memory_test.c: memory that ends at the n-th allocation of
a request.  A cycle more is a place more of each request; 0: all of them.
"""
import re
import subprocess


class Memory:
    kind = 'memory'
    good = bad = places = 0

    def __init__(self, build, cycles, seed):
        self.command = [build + '/tests/fault/memory', str(cycles)]

    def go(self):
        said = subprocess.run(self.command, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT).stdout.decode(
                                  errors='replace')
        for line in said.splitlines():
            n = re.search(r': (\d+) of \d+ allocations$', line)
            end = re.match(r'(\d+) passed, (\d+) failed', line)
            if n:
                self.places += int(n[1])
            elif end:
                self.good, self.bad = int(end[1]), int(end[2])
            else:
                print('memory: ' + line[:300])
        if not self.good + self.bad:
            print('memory: it broke off: ' + said[-300:])
            self.bad = 1
        return self

    def count(self):
        return {'allocations failed': self.places}
