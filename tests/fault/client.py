"""client.py - a small client: a browser, through nginx or in its place.

It lives in the process of the harness, which survives the server; so an
answer it has read is an acknowledgement somebody may rely on.
"""
import http.client
import re
import socket
import urllib.parse


FORM = 'application/x-www-form-urlencoded'


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
        # The server's own pages come with a policy that has a nonce.
        self.ours = b"'nonce-" in head
        self.body = body.decode()
        self.cookies = [(k.decode(), v.decode()) for k, v in re.findall(
            rb'Set-Cookie: ([^=]+)=([^;\r]*)', head)]
        where = re.search(rb'^Location: (\S+)', head, re.M)
        self.location = where[1].decode() if where else ''

    def hidden(self, name):
        found = re.search(r'name="%s" value="([^"]+)"' % name, self.body)
        return found[1] if found else ''


def through_nginx(port, method, uri, headers, body, timeout):
    """The answer, in the form the server gave it to nginx."""
    c = http.client.HTTPConnection('127.0.0.1', port, timeout=timeout)
    try:
        c.request(method, uri, body or None, headers)
        r = c.getresponse()
        got = r.read()
    except (OSError, http.client.HTTPException) as e:
        raise Gone(str(e)) from e
    finally:
        c.close()
    head = ['Status: %d' % r.status]
    head += ['%s: %s' % h for h in r.getheaders()]
    return '\r\n'.join(head).encode() + b'\r\n\r\n' + got


class Client:
    """`door`: the path of the server's socket, or the port of nginx."""

    def __init__(self, door, timeout=10):
        self.door = door
        self.timeout = timeout
        self.jar = {}
        self.csrf = ''

    def scgi(self, method, uri, body, cookie):
        headers = [('CONTENT_LENGTH', str(len(body))), ('SCGI', '1'),
                   ('REQUEST_METHOD', method), ('REQUEST_URI', uri),
                   ('HTTP_HOST', 'localhost'), ('REMOTE_ADDR', '127.0.0.1')]
        if body:
            headers.append(('CONTENT_TYPE', FORM))
        if cookie:
            headers.append(('HTTP_COOKIE', cookie))
        return exchange(self.door, netstring(headers) + body, self.timeout)

    def http(self, method, uri, body, cookie):
        headers = {'Content-Type': FORM} if body else {}
        if cookie:
            headers['Cookie'] = cookie
        return through_nginx(self.door, method, uri, headers, body,
                             self.timeout)

    def ask(self, method, uri, body=b''):
        way = self.http if isinstance(self.door, int) else self.scgi
        a = Answer(way(method, uri, body, '; '.join(
            k + '=' + v for k, v in self.jar.items())))
        self.jar.update(a.cookies)
        self.csrf = a.hidden('csrf') or self.csrf
        return a

    def get(self, uri):
        return self.ask('GET', uri)

    def post(self, uri, **form):
        form.setdefault('csrf', self.csrf)
        return self.ask('POST', uri, urllib.parse.urlencode(
            form, doseq=True).encode())
