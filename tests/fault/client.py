"""client.py - a small SCGI client: what nginx and a browser are to the server.

It lives in the process of the harness, which survives the server; so an
answer it has read is an acknowledgement somebody may rely on.
"""
import re
import socket
import urllib.parse


class Gone(Exception):
    """No whole answer came: the server died, or is not there."""


def netstring(headers):
    flat = b''.join(k.encode() + b'\0' + v.encode() + b'\0'
                    for k, v in headers)
    return b'%d:%s,' % (len(flat), flat)


def exchange(path, data, timeout):
    """All bytes of the answer.  They count only when the server closed the
    connection by itself after a whole head and body."""
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(timeout)
    got = b''
    try:
        s.connect(path)
        s.sendall(data)
        while True:
            part = s.recv(65536)
            if not part:
                return got
            got += part
    except OSError as e:
        raise Gone(str(e)) from e
    finally:
        s.close()


class Answer:
    def __init__(self, data):
        head, mark, body = data.partition(b'\r\n\r\n')
        status = re.search(rb'^Status: (\d+)', head, re.M)
        if not mark or not status:
            raise Gone('cut off')
        length = re.search(rb'^Content-Length: (\d+)', head, re.M)
        if length and int(length[1]) != len(body):
            raise Gone('cut off')
        self.status = int(status[1])
        self.body = body.decode()
        self.cookies = [(k.decode(), v.decode()) for k, v in re.findall(
            rb'Set-Cookie: ([^=]+)=([^;\r]*)', head)]
        where = re.search(rb'^Location: (\S+)', head, re.M)
        self.location = where[1].decode() if where else ''

    def hidden(self, name):
        found = re.search(r'name="%s" value="([^"]+)"' % name, self.body)
        return found[1] if found else ''


class Client:
    def __init__(self, path, timeout=10):
        self.path = path
        self.timeout = timeout
        self.jar = {}
        self.csrf = ''

    def ask(self, method, uri, body=b''):
        headers = [('CONTENT_LENGTH', str(len(body))), ('SCGI', '1'),
                   ('REQUEST_METHOD', method), ('REQUEST_URI', uri),
                   ('HTTP_HOST', 'localhost'), ('REMOTE_ADDR', '127.0.0.1')]
        if body:
            headers.append(('CONTENT_TYPE',
                            'application/x-www-form-urlencoded'))
        if self.jar:
            headers.append(('HTTP_COOKIE', '; '.join(
                k + '=' + v for k, v in self.jar.items())))
        a = Answer(exchange(self.path, netstring(headers) + body,
                            self.timeout))
        self.jar.update(a.cookies)
        self.csrf = a.hidden('csrf') or self.csrf
        return a

    def get(self, uri):
        return self.ask('GET', uri)

    def post(self, uri, **form):
        form.setdefault('csrf', self.csrf)
        return self.ask('POST', uri, urllib.parse.urlencode(
            form, doseq=True).encode())
