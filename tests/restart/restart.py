#!/usr/bin/env python3
"""restart.py - the program is changed under load, and nobody notices.

    restart.py BUILD [--restarts N] [--only WAY,…] [--db lite,pg] [--seed N]

Readers and writers ask through the server's socket and through the real nginx,
each one request after the other, and two event streams lie open, while the
program's file is replaced and the server restarted N times:

    again   SIGUSR2: the process becomes the new program, socket in hand;
    gone    the same, but there is no program any more: the old one goes on;
    held    the socket is held outside, as conf/tomobune.socket has it: SIGTERM,
            and when the process has ended, the next one;
    early   the same, but the next one is started first and waits for the lock;
    refuse  the same, but the first next one cannot begin (its keys are damaged)
            and says why; the second can;
    killed  the same, but kill -9 comes soon after the SIGTERM.  Here requests
            may fail, but none that was acknowledged may be lost;
    plain   SIGTERM and a start that makes its socket itself.  This must be
            caught failing requests: otherwise the others prove nothing.

A failed request is anything but the whole answer it asks for: refused, reset,
cut off, 5xx.  At the end the notes in the database are those acknowledged,
each once, each with its row of audit.  A restart is one case, and so is what
is counted at the end; the last line is `N passed, N failed, N skipped`.
"""
import argparse
import collections
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                '../fault'))
from city import (SEED, Broken, Lite, Nginx, Postgres, Server,  # noqa: E402
                  open_case, sign_in)
from client import Client, Gone, netstring  # noqa: E402

CROWD = 3		# writers, and readers, at each of the two doors
WAIT_S = 30		# nobody waits longer
BACKLOG = 4096
WAYS = 'again,gone,held,early,refuse,killed,plain'


# ---- the server, and its ways to begin anew ---------------------------------

class Restarted(Server):
    """A server whose socket is made by itself, or held here (`held`)."""
    held = None

    def __init__(self, build, data, db):
        super().__init__(build, data, db)
        self.original = self.program
        self.folder = tempfile.mkdtemp(prefix='tomobune-')
        self.program = self.folder + '/tomobune'
        self.install()
        open(self.log, 'wb').close()

    def install(self):
        """A new file in the place of the program, as an update does."""
        shutil.copy(self.original, self.program + '.new')
        os.rename(self.program + '.new', self.program)

    def runs_the_new(self):
        runs = os.stat('/proc/%d/exe' % self.process.pid)
        return runs.st_ino == os.stat(self.program).st_ino

    def hold(self):
        self.held = socket.socket(socket.AF_UNIX)
        self.held.bind(self.socket)
        self.held.listen(BACKLOG)

    def spawn(self):
        """The process, not waited for."""
        where = [] if self.held else ['--socket', self.socket]
        command = self.command('serve', *where)
        if self.held:
            # The shell's pid is the program's, as in a service manager.
            command = ['sh', '-c', 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@" 3<&0 '
                       '</dev/null', 'sh', *command]
        with open(self.log, 'ab') as log:
            return subprocess.Popen(command, stdin=self.held or
                                    subprocess.DEVNULL, stdout=log, stderr=log)

    def served(self):
        """How often a server has said that it serves."""
        with open(self.log, 'rb') as log:
            return log.read().count(b': serving with')

    def wait_served(self, n, process):
        end = time.monotonic() + WAIT_S
        while self.served() < n:
            if process.poll() is not None or time.monotonic() > end:
                raise Broken('does not start: ' + self.said())
            time.sleep(0.001)

    def start(self):
        n = self.served()
        self.process = self.spawn()
        self.wait_served(n + 1, self.process)

    def finish(self):
        if self.end(signal.SIGTERM):
            raise Broken('the server did not end well: ' + self.said())

    def again(self):
        n = self.served()
        self.process.send_signal(signal.SIGUSR2)
        self.wait_served(n + 1, self.process)

    def gone(self):
        os.rename(self.program, self.program + '.away')
        self.again()
        os.rename(self.program + '.away', self.program)
        if '続けます' not in self.said():
            raise Broken('does not say that it goes on')

    def held_over(self):
        self.finish()
        self.start()

    def early(self):
        n = self.served()
        successor = self.spawn()
        time.sleep(0.03)
        self.finish()
        self.process = successor
        self.wait_served(n + 1, successor)

    def refuse(self):
        self.finish()
        os.rename(self.data + '/keys', self.data + '/keys.good')
        with open(self.data + '/keys', 'wb') as f:
            f.write(b'half')
        code = self.spawn().wait(WAIT_S)
        os.rename(self.data + '/keys.good', self.data + '/keys')
        if code != 1 or '鍵のファイルが読めません' not in self.said():
            raise Broken('ends with %d: %s' % (code, self.said()))
        self.start()

    def killed(self, soon):
        self.process.send_signal(signal.SIGTERM)
        time.sleep(soon)
        self.end(signal.SIGKILL)
        self.start()


# ---- the crowd --------------------------------------------------------------

class Tally:
    """What the crowd met.  `spans`: when each request began and ended."""

    def __init__(self):
        self.lock = threading.Lock()
        self.told = threading.Condition(self.lock)
        self.spans = []
        self.failed = []
        self.reopened = 0

    def answered(self, began):
        with self.lock:
            self.spans.append((began, time.monotonic()))
            self.told.notify_all()

    def fail(self, what):
        with self.lock:
            self.failed.append(what)
            self.told.notify_all()

    def wait_for(self, n):
        """Until n more requests were answered."""
        with self.lock:
            n += len(self.spans)
            if not self.told.wait_for(lambda: len(self.spans) >= n, WAIT_S):
                raise Broken('the crowd is answered no more')


class Crowd:
    def __init__(self, run):
        self.run = run
        self.tally = Tally()
        self.over = threading.Event()
        doors = (run.server.socket, run.nginx.port)
        self.threads = [
            threading.Thread(target=work, args=(door,)) for door in doors
            for work in [self.write] * CROWD + [self.read] * CROWD +
            [self.listen]]

    def start(self):
        for t in self.threads:
            t.start()

    def stop(self):
        self.over.set()
        for t in self.threads:
            t.join()

    def client(self, door):
        c = Client(door, WAIT_S)
        c.jar = dict(self.run.client.jar)
        c.csrf = self.run.client.csrf
        return c

    def until_over(self, ask):
        """Asks one thing after the other; a failure is told, and not the end,
        so that one does not hide the others."""
        while not self.over.is_set():
            began = time.monotonic()
            try:
                ask()
                self.tally.answered(began)
            except (Gone, Broken, OSError) as e:
                self.tally.fail('%s: %s' % (ask.__name__, e))
                time.sleep(0.01)

    def write(self, door):
        client, run = self.client(door), self.run

        def write():
            with self.tally.lock:
                run.sent += 1
                word = 'しるし%06dばん' % run.sent
            a = client.post(run.case + '/notes', idem='restart-' + word[3:9],
                            method='phone', at='いま', about='house',
                            act='save', body=word)
            if a.status != 303 or a.location in run.notes:
                raise Gone('%s: a note is answered %d %s' %
                           (word, a.status, a.location))
            run.notes[a.location] = word
        self.until_over(write)

    def read(self, door):
        client, pages = self.client(door), ['/', '/cases', self.run.case]

        def read():
            uri = pages[len(self.tally.spans) % len(pages)]
            status = client.get(uri).status
            if status != 200:
                raise Gone('%s answers %d' % (uri, status))
        self.until_over(read)

    # -- event streams: each lies open until the server ends it, cleanly

    def listen(self, door):
        cookie = '; '.join(k + '=' + v
                           for k, v in self.run.client.jar.items())

        def listen():
            if isinstance(door, int):
                self.hear(socket.AF_INET, ('127.0.0.1', door),
                          'GET /events HTTP/1.1\r\nHost: localhost\r\n'
                          'Cookie: %s\r\n\r\n' % cookie,
                          b'HTTP/1.1 200 ', b'\r\n0\r\n\r\n')
            else:
                self.hear(socket.AF_UNIX, door, netstring([
                    ('CONTENT_LENGTH', '0'), ('SCGI', '1'),
                    ('REQUEST_METHOD', 'GET'), ('REQUEST_URI', '/events'),
                    ('HTTP_HOST', 'localhost'),
                    ('HTTP_COOKIE', cookie)]).decode(), b'Status: 200 ', b'')
        self.until_over(listen)

    def hear(self, family, where, request, first, last):
        """nginx says by an empty chunk that the end is not a fault, and
        keeps the connection; the server closes it."""
        got, began = b'', time.monotonic()
        with socket.socket(family) as s:
            s.settimeout(WAIT_S)
            s.connect(where)
            s.sendall(request.encode())
            while not last or not got.endswith(last):
                ready = select.select([s], [], [], 0.1)[0]
                if self.over.is_set():
                    return
                if not got and time.monotonic() > began + WAIT_S:
                    raise Gone('a stream does not begin')
                part = s.recv(4096) if ready else None
                if part == b'' and last:
                    raise Gone('a stream is cut off after %r' % got[-80:])
                if part == b'':
                    break
                got += part or b''
        if not got.startswith(first):
            raise Gone('a stream began with %r' % got[:80])
        self.tally.reopened += 1


# ---- a run ------------------------------------------------------------------

class Run:
    def __init__(self, build, way, restarts, seed, db):
        shm = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
        self.way, self.restarts = way, restarts
        self.dice = random.Random(seed)
        self.data = tempfile.mkdtemp(prefix='tomobune-', dir=shm)
        self.db = (Postgres(os.environ['TOMOBUNE_TEST_PG'], 'restart')
                   if db == 'pg' else Lite(self.data))
        self.server = Restarted(build, self.data, self.db)
        self.nginx = Nginx(self.data)
        self.notes = {}         # where each acknowledged one stands: its word
        self.sent = 0
        self.pauses = []

    def prepare(self):
        self.server.run('migrate')
        self.db.script(SEED)
        if self.way in ('held', 'early', 'refuse', 'killed'):
            self.server.hold()
        self.server.start()
        self.nginx.start()
        self.client = Client(self.server.socket)
        sign_in(self.client)
        self.case = open_case(self.client)

    def restart(self):
        server = self.server
        began = time.monotonic()
        if self.way == 'killed':
            server.killed(self.dice.random() * 0.03)
        else:
            {'again': server.again, 'gone': server.gone,
             'held': server.held_over, 'early': server.early,
             'refuse': server.refuse, 'plain': server.held_over}[self.way]()
        self.pauses.append((began, time.monotonic()))
        if self.way != 'gone' and not server.runs_the_new():
            raise Broken('the old program runs')

    def under_load(self, crowd):
        """How many restarts went well."""
        good = 0
        crowd.tally.wait_for(4 * CROWD)
        for _ in range(self.restarts):
            before = len(crowd.tally.failed)
            self.server.install()
            time.sleep(self.dice.random() * 0.05)
            self.restart()
            crowd.tally.wait_for(4 * CROWD)
            good += len(crowd.tally.failed) == before
        return good

    def go(self):
        crowd, good = None, 0
        try:
            self.prepare()
            crowd = Crowd(self)
            crowd.start()
            good = self.under_load(crowd)
        finally:
            if crowd:
                crowd.stop()
        if self.way == 'plain':
            return self.judge_plain(crowd.tally)
        self.server.finish()
        self.count()
        self.server.run('verify-audit')
        self.db.check()
        return self.judge(crowd.tally, good)

    def count(self):
        """What was acknowledged is there, once, and nothing else is; after a
        kill also what was on its way."""
        there = [r[0] for r in self.db.rows(
            'select body from note where intake is null')]
        lost = set(self.notes.values()) - set(there)
        more = len(there) - len(self.notes)
        if lost or len(set(there)) != len(there) or (
                more and self.way != 'killed'):
            raise Broken('%d notes acknowledged, %d of them lost; %d there, '
                         '%d of them once' % (len(self.notes), len(lost),
                                              len(there), len(set(there))))
        rows = self.db.number("select count(*) from audit where action = "
                              "'note.add'")
        first = self.db.number('select count(*) from note '
                               'where intake is not null')
        if rows - first != len(there):
            raise Broken('%d notes, %d rows of audit' %
                         (len(there), rows - first))

    def judge_plain(self, tally):
        """Of the requests each second one may fail, but some must."""
        print('%-6s %3d restarts, %d of %d requests failed, as they must' %
              ('plain', len(self.pauses), len(tally.failed),
               len(tally.failed) + len(tally.spans)))
        return (1, 0) if tally.failed else (0, 1)

    def judge(self, tally, good):
        if self.way == 'killed':
            good = self.restarts
        elif tally.failed:
            for what, n in collections.Counter(tally.failed).most_common(5):
                print('  %d × %s' % (n, what))
        longest = max(b - a for a, b in tally.spans)
        pauses = sorted(b - a for a, b in self.pauses)
        across = sum(any(a < q and b > p for p, q in self.pauses)
                     for a, b in tally.spans)
        print('%-6s %3d restarts, %d requests (%d of them during one), %d '
              'failed; %d notes, each once; %d streams opened anew; longest '
              'wait %.0f ms, restart %.0f ms (median), %.0f ms (longest)' %
              (self.way, len(self.pauses), len(tally.spans), across,
               len(tally.failed), len(self.notes), tally.reopened,
               longest * 1000, pauses[len(pauses) // 2] * 1000,
               pauses[-1] * 1000), flush=True)
        bad = self.restarts - good
        # A crowd that never met a restart, or streams that outlived one.
        if across < self.restarts or tally.reopened < self.restarts:
            print('  hardly anybody was there')
            bad += 1
        return good + 1, bad

    def close(self):
        self.server.end(signal.SIGKILL)
        self.nginx.kill()
        shutil.rmtree(self.server.folder)
        if self.server.held:
            self.server.held.close()
        self.db.drop()
        shutil.rmtree(self.data)


def run_one(o, way, db):
    restarts = min(o.restarts, 3) if way in ('plain', 'refuse') else o.restarts
    run = Run(os.path.abspath(o.build), way, restarts, o.seed, db)
    try:
        return run.go()
    except (Broken, Gone, OSError, subprocess.SubprocessError) as e:
        print('%s, %s: %s' % (way, db, e))
        return 0, 1
    finally:
        run.close()


def main():
    p = argparse.ArgumentParser()
    p.add_argument('build')
    p.add_argument('--restarts', type=int, default=50)
    p.add_argument('--only', default=WAYS)
    p.add_argument('--db', default='lite,pg')
    p.add_argument('--seed', type=int, default=20261201)
    o = p.parse_args()
    passed = failed = skipped = 0
    for db in o.db.split(','):
        if db == 'pg' and not os.environ.get('TOMOBUNE_TEST_PG'):
            print('pg: TOMOBUNE_TEST_PG names no database')
            skipped += 1
            continue
        print('on %s' % {'lite': 'SQLite', 'pg': 'PostgreSQL'}[db])
        for way in o.only.split(','):
            good, bad = run_one(o, way, db)
            passed, failed = passed + good, failed + bad
    print('%d passed, %d failed, %d skipped' % (passed, failed, skipped))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
