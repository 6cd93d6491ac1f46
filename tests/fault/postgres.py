"""postgres.py - PostgreSQL fails under the running server.

A cluster of the harness's own, and between it and the server a proxy that
knows the COMMIT of a transaction that wrote a note.  In turn:

    killed     every process of it, by kill -9; it is started again;
    restarted  it is stopped without ceremony (immediate) and started;
    backends   the server's connections are ended;
    paused     it is stopped (SIGSTOP) for some seconds and goes on;
    before     a COMMIT is cut off on its way: nothing happened;
    after      the answer of a COMMIT is cut off: it happened.

Of the last two the server can only say that it does not know; the key of the
form does.  Nothing is restarted but PostgreSQL.
"""
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time

from city import Broken, Postgres
from client import Client, Gone
from crash import Run
from ledger import Refused


def program(name):
    """Debian keeps the server's programs out of PATH."""
    root = '/usr/lib/postgresql'
    versions = sorted(os.listdir(root), key=int) if os.path.isdir(root) else []
    for v in reversed(versions):
        if os.access('%s/%s/bin/%s' % (root, v, name), os.X_OK):
            return '%s/%s/bin/%s' % (root, v, name)
    return name


class Cluster:
    def __init__(self, where):
        self.where = where
        os.makedirs(where)
        subprocess.run([program('initdb'), '-D', where + '/cluster', '-U',
                        'tomobune', '-A', 'trust', '-E', 'UTF8',
                        '--locale=C', '--no-sync'], check=True,
                       stdout=subprocess.DEVNULL)
        self.conninfo = "host='%s' user=tomobune dbname=postgres" % where
        self.process = None

    def start(self):
        log = open(self.where + '/log', 'ab')
        self.process = subprocess.Popen(
            [program('postgres'), '-D', self.where + '/cluster', '-k',
             self.where, '-c', 'listen_addresses='],
            start_new_session=True, stdout=log, stderr=log)
        log.close()
        end = time.monotonic() + 60
        while subprocess.run(['psql', '-XqAt', self.conninfo, '-c',
                              'select 1'], stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL).returncode:
            if time.monotonic() > end:
                raise Broken('PostgreSQL does not start')
            time.sleep(0.02)

    def signal_all(self, sig):
        """A backend is a group of its own; only its parent knows it."""
        with open('/proc/%d/task/%d/children' % (self.process.pid,
                                                 self.process.pid)) as f:
            children = [int(p) for p in f.read().split()]
        for pid in [self.process.pid, *children]:
            try:
                os.kill(pid, sig)
            except ProcessLookupError:
                pass

    def stop(self, sig):
        if not self.process:
            return
        if sig == signal.SIGKILL:
            self.signal_all(sig)
        else:
            self.process.send_signal(sig)
        self.process.wait(60)
        self.process = None

    def say(self, text):
        subprocess.run(['psql', '-XqAt', self.conninfo, '-c', text],
                       stdout=subprocess.DEVNULL, check=True)


# ---- the proxy --------------------------------------------------------------

class Proxy:
    """Passes on bytes between a socket in `where` and the cluster's.
    `cut`: what to do with the next COMMIT: None, 'before' or 'after'."""

    def __init__(self, where, to):
        os.makedirs(where)
        self.to = to + '/.s.PGSQL.5432'
        self.cut = None
        self.cuts = 0
        self.lock = threading.Lock()
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(where + '/.s.PGSQL.5432')
        self.door.listen(64)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(near,),
                             daemon=True).start()

    def serve(self, near):
        far = socket.socket(socket.AF_UNIX)
        try:
            far.connect(self.to)
            self.pass_on(near, far)
        except OSError:
            pass
        finally:
            near.close()
            far.close()

    def takes(self, message, link):
        """Which cut this message of the server meets."""
        kind, body = message[:1], message[5:]
        if kind == b'P' and b'\0insert into note (' in body:
            link.adds = body.split(b'\0')[0]
        elif kind == b'B' and body.split(b'\0')[1] == link.adds:
            link.added = True
        elif kind == b'Q' and body == b'commit\0' and link.added:
            with self.lock:
                cut, self.cut = self.cut, None
                self.cuts += cut is not None
            return cut
        elif kind == b'Q':
            link.added = False
        return None

    def pass_on(self, near, far):
        link = Link()
        while True:
            for s in select.select([near, far], [], [])[0]:
                data = s.recv(65536)
                # COMMIT was answered: it is done, and nobody hears it.
                if not data or (s is far and link.cut == 'after'):
                    return
                if s is far:
                    near.sendall(data)
                    continue
                for message in link.messages(data):
                    link.cut = self.takes(message, link)
                    if link.cut == 'before':
                        return
                    far.sendall(message)


class Link:
    """What the proxy knows of one connection."""

    def __init__(self):
        self.pending = b''
        self.head = 4		# the first message has no letter
        self.adds = None	# the name of the statement that adds a note
        self.added = False
        self.cut = None

    def messages(self, data):
        self.pending += data
        while len(self.pending) >= self.head:
            size = self.head - 4 + struct.unpack(
                '>I', self.pending[self.head - 4:self.head])[0]
            if len(self.pending) < size:
                return
            message, self.pending = self.pending[:size], self.pending[size:]
            if self.head == 4:
                self.head = 5
            yield message


# ---- the run ----------------------------------------------------------------

class PostgresFaults(Run):
    kind = 'pgfault'
    WAYS = ('killed', 'restarted', 'backends', 'paused', 'before', 'after')
    longest = 0.0
    refused = 0

    def database(self):
        """Its sockets' paths have to be short."""
        self.at = tempfile.mkdtemp(prefix='tb-pg-')
        self.cluster = Cluster(self.at + '/real')
        self.cluster.start()
        self.proxy = Proxy(self.at + '/cut', self.at + '/real')
        db = Postgres(self.cluster.conninfo)
        db.options = ['--pg', db.options[1].replace('/real', '/cut')]
        return db

    # -- the faults

    def killed(self):
        self.cluster.stop(signal.SIGKILL)
        time.sleep(self.dice.random())
        self.cluster.start()

    def restarted(self):
        self.cluster.stop(signal.SIGQUIT)
        self.cluster.start()

    def backends(self):
        self.cluster.say('select pg_terminate_backend(pid) '
                         'from pg_stat_activity where '
                         "application_name = 'tomobune'")

    def paused(self):
        """Every other time longer than anybody waits: whoever asks is
        answered all the same."""
        long = self.good // len(self.WAYS) % 2 == 0
        self.cluster.signal_all(signal.SIGSTOP)
        try:
            began = time.monotonic()
            if long:
                try:
                    a = Client(self.door(), 40).get('/login')
                except Gone as e:
                    raise Broken('a pause leaves people waiting') from e
                if a.status != 503:
                    raise Broken('without a database: %d' % a.status)
                self.longest = max(self.longest, time.monotonic() - began)
            else:
                time.sleep(self.dice.random() * 3)
        finally:
            self.cluster.signal_all(signal.SIGCONT)

    def before(self):
        self.proxy.cut = 'before'
        self.wait_for_cut()

    def after(self):
        self.proxy.cut = 'after'
        self.wait_for_cut()

    def wait_for_cut(self):
        end = time.monotonic() + 30
        while self.proxy.cut and time.monotonic() < end:
            time.sleep(0.001)
        if self.proxy.cut:
            raise Broken('nobody sent a COMMIT')

    # -- one cycle

    def writer(self, mine, enough, most):
        """Sends each again until it is told, or the fault is over; where the
        outcome is to be seen, not again."""
        client = Client(self.door(), 60)
        client.jar = dict(self.client.jar)
        client.csrf = self.client.csrf
        while not self.over:
            with self.lock:
                note = self.ledger.note()
                mine.append(note)
            try:
                self.send_in_time(note, client)
            except Broken as e:
                self.trouble = e
                break
            if note.told:
                enough.release()
        enough.release()

    def send_in_time(self, note, client):
        while not note.told:
            try:
                note.send(client, self.case)
            except Refused:
                self.refused += 1
                if self.over or self.once:
                    self.over = True
                    return
                time.sleep(0.05)

    def cycle(self):
        way = self.WAYS[(self.good + self.bad) % len(self.WAYS)]
        self.over, self.once = False, way in ('before', 'after')
        threads, notes, enough = self.crowd(0)
        try:
            for _ in range(self.dice.randint(4, 16)):
                enough.acquire(timeout=60)
            getattr(self, way)()
            time.sleep(self.dice.random() * 0.1)
        finally:
            self.over = True
            self.join(threads)
        if self.once and not self.untold_is(notes, way):
            raise Broken('%s: the outcome is another' % way)
        self.look_up(notes)
        self.send_until_told(notes)

    def untold_is(self, notes, way):
        """The one whose COMMIT was cut off, if it was a note's."""
        there = self.ledger.kept_now()
        return all((n.word in there) == (way == 'after')
                   for n in notes if not n.location)

    def send_until_told(self, notes):
        """Connections of before are found dead one after the other."""
        end = time.monotonic() + 60
        while True:
            try:
                self.send_again(notes)
                return
            except Refused:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def judge(self):
        if self.good and not self.refused:
            print('pgfault: nothing was ever refused: proves nothing')
            self.bad += 1

    def count(self):
        return {**super().count(), 'commits cut': self.proxy.cuts,
                's the longest answer in a pause': round(self.longest)}

    def close(self):
        self.server.end(signal.SIGKILL)
        self.proxy.door.close()
        self.cluster.stop(signal.SIGKILL)
        shutil.rmtree(self.at)
        shutil.rmtree(self.data)
