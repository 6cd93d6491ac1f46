"""disk.py - a disk that fails under the running server (disk_vfs.h), and is
well again.

    eio     reads, writes, syncs or truncations of the database or its log
            end with an I/O error;
    enospc  writes end with a full disk, half written or not at all; the
            server's own log stands on a full device in every second life.

While the disk fails, an answer is either the right one or says clearly that
it is not; afterwards, without a restart, everything not told is sent again
and stands there exactly once.  Now and then the server is also killed in the
middle of it.
"""
import mmap
import signal
import struct
import time

from city import Broken
from client import Gone
from crash import Run

DATABASE, LOG = 1, 2
WRITE, SYNC, TRUNCATE, READ = 1, 2, 4, 8
# Of sqlite3.h.
FULL, IOERR = 13, 10
IOERR_OF = {READ: IOERR | 1 << 8, WRITE: IOERR | 3 << 8,
            SYNC: IOERR | 4 << 8, TRUNCATE: IOERR | 6 << 8}


class Order:
    """struct disk_order, as the server has it mapped."""
    FORM = '=8q'

    def __init__(self, path):
        size = struct.calcsize(self.FORM)
        with open(path, 'wb') as f:
            f.write(bytes(size))
        with open(path, 'r+b') as f:
            self.map = mmap.mmap(f.fileno(), size)

    def fail(self, code, files, calls, wait, times, torn):
        """`code` last: it is what the server looks at first."""
        struct.pack_into('=6q', self.map, 8, files, calls, wait, times, torn,
                         0)
        struct.pack_into('=q', self.map, 0, code)

    def well(self):
        struct.pack_into('=q', self.map, 0, 0)
        return struct.unpack_from('=q', self.map, 48)[0]

    def temporary(self):
        return struct.unpack_from('=q', self.map, 56)[0]


class Disk(Run):
    hits = refused = lives = temporary = 0
    # (file, call) of the faults of this kind.
    WAYS = ()

    def set_up(self, server):
        self.order = Order(self.data + '/order')
        server.env = {'TOMOBUNE_VFS_DISK': self.data + '/order'}

    def code(self, call):
        raise NotImplementedError

    # -- one cycle

    def write(self, most):
        """Each of the crowd goes on after a refusal, as people do."""
        threads, notes, _ = self.crowd(most)
        self.join(threads)
        return notes

    def writer(self, mine, enough, most):
        for _ in range(most):
            super().writer(mine, enough, 1)

    def fail(self, file, call):
        """The checkpoint that writes to the database runs when the server
        has been idle for 200 ms."""
        times = self.dice.choice([1, 1, 2, 5, 1 << 40])
        wait = self.dice.choice([0, 1, 2, 3, 5, 8, 13, 21])
        if file == DATABASE and call != READ:
            wait //= 4
        if call in (SYNC, TRUNCATE):
            wait //= 4
        self.order.fail(self.code(call), file, call, wait, times,
                        self.dice.randint(0, 1))
        notes = self.write(self.dice.randint(1, 4))
        self.look()
        if file == DATABASE:
            time.sleep(0.3)
        return notes

    def look(self):
        """A page is the right one, or says that there is none."""
        try:
            page = self.client.get(self.case + '/notes')
        except Gone as e:
            raise Broken('the server hung up: %s' % e) from e
        if page.status not in (200, 500, 503):
            raise Broken('the list answers %d' % page.status)
        told = [n for n in self.ledger.notes if n.location]
        if page.status == 200 and told and told[-1].word not in page.body:
            raise Broken('an error became an empty list')

    def cycle(self):
        if not self.server.alive():
            self.new_life()
        hits, notes = 0, []
        while not hits:
            notes += self.fail(*self.dice.choice(self.WAYS))
            killed = self.dice.random() < 0.1
            if killed:
                self.server.end(signal.SIGKILL)
            hits = self.order.well()
            if killed:
                self.new_life()
        self.hits += hits
        self.refused += sum(not n.location for n in notes)
        self.look_up(notes)
        self.send_again(notes)

    def new_life(self):
        self.lives += 1
        self.server.start()

    # -- at the end

    def finish(self):
        self.temporary = self.order.temporary()
        super().finish()

    def judge(self):
        """Everything SQLite writes besides would have to be looked at too."""
        if self.temporary:
            print('%s: SQLite opened %d temporary files' %
                  (self.kind, self.temporary))
            self.bad += 1
        if self.good and not self.refused:
            print('%s: nothing was ever refused: proves nothing' % self.kind)
            self.bad += 1

    def count(self):
        return {**super().count(), 'calls failed': self.hits}


class Eio(Disk):
    kind = 'eio'
    WAYS = [(LOG, WRITE), (LOG, SYNC), (LOG, READ), (DATABASE, WRITE),
            (DATABASE, SYNC), (DATABASE, READ), (LOG | DATABASE, TRUNCATE),
            (LOG, WRITE), (LOG, SYNC)]

    def code(self, call):
        return IOERR_OF[call]


class Enospc(Disk):
    kind = 'enospc'
    WAYS = [(LOG, WRITE), (LOG, WRITE), (LOG, SYNC), (DATABASE, WRITE),
            (LOG | DATABASE, WRITE)]

    def code(self, call):
        return FULL

    def new_life(self):
        """The journal's disk may be full too: /dev/full is one."""
        self.server.log = ('/dev/full' if self.lives % 2 == 0 else
                           self.data + '/server.log')
        super().new_life()
