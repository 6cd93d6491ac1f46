#!/usr/bin/env python3
"""crash.py - what the server said it had kept, it has kept.

    crash.py BUILD [--cycles N] [--only kill,full,normal,pg] [--seed N]

BUILD is a build folder made with -Dtest_clock=true.  In each cycle several
clients write notes until the server is killed with kill -9 at a random
moment; then

    kill    it is started again;
    full    the power is cut under its files first: of what was not synced
            any mixture of sectors is lost (power_vfs.h);
    normal  the same with synchronous=NORMAL, which must be caught losing
            notes: otherwise this harness proves nothing;
    pg      as kill, on the PostgreSQL that TOMOBUNE_TEST_PG names.

An acknowledgement is an HTTP answer read whole by this process.  After the
restart each key is looked up in the pages of the product: an acknowledged
note stands there exactly once; one that was not is sent again with its
idempotency key, and then stands there exactly once too.  At the end of a run
the notes and the audit rows of their writing are counted in the database, and
the chain of the audit is verified.  The seed repeats the moments and the dice
of the power, not what the threads do in between.

One cycle is one case: the last line is `N passed, N failed, N skipped`.
"""
import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from client import Client, Gone

MUNI = 129992
WRITERS = 4
# Of an account that exists only in this harness's city.
PASSWORD = 'fault-harness'
PHC = ('$argon2id$v=19$m=19456,t=2,p=1$nDHVexjlYgRHV7aHLNeDmw'
       '$BvOFuvPVykUxxMJiLeQ9F+VIDY6KBNJUT50tsGn/3M0')
SEED = """
insert into municipality values ({muni}, '伴舟市');
insert into agency values ({muni}, 1, '北部地域包括支援センター', '北部包括',
  'chiiki', '043-000-0000', '北包');
insert into account (muni, id, name, name_kana, job, password, state)
  values ({muni}, 10, '石井', 'いしい', '保健師', '{hash}', 'active');
insert into login values ({muni}, 'ishii', 10);
insert into post (muni, account, agency, role)
  values ({muni}, 10, 1, 'worker');
"""


class Broken(Exception):
    """What was told is not what is there."""


# ---- the two databases ------------------------------------------------------

class Lite:
    kind = 'lite'

    def __init__(self, data):
        self.file = data + '/tomobune.db'
        self.options = []

    def script(self, text):
        with sqlite3.connect(self.file) as c:
            c.executescript(text)
        c.close()

    def number(self, query):
        c = sqlite3.connect(self.file)
        try:
            return c.execute(query).fetchone()[0]
        finally:
            c.close()

    def check(self):
        said = self.number('pragma integrity_check')
        if said != 'ok':
            raise Broken('integrity_check: %s' % said)

    def drop(self):
        pass


class Postgres:
    kind = 'pg'

    def __init__(self, conninfo):
        self.plain = conninfo
        self.schema = 'crash_%d' % os.getpid()
        self.where = conninfo + " options='-c search_path=%s'" % self.schema
        self.options = ['--pg', self.where]
        self.psql(self.plain, 'create schema ' + self.schema)

    def psql(self, where, text):
        return subprocess.run(
            ['psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', where], input=text,
            text=True, check=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL).stdout.strip()

    def script(self, text):
        self.psql(self.where, text)

    def number(self, query):
        return int(self.psql(self.where, query))

    def check(self):
        pass

    def drop(self):
        self.psql(self.plain, 'set client_min_messages = warning; '
                  'drop schema %s cascade' % self.schema)


# ---- the server -------------------------------------------------------------

class Server:
    def __init__(self, build, data, db):
        self.program = build + '/tomobune'
        self.data = data
        self.db = db
        self.socket = data + '/s'
        self.log = data + '/server.log'
        self.process = None

    def command(self, what, *more):
        return [self.program, what, '--data', self.data, *self.db.options,
                *more]

    def run(self, what):
        subprocess.run(self.command(what), check=True,
                       stdout=subprocess.DEVNULL)

    def start(self, power=None):
        env = dict(os.environ)
        env.pop('TOMOBUNE_VFS_POWER', None)
        if power:
            env['TOMOBUNE_VFS_POWER'] = power
        if os.path.exists(self.socket):
            os.unlink(self.socket)
        with open(self.log, 'wb') as log:
            self.process = subprocess.Popen(
                self.command('serve', '--socket', self.socket), env=env,
                stdout=log, stderr=log)
        end = time.monotonic() + 30
        while True:
            try:
                if Client(self.socket, 5).get('/login').status == 200:
                    return
            except Gone:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                with open(self.log, encoding='utf-8') as log:
                    raise Broken('does not start: ' + log.read()[-500:])
            time.sleep(0.002)

    def end(self, how):
        if not self.process:
            return 0
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.process = None
        return code


# ---- what happens in the city -----------------------------------------------

class Note:
    """A note somebody sent: its key, its word, and what was answered."""

    def __init__(self, n):
        self.word = 'しるし%05dばん' % n
        self.key = 'fault-%d-%05d' % (os.getpid(), n)
        self.location = None

    def send(self, client, case):
        a = client.post(case + '/notes', idem=self.key, method='phone',
                        at='いま', about='house', act='save',
                        body=self.word + '。新聞がたまっている。')
        if a.status != 303:
            raise Broken('note refused with %d' % a.status)
        if self.location not in (None, a.location):
            raise Broken('%s: a second answer for one key' % self.word)
        self.location = a.location


def sign_in(client):
    client.get('/login')
    if client.post('/login', login='ishii', **{'pass': PASSWORD}
                   ).status != 303:
        raise Broken('cannot sign in')
    client.get('/')


def open_case(client, n):
    """A talk at the desk, and the household made from it."""
    a = client.get('/intake')
    a = client.post('/intake', idem=a.hidden('idem'), at='いま',
                    body='3日顔を見ない。', means='phone', urgency='today',
                    **{'from': '3', 'from_name': '野口'},
                    name='山邉 トキ', kana='やまべ とき', birth='80代',
                    place='北町2丁目')
    if a.status != 303:
        raise Broken('intake refused with %d' % a.status)
    page = client.get(a.location)
    a = client.post(a.location.split('?')[0] + '/household',
                    idem=page.hidden('idem'), name='山邉 トキ',
                    kana='やまべ とき', birth='S19.3.%d' % (n % 28 + 1))
    found = re.search(r'/cases/[\w-]{22}', a.location)
    if a.status != 303 or not found:
        raise Broken('household refused with %d' % a.status)
    return found[0]


class Run:
    """One kind of crash, again and again on one data folder."""

    def __init__(self, build, kind, cycles, seed):
        shm = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
        self.build = build
        self.kind = kind
        self.cycles = cycles
        self.dice = random.Random(seed)
        self.data = tempfile.mkdtemp(prefix='tomobune-', dir=shm)
        self.told = self.lost = self.untold = self.kept = self.sent = 0
        self.spoiled = self.cut = 0

    def prepare(self):
        self.db = (Postgres(os.environ['TOMOBUNE_TEST_PG'])
                   if self.kind == 'pg' else Lite(self.data))
        self.server = Server(self.build, self.data, self.db)
        self.server.run('migrate')
        self.db.script(SEED.format(muni=MUNI, hash=PHC))
        self.server.start()
        self.client = Client(self.server.socket)
        sign_in(self.client)
        self.case = open_case(self.client, 0)
        self.server.end(signal.SIGTERM)

    # -- one cycle

    def writer(self, notes, enough, most):
        client = Client(self.server.socket)
        client.jar = dict(self.client.jar)
        client.csrf = self.client.csrf
        try:
            for _ in range(most):
                with self.lock:
                    note = Note(self.sent)
                    self.sent += 1
                    notes.append(note)
                note.send(client, self.case)
                enough.release()
        except Gone:
            pass
        except Broken as e:
            self.trouble = e
            enough.release()

    def write_until_killed(self):
        """The notes sent; those answered carry where the answer led."""
        notes, enough = [], threading.Semaphore(0)
        self.lock, self.trouble = threading.Lock(), None
        crowd = [threading.Thread(target=self.writer,
                                  args=(notes, enough, 20))
                 for _ in range(WRITERS)]
        for t in crowd:
            t.start()
        for _ in range(self.dice.randint(1, 12)):
            if not enough.acquire(timeout=20):
                raise Broken('the server answers no more')
        time.sleep(self.dice.random() * 0.004)
        self.server.end(signal.SIGKILL)
        for t in crowd:
            t.join()
        if self.trouble:
            raise self.trouble
        return notes

    def cut_power(self):
        said = subprocess.run(
            [self.build + '/src/db/power_cut', self.db.file,
             str(self.dice.getrandbits(60))],
            check=True, text=True, stdout=subprocess.PIPE).stdout
        self.cut += int(re.search(r'(\d+) lost', said)[1])

    def seen(self):
        """How often each word stands in the newest rows of the list."""
        page = self.client.get(self.case + '/notes')
        if page.status != 200:
            raise Broken('the list answers %d' % page.status)
        rows = re.findall(r'<tr data-row.*?</tr>', page.body, re.S)
        words = [w for r in rows for w in set(re.findall(
            r'しるし\d{5}ばん', r))]
        return {w: words.count(w) for w in words}

    def searched(self, word):
        page = self.client.post('/search', q=word)
        return page.status == 200 and word in re.sub(
            r'<(input|title)[^>]*>', '', page.body)

    def look_up(self, notes, seen):
        for n in [n for n in notes if n.location]:
            self.told += 1
            if seen.get(n.word, 0) > 1:
                raise Broken('%s stands there twice' % n.word)
            if n.word not in seen:
                self.lost += 1
                n.location = None
                if self.kind != 'normal':
                    raise Broken('%s was told and is lost' % n.word)

    def send_again(self, notes, before):
        """The untold ones, and one that was told."""
        untold = [n for n in notes if not n.location]
        told = [n for n in notes if n.location]
        self.untold += len(untold)
        self.kept += sum(n.word in before for n in untold)
        for n in untold + told[:1]:
            n.send(self.client, self.case)
        seen = self.seen()
        for n in notes:
            if seen.get(n.word, 0) != 1:
                raise Broken('%s: %d times after it was sent again' %
                             (n.word, seen.get(n.word, 0)))
        if not self.searched(self.dice.choice(notes).word):
            raise Broken('a note is not found by its words')

    def cycle(self):
        power = self.kind if self.kind in ('full', 'normal') else None
        self.server.start(power)
        notes = self.write_until_killed()
        if power:
            self.cut_power()
        self.server.start()
        seen = self.seen()
        self.look_up(notes, seen)
        self.send_again(notes, seen)
        if self.server.end(signal.SIGTERM):
            raise Broken('the server did not end well')

    # -- all cycles

    def count_all(self):
        """Each note that was sent, once; and for each one row of audit."""
        notes = self.db.number('select count(*) from note')
        rows = self.db.number("select count(*) from audit "
                              "where action = 'note.add'")
        intake = self.db.number('select count(*) from note '
                                'where intake is not null')
        if notes - intake != self.sent:
            raise Broken('%d notes, %d were sent' % (notes - intake,
                                                     self.sent))
        if rows != notes:
            raise Broken('%d notes, %d audit rows' % (notes, rows))
        self.server.run('verify-audit')
        self.db.check()

    def enough(self):
        """normal has to be caught only a few times."""
        return self.kind == 'normal' and self.spoiled >= 3

    def go(self):
        good = bad = 0
        try:
            self.prepare()
            while good + bad < self.cycles and not self.enough():
                lost = self.lost
                try:
                    self.cycle()
                    good += 1
                except Broken as e:
                    print('%s, cycle %d: %s' % (self.kind, good + bad, e))
                    self.server.end(signal.SIGKILL)
                    bad += 1
                    if bad == 3:
                        break
                self.spoiled += self.lost > lost
            if not bad:
                self.count_all()
        except (Broken, Gone, OSError, subprocess.SubprocessError) as e:
            print('%s: %s' % (self.kind, e))
            bad += 1
        finally:
            self.close()
        return self.judge(good, bad)

    def judge(self, good, bad):
        if self.kind == 'normal' and not self.lost:
            print('normal: no loss was caught, so full proves nothing')
            bad += 1
        if self.kind == 'full' and not self.cut:
            print('full: no sector was ever unsynced: proves nothing')
            bad += 1
        return good, bad

    def close(self):
        self.server.end(signal.SIGKILL)
        self.db.drop()
        shutil.rmtree(self.data)


def main():
    p = argparse.ArgumentParser()
    p.add_argument('build')
    p.add_argument('--cycles', type=int, default=100)
    p.add_argument('--only', default='kill,full,normal,pg')
    p.add_argument('--seed', type=int, default=20261123)
    o = p.parse_args()
    passed = failed = skipped = 0
    print('seed %d' % o.seed)
    for kind in o.only.split(','):
        if kind == 'pg' and not os.environ.get('TOMOBUNE_TEST_PG'):
            print('pg: TOMOBUNE_TEST_PG names no database')
            skipped += 1
            continue
        cycles = max(1, o.cycles // 5) if kind == 'pg' else o.cycles
        began = time.monotonic()
        run = Run(os.path.abspath(o.build), kind, cycles, o.seed)
        good, bad = run.go()
        print('%-6s %3d cycles: %d told, %d of them lost; %d untold, %d of '
              'them kept; %d sectors cut; %.1f s' %
              (kind, good + bad, run.told, run.lost, run.untold, run.kept,
               run.cut, time.monotonic() - began), flush=True)
        passed, failed = passed + good, failed + bad
    print('%d passed, %d failed, %d skipped' % (passed, failed, skipped))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
