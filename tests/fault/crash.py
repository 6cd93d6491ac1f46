"""crash.py - what ends: the server, nginx, the power.

    kill    the server ends by kill -9 at a random moment;
    stack   the server, nginx in front of it, or both do;
    full    the power is cut under the server's files too: of what was not
            synced any mixture of sectors is lost (power_vfs.h);
    normal  the same with synchronous=NORMAL, which must be caught losing
            notes: otherwise this harness proves nothing;
    pg      as kill, on PostgreSQL.

Each life of the server but the first begins with what the last one left, is
looked through for it, and is the next one to be killed.
"""
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from city import (SEED, Broken, Lite, Nginx, Postgres, Server, open_case,
                  sign_in)
from client import Client, Gone
from ledger import WORD, Ledger, Refused

WRITERS = 4


class Run:
    """One kind of fault, again and again on one data folder."""

    kind = None
    good = bad = 0
    told = untold = kept = lost = 0

    def __init__(self, build, cycles, seed):
        shm = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
        self.build = build
        self.cycles = cycles
        self.dice = random.Random('%s %d' % (self.kind, seed))
        self.data = tempfile.mkdtemp(prefix='tomobune-', dir=shm)
        self.lock = threading.Lock()

    # -- what a kind may do in another way

    def database(self):
        return Lite(self.data)

    def set_up(self, server):
        """Before the server of the cycles starts for the first time."""

    def door(self):
        return self.server.socket

    def more(self):
        return self.good + self.bad < self.cycles

    def judge(self):
        """Says and counts what shows that the run proved nothing."""

    def count(self):
        return {'told': self.told, 'of them lost': self.lost,
                'untold': self.untold, 'of them kept': self.kept}

    # -- from the first to the last

    def prepare(self):
        self.db = self.database()
        self.server = Server(self.build, self.data, self.db)
        self.server.run('migrate')
        self.db.script(SEED)
        self.set_up(self.server)
        self.server.start()
        self.client = Client(self.door(), 60)
        sign_in(self.client)
        self.case = open_case(self.client)
        self.ledger = Ledger(self.db)

    def finish(self):
        """The whole ledger, against pages' source and the audit's chain."""
        if self.server.end(signal.SIGTERM):
            raise Broken('the server did not end well')
        self.ledger.check_all()
        self.check_more()
        self.server.env = {}
        self.server.run('verify-audit')

    def check_more(self):
        self.ledger.check_keys()
        self.ledger.check_list()
        self.ledger.check_audit()

    def go(self):
        try:
            self.prepare()
            while self.more() and self.bad < 3:
                self.go_once()
            if not self.bad:
                self.finish()
        except (Broken, Gone, Refused, OSError,
                subprocess.SubprocessError) as e:
            print('%s: %r' % (self.kind, e), flush=True)
            self.bad += 1
        finally:
            self.close()
        self.judge()
        return self

    def go_once(self):
        try:
            self.cycle()
            self.good += 1
        except (Broken, Refused) as e:
            print('%s, cycle %d: %s' % (self.kind, self.good + self.bad, e),
                  flush=True)
            self.bad += 1

    def close(self):
        self.server.end(signal.SIGKILL)
        self.db.drop()
        shutil.rmtree(self.data)

    # -- writing

    def writer(self, mine, enough, most):
        client = Client(self.door(), 60)
        client.jar = dict(self.client.jar)
        client.csrf = self.client.csrf
        try:
            for _ in range(most):
                with self.lock:
                    note = self.ledger.note()
                    mine.append(note)
                note.send(client, self.case)
                enough.release()
        except (Gone, Refused):
            pass
        except Broken as e:
            self.trouble = e
        enough.release()

    def crowd(self, most):
        """Clients that write until they are cut off, or `most` notes each:
        (threads, their notes, one release a note told and one an end)."""
        mine, enough = [], threading.Semaphore(0)
        self.trouble = None
        threads = [threading.Thread(target=self.writer,
                                    args=(mine, enough, most))
                   for _ in range(WRITERS)]
        for t in threads:
            t.start()
        return threads, mine, enough

    def join(self, threads):
        for t in threads:
            t.join()
        if self.trouble:
            raise self.trouble

    # -- looking

    def pages(self):
        """How often each word stands in the newest rows of the list."""
        page = self.client.get(self.case + '/notes')
        if page.status != 200:
            raise Broken('the list answers %d' % page.status)
        rows = re.findall(r'<tr data-row.*?</tr>', page.body, re.S)
        words = [w for r in rows for w in set(WORD.findall(r))]
        return {w: words.count(w) for w in words}

    def searched(self, word):
        page = self.client.post('/search', q=word)
        return page.status == 200 and word in re.sub(
            r'<(input|title)[^>]*>', '', page.body)

    def lose(self, note):
        self.lost += 1
        raise Broken('%s was told and is lost' % note.word)

    def look_up(self, notes):
        """What a crash left: told, and kept without being told."""
        there = self.ledger.kept_now()
        for n in notes:
            self.told += n.location is not None
            self.untold += n.location is None
            self.kept += n.location is None and n.word in there
            if n.location and n.word not in there:
                self.lose(n)

    def send_again(self, notes):
        """The untold ones, and one that was told; now all stand there."""
        untold = [n for n in notes if not n.location]
        told = [n for n in notes if n.location]
        for n in untold + told[:1]:
            n.send(self.client, self.case)
        self.ledger.settled()
        seen = self.pages()
        for n in notes[-40:]:
            if seen.get(n.word, 0) != 1:
                raise Broken('%s: %d times in the list' %
                             (n.word, seen.get(n.word, 0)))
        if notes and not self.searched(self.dice.choice(notes).word):
            raise Broken('a note is not found by its words')


class Kill(Run):
    kind = 'kill'

    def end_all(self):
        self.server.end(signal.SIGKILL)

    def begin_again(self):
        self.server.start()

    def write_until_killed(self):
        threads, notes, enough = self.crowd(20)
        for _ in range(self.dice.randint(1, 12)):
            if not enough.acquire(timeout=60):
                raise Broken('the server answers no more')
        time.sleep(self.dice.random() * 0.004)
        self.end_all()
        self.join(threads)
        return notes

    def cycle(self):
        if not self.server.alive():
            self.server.start()
        notes = self.write_until_killed()
        self.begin_again()
        self.look_up(notes)
        self.send_again(notes)


class KillPostgres(Kill):
    kind = 'pg'

    def database(self):
        return Postgres(os.environ['TOMOBUNE_TEST_PG'])


class KillStack(Kill):
    kind = 'stack'

    def set_up(self, server):
        self.nginx = Nginx(self.data)
        self.nginx.start()

    def door(self):
        return self.nginx.port

    def end_all(self):
        who = self.dice.choice(['server', 'nginx', 'both', 'both'])
        ends = [('server', lambda: self.server.end(signal.SIGKILL)),
                ('nginx', self.nginx.kill)]
        self.dice.shuffle(ends)
        for name, end in ends:
            if who in (name, 'both'):
                end()
                time.sleep(self.dice.random() * 0.002)
        # Somebody left alone in front goes on until the other is back.

    def begin_again(self):
        if not self.server.alive():
            self.server.start()
        if not self.nginx.process:
            self.nginx.start()

    def write_until_killed(self):
        try:
            return super().write_until_killed()
        finally:
            self.begin_again()

    def close(self):
        self.nginx.kill()
        super().close()


class PowerFull(Kill):
    kind = 'full'
    cut = 0

    def set_up(self, server):
        server.env = {'TOMOBUNE_VFS_POWER': self.kind}

    def end_all(self):
        self.server.end(signal.SIGKILL)
        said = subprocess.run(
            [self.build + '/src/db/power_cut', self.db.file,
             str(self.dice.getrandbits(60))],
            check=True, text=True, stdout=subprocess.PIPE).stdout
        self.cut += int(re.search(r'(\d+) lost', said)[1])

    def judge(self):
        if not self.cut:
            print('%s: no sector was ever unsynced: proves nothing' %
                  self.kind)
            self.bad += 1

    def count(self):
        return {**super().count(), 'sectors cut': self.cut}


class PowerNormal(PowerFull):
    kind = 'normal'
    spoiled = 0

    def lose(self, note):
        self.lost += 1
        note.location = note.told = None

    def sync(self):
        """Copies the log, with its syncs: what follows is what may be lost,
        never the session."""
        self.server.end(signal.SIGTERM)
        self.server.start()

    def prepare(self):
        super().prepare()
        self.sync()

    def cycle(self):
        before = self.lost
        super().cycle()
        self.spoiled += self.lost > before
        self.sync()

    def more(self):
        """Has to be caught only a few times."""
        return super().more() and self.spoiled < 3

    def finish(self):
        """What was lost has no place in an order."""
        self.server.end(signal.SIGTERM)
        self.ledger.check_all()

    def judge(self):
        super().judge()
        if not self.lost:
            print('normal: no loss was caught, so full proves nothing')
            self.bad += 1
