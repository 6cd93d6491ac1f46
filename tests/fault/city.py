"""city.py - the product as the harness runs it: a data folder or a schema
with one agency and one account, the server, and nginx in front of it.
"""
import os
import re
import signal
import socket
import sqlite3
import subprocess
import time

from client import Client, Gone

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
MUNI = 129992
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
""".format(muni=MUNI, hash=PHC)


class Broken(Exception):
    """What was told is not what is there."""


# ---- the two databases ------------------------------------------------------

class Lite:
    def __init__(self, data):
        self.file = data + '/tomobune.db'
        self.options = []

    def script(self, text):
        with sqlite3.connect(self.file) as c:
            c.executescript(text)
        c.close()

    def rows(self, query):
        """Of a running server too: a reader in another process."""
        c = sqlite3.connect(self.file, timeout=20)
        try:
            return c.execute(query).fetchall()
        finally:
            c.close()

    def number(self, query):
        return self.rows(query)[0][0]

    def check(self):
        said = self.number('pragma integrity_check')
        if said != 'ok':
            raise Broken('integrity_check: %s' % said)

    def drop(self):
        pass


class Postgres:
    """A schema of its own in the database that `conninfo` names."""

    def __init__(self, conninfo, name='crash'):
        self.plain = conninfo
        self.schema = '%s_%d' % (name, os.getpid())
        self.path = " options='-c search_path=%s'" % self.schema
        self.options = ['--pg', conninfo + self.path]
        self.psql(conninfo, 'create schema ' + self.schema)

    def psql(self, where, text):
        return subprocess.run(
            ['psql', '-XqAt', '-F', '\t', '-v', 'ON_ERROR_STOP=1', where],
            input=text, text=True, check=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL).stdout

    def script(self, text):
        self.psql(self.plain + self.path, text)

    def rows(self, query):
        said = self.psql(self.plain + self.path, query)
        return [tuple(int(v) if re.fullmatch(r'-?\d+', v) else v
                      for v in line.split('\t'))
                for line in said.splitlines()]

    def number(self, query):
        return self.rows(query)[0][0]

    def check(self):
        pass

    def drop(self):
        self.psql(self.plain, 'set client_min_messages = warning; '
                  'drop schema %s cascade' % self.schema)


# ---- the server -------------------------------------------------------------

class Server:
    """`env` is what a test build looks for: which disk, which clock."""

    def __init__(self, build, data, db):
        self.program = build + '/tomobune'
        self.data = data
        self.db = db
        self.socket = data + '/run/tomobune.sock'
        self.log = data + '/server.log'
        self.process = None
        self.env = {}
        os.makedirs(data + '/run', exist_ok=True)

    def command(self, what, *more):
        return [self.program, what, '--data', self.data, *self.db.options,
                *more]

    def run(self, what):
        said = subprocess.run(self.command(what), text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if said.returncode:
            raise Broken('%s: %s' % (what, said.stdout[-500:]))

    def start(self):
        if os.path.exists(self.socket):
            os.unlink(self.socket)
        with open(self.log, 'wb') as log:
            self.process = subprocess.Popen(
                self.command('serve', '--socket', self.socket, '--workers',
                             '6'),
                env={**os.environ, **self.env}, stdout=log, stderr=log)
        end = time.monotonic() + 60
        while True:
            try:
                if Client(self.socket, 20).get('/login').status == 200:
                    return
            except Gone:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                raise Broken('does not start: ' + self.said())
            time.sleep(0.002)

    def said(self):
        if not os.path.isfile(self.log):
            return ''
        with open(self.log, encoding='utf-8') as log:
            return log.read()[-500:]

    def end(self, how):
        if not self.process:
            return 0
        self.process.send_signal(how)
        code = self.process.wait(60)
        self.process = None
        return code

    def alive(self):
        return self.process and self.process.poll() is None


class Nginx:
    """The demo's nginx.  In a process group of its own: what kills it kills
    its workers too, as systemd does."""

    def __init__(self, data):
        self.data = data
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        subprocess.run(['sh', TOP + '/dev', '_nginx_config', data,
                        str(self.port)], check=True)
        self.process = None

    def start(self):
        # In a namespace of our own there is nobody else to become.
        root = ['-g', 'user root;'] if os.geteuid() == 0 else []
        self.process = subprocess.Popen(
            ['nginx', '-p', self.data + '/nginx', '-e',
             self.data + '/nginx/error.log', '-c',
             self.data + '/nginx/nginx.conf', *root],
            start_new_session=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        end = time.monotonic() + 30
        while True:
            try:
                Client(self.port, 5).get('/login')
                return
            except Gone:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                raise Broken('nginx does not start')
            time.sleep(0.005)

    def kill(self):
        if not self.process:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)
        self.process = None


# ---- what people do ---------------------------------------------------------

def sign_in(client):
    client.jar.clear()
    client.get('/login')
    if client.post('/login', login='ishii', **{'pass': PASSWORD}
                   ).status != 303:
        raise Broken('cannot sign in')
    client.get('/')


def open_case(client):
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
                    kana='やまべ とき', birth='S19.3.1')
    found = re.search(r'/cases/[\w-]{22}', a.location)
    if a.status != 303 or not found:
        raise Broken('household refused with %d' % a.status)
    return found[0]
