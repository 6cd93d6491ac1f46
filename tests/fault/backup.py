#!/usr/bin/env python3
"""backup.py - a backup beside a busy server, and what can go wrong with one.

    backup.py BUILD [--rounds N] [--only lite,pg] [--seed N]

BUILD is a build folder made with -Dtest_clock=true.  On each engine:

    busy    clients write notes while backups are taken, and `verify-audit`
            runs again and again; no write and no command is refused, and each
            backup, restored and served, shows every note that was answered
            before it began;
    killed  a backup is ended with kill -9 at a random moment: the name it was
            to have is not there, or what is there is whole; the same command
            afterwards succeeds; so with a restore, whose folder the server
            does not take meanwhile;
    full    no room for the copy: told, exit 1, nothing stays;
    drill   opens 20 casefiles of the restored city and leaves nothing, also
            when it is told to stop or killed in its work.

PostgreSQL's half needs TOMOBUNE_TEST_PG and makes databases of its own.  The
last line is `N passed, N failed, N skipped`; one round or check is one case.
"""
import argparse
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import city
from client import Client, Gone
from city import Broken
from ledger import Note

WRITERS = 4
ROOM = 1 << 20        # less than any copy needs


class Lite:
    kind = 'lite'

    def __init__(self, data):
        self.db = city.Lite(data)

    def empty(self):
        """Options of a restore, and a store for its server."""
        return [], city.Lite

    def drop(self):
        pass


class Named:
    """A database of PostgreSQL that exists already."""
    kind = 'pg'

    def __init__(self, where):
        self.options = ['--pg', where]


class Pg:
    kind = 'pg'

    def __init__(self, data):
        self.base = os.environ['TOMOBUNE_TEST_PG']
        self.names = []
        self.where = self.create()
        self.db = Named(self.where)
        self.db.script = self.script

    def psql(self, where, text):
        subprocess.run(['psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', where],
                       input=text, text=True, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def create(self):
        name = 'backup_py_%d_%d' % (os.getpid(), len(self.names))
        self.psql(self.base, 'create database ' + name)
        self.names.append(name)
        return self.base + ' dbname=' + name

    def script(self, text):
        self.psql(self.where, text)

    def empty(self):
        where = self.create()
        return ['--pg', where], lambda data: Named(where)

    def drop(self):
        for name in self.names:
            self.psql(self.base, 'drop database %s with (force)' % name)


class City:
    """A data folder, its server, and what is done to it."""

    def __init__(self, build, engine, seed):
        shm = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
        self.build = build
        self.program = build + '/tomobune'
        self.top = tempfile.mkdtemp(prefix='tomobune-', dir=shm)
        self.dice = random.Random(seed)
        self.lock = threading.Lock()
        self.notes = []
        self.stop = threading.Event()
        self.trouble = None
        self.serial = 0
        self.verified = 0
        data = self.top + '/data'
        os.mkdir(data, 0o700)
        self.engine = engine(data)
        self.server = city.Server(build, data, self.engine.db)

    def close(self):
        self.server.end(signal.SIGKILL)
        self.engine.drop()
        shutil.rmtree(self.top, ignore_errors=True)

    def name(self, what):
        self.serial += 1
        return '%s/%s%d' % (self.top, what, self.serial)

    def seed(self):
        """The invented city, and this harness's worker in it."""
        subprocess.run(self.server.command('demo-seed', '--scale', '100'),
                       check=True, stdout=subprocess.DEVNULL)
        self.engine.db.script(city.SEED.replace(str(city.MUNI), '129993')
                              .replace("'ishii'", "'harness'"))

    def sign_in(self, server):
        client = Client(server.socket)
        client.get('/login')
        if client.post('/login', login='harness',
                       **{'pass': city.PASSWORD}).status != 303:
            raise Broken('cannot sign in')
        client.get('/')
        return client

    # -- commands

    def run(self, *words, want=0, room=None, env=None):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        p = subprocess.run([self.program, *words], text=True, env=env,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           preexec_fn=limit if room else None,
                           restore_signals=not room)
        if p.returncode != want:
            raise Broken('%s: %d instead of %d: %s%s' % (
                words[0], p.returncode, want, p.stdout, p.stderr))
        return p.stdout + p.stderr

    def source(self):
        return ['--data', self.server.data, *self.engine.db.options]

    def backup(self, to, **more):
        return self.run('backup', *self.source(), '--to', to, **more)

    def start(self, *words):
        """A process that hears SIGINT, also when this one was told not to."""
        return subprocess.Popen(
            [self.program, *words], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=lambda: signal.signal(
                signal.SIGINT, signal.SIG_DFL))

    def left(self):
        """What stands beside the data, but backups with their names."""
        return sorted(n for n in os.listdir(self.top)
                      if '.part' in n or '.drill' in n or 'unverified' in n)

    # -- busy

    def write(self):
        """Until told to stop; a note answered is in self.notes."""
        try:
            client = Client(self.server.socket)
            client.jar = dict(self.client.jar)
            client.csrf = self.client.csrf
            while not self.stop.is_set():
                with self.lock:
                    note = Note(len(self.notes))
                    self.notes.append(note)
                note.send(client, self.case)
        except (Broken, Gone) as e:
            self.trouble = e

    def verify(self):
        try:
            while not self.stop.is_set():
                self.run('verify-audit', *self.source())
                self.verified += 1
        except Broken as e:
            self.trouble = e

    def look(self, backup, told):
        """Restores, serves, and looks for what had been told."""
        options, store = self.engine.empty()
        data = self.name('new')
        self.run('restore', '--from', backup, '--data', data, *options)
        server = city.Server(self.build, data, store(data))
        server.start()
        try:
            client = self.sign_in(server)
            words, page = set(), self.case + '/notes'
            while page:
                a = client.get(page)
                if a.status != 200:
                    raise Broken('the list answers %d' % a.status)
                words.update(re.findall(r'しるし\d{5}ばん', a.body))
                more = re.search(r'href="([^"]*)">つぎの100件', a.body)
                page = more and more[1].replace('&amp;', '&')
            lost = [n.word for n in told if n.word not in words]
            if lost:
                raise Broken('%d of %d told notes are not in the backup: %s'
                             % (len(lost), len(told), lost[:3]))
        finally:
            server.end(signal.SIGTERM)
        return len(told)

    def busy(self, rounds):
        self.server.start()
        self.client = self.sign_in(self.server)
        self.case = city.open_case(self.client)
        crowd = [threading.Thread(target=self.write) for _ in range(WRITERS)]
        crowd.append(threading.Thread(target=self.verify))
        for t in crowd:
            t.start()
        taken = []
        try:
            for _ in range(rounds):
                time.sleep(self.dice.random() * 0.3)
                told = [n for n in list(self.notes) if n.location]
                to = self.name('busy')
                self.backup(to)
                taken.append((to, told))
        finally:
            self.stop.set()
            for t in crowd:
                t.join()
        if self.trouble:
            raise Broken('beside a backup: %s' % self.trouble)
        during = sum(1 for n in self.notes if n.location) - len(taken[0][1])
        if during < WRITERS or not self.verified:
            raise Broken('nothing went on meanwhile: proves nothing')
        # And one of what a killed server leaves: a log without its server.
        self.server.end(signal.SIGKILL)
        to = self.name('after')
        self.backup(to)
        taken.append((to, [n for n in self.notes if n.location]))
        seen = [self.look(to, told) for to, told in taken]
        return '%d notes, %d verify-audit; told before each backup: %s' % (
            len(self.notes), self.verified, seen)

    # -- broken off

    def wait_for(self, *paths):
        end = time.monotonic() + 30
        while (not any(os.path.exists(p) for p in paths) and
               time.monotonic() < end):
            time.sleep(0.0005)

    def killed(self, rounds):
        whole = part = 0
        for _ in range(rounds):
            to = self.name('killed')
            p = self.start('backup', *self.source(), '--to', to)
            self.wait_for(to + '.part', to)
            time.sleep(self.dice.random() * 0.05)
            p.kill()
            p.wait()
            if os.path.exists(to):
                whole += 1
            else:
                part += os.path.exists(to + '.part')
                self.backup(to)
            self.run('restore', '--from', to, '--data', self.name('new'),
                     *self.engine.empty()[0])
        if self.left():
            raise Broken('left behind: %s' % self.left())
        if not part:
            raise Broken('never killed in its work: proves nothing')
        return '%d had their name, %d were half' % (whole, part)

    def restore_killed(self, rounds):
        half = 0
        backup = self.name('whole')
        self.backup(backup)
        for _ in range(rounds):
            data, (options, store) = self.name('new'), self.engine.empty()
            words = ('restore', '--from', backup, '--data', data, *options)
            p = self.start(*words)
            self.wait_for(data)
            time.sleep(self.dice.random() * 0.03)
            p.kill()
            p.wait()
            if not os.path.exists(data + '/restoring'):
                continue
            half += 1
            said = self.run('verify-audit', '--data', data, *options, want=1)
            if '復元が途中' not in said:
                raise Broken('a half restored folder: ' + said)
            self.run(*words)
            self.run('verify-audit', '--data', data, *options)
        if not half:
            raise Broken('never killed in its work: proves nothing')
        return '%d were half' % half

    # -- no room, no folder

    def full(self, _):
        to = self.name('full')
        said = self.backup(to, want=1, room=ROOM)
        if '空き' not in said or os.path.exists(to) or self.left():
            raise Broken('%s; left %s' % (said, self.left()))
        self.backup(to)
        data = self.name('new')
        if self.engine.kind == 'lite':
            said = self.run('restore', '--from', to, '--data', data, want=1,
                            room=ROOM)
            if '空き' not in said:
                raise Broken(said)
            self.run('verify-audit', '--data', data, want=1)
            self.run('restore', '--from', to, '--data', data)
        for wrong in [self.name('no') + '/such/folder', to]:
            self.backup(wrong, want=1)
        self.run('backup', want=2)
        self.run('restore', '--from', to, want=2)
        self.run('drill', want=2)
        self.run('drill', '--from', self.top, '--aside', self.top, want=1)
        if self.left():
            raise Broken('left behind: %s' % self.left())
        return 'a file of at most %d bytes' % ROOM

    # -- drill

    def drill(self, _):
        backup = self.name('whole')
        self.backup(backup)
        options = self.engine.empty()[0]
        words = ['drill', '--from', backup, *options]
        # Twice: it gives back what it took.
        for _ in range(2):
            said = self.run(*words)
            if '20 件のうち 20 件が開きました' not in said:
                raise Broken(said)
        if self.left():
            raise Broken('left behind: %s' % self.left())
        stopped = 0
        for sig in (signal.SIGTERM, signal.SIGINT):
            p = self.start(*words)
            end = time.monotonic() + 30
            while not self.left() and time.monotonic() < end:
                time.sleep(0.001)
            time.sleep(0.005)
            p.send_signal(sig)
            stopped += p.wait(30) != 0
            if self.left():
                raise Broken('left behind after %s: %s' % (sig, self.left()))
            self.run(*words)
        if not stopped:
            raise Broken('never stopped in its work: proves nothing')
        if self.engine.kind == 'pg':
            said = self.run('drill', '--from', backup,
                            *self.engine.db.options, want=1)
            if 'もう何かあります' not in said:
                raise Broken(said)
            self.run('verify-audit', *self.source())
            said = self.backup(self.name('no'), want=1,
                               env={**os.environ, 'PATH': self.top})
            if 'pg_dump が見つかりません' not in said:
                raise Broken(said)
        return '%d of 2 stopped' % stopped


def go(build, engine, rounds, seed):
    good = bad = 0
    city = City(build, engine, seed)
    try:
        city.seed()
        for what in (city.busy, city.killed, city.restore_killed, city.full,
                     city.drill):
            began = time.monotonic()
            label = '%s %s' % (city.engine.kind, what.__name__)
            try:
                said = what(rounds)
                good += 1
            except (Broken, Gone, OSError,
                    subprocess.SubprocessError) as e:
                said, bad = 'FAILED: %s' % e, bad + 1
                city.server.end(signal.SIGKILL)
            print('%-20s %s; %.1f s' % (label, said,
                                        time.monotonic() - began), flush=True)
    finally:
        city.close()
    return good, bad


def main():
    p = argparse.ArgumentParser()
    p.add_argument('build')
    p.add_argument('--rounds', type=int, default=3)
    p.add_argument('--only', default='lite,pg')
    p.add_argument('--seed', type=int, default=20261130)
    o = p.parse_args()
    passed = failed = skipped = 0
    print('seed %d' % o.seed)
    for kind in o.only.split(','):
        if kind == 'pg' and not os.environ.get('TOMOBUNE_TEST_PG'):
            print('pg: TOMOBUNE_TEST_PG names no database')
            skipped += 1
            continue
        good, bad = go(os.path.abspath(o.build), Pg if kind == 'pg' else Lite,
                       o.rounds, o.seed)
        passed, failed = passed + good, failed + bad
    print('%d passed, %d failed, %d skipped' % (passed, failed, skipped))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
