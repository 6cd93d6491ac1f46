"""room.py - a disk that is really full: database, log of the database, the
server's own log, the audit's anchor and nginx's logs on one small tmpfs, in a
mount namespace of this run's own.  Somebody fills it to the last byte, and
later makes room again; nobody restarts anything.
"""
import os
import shutil
import subprocess
import sys
import tempfile

from city import Broken, Nginx
from crash import Run

SIZE = '24m'


def possible():
    """Not every system lets people mount in a namespace of their own."""
    return subprocess.run(['unshare', '-rm', 'true'],
                          stderr=subprocess.DEVNULL).returncode == 0


class Inside(Run):
    kind = 'room'
    refused = 0

    def __init__(self, build, cycles, seed, data):
        super().__init__(build, cycles, seed)
        shutil.rmtree(self.data)
        self.data = data

    def set_up(self, server):
        self.nginx = Nginx(self.data)
        self.nginx.start()

    def door(self):
        return self.nginx.port

    def fill(self):
        with open(self.data + '/fill', 'ab', buffering=0) as f:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while f.write(bytes(size)) == size:
                        pass
                except OSError:
                    pass

    def cycle(self):
        """What the database has taken of the disk before, it may still use:
        more is written until there is no more."""
        self.fill()
        notes = []
        for _ in range(60):
            threads, new, _ = self.crowd(3)
            self.join(threads)
            notes += new
            if any(not n.told for n in new):
                break
        else:
            raise Broken('the disk is full and everything is kept')
        page = self.client.get(self.case + '/notes')
        if page.status not in (200, 500, 503):
            raise Broken('the list answers %d' % page.status)
        os.unlink(self.data + '/fill')
        self.refused += sum(not n.told for n in notes)
        self.look_up(notes)
        self.send_again(notes)

    def close(self):
        self.nginx.kill()
        self.server.end(9)


class Room:
    """The same, in the namespace: its last line is what it counted."""
    kind = 'room'
    good = bad = 0
    told = refused = 0

    def __init__(self, build, cycles, seed):
        self.data = tempfile.mkdtemp(prefix='tomobune-')
        self.command = ['unshare', '-rm', sys.executable,
                        os.path.abspath(__file__), build, str(cycles),
                        str(seed), self.data]

    def go(self):
        said = subprocess.run(self.command, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT).stdout.splitlines()
        try:
            self.good, self.bad, self.told, self.refused = [
                int(n) for n in said[-1].split()]
        except (ValueError, IndexError):
            self.bad = 1
        if self.bad:
            print('\n'.join(said[-20:]))
        os.rmdir(self.data)
        return self

    def count(self):
        return {'told': self.told, 'refused': self.refused}


def main():
    build, cycles, seed, data = sys.argv[1:]
    subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=' + SIZE, 'none',
                    data], check=True)
    r = Inside(build, int(cycles), int(seed), data).go()
    print(r.good, r.bad, r.told, r.refused)


if __name__ == '__main__':
    main()
