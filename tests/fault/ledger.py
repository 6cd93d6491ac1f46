"""ledger.py - the one checker: what was sent, what was told, and whether the
database is that and nothing else.

    told    an answer was read whole that said it was kept;
    kept    it stands in the database, whether told or not.

Every note told is kept once; a note kept but not told (the answer was lost)
is the same one when it is sent again with its key; nothing is there that
nobody sent; a note and the audit row of its writing are there together or not
at all; what was told before another was sent stands before it, in the list
and in the chain of the audit; the chain verifies.
"""
import os
import re
import time

from city import Broken
from client import Gone

WORD = re.compile(r'しるし\d{5}ばん')


class Refused(Exception):
    """A clear page said that it was not kept."""


class Note:
    """A note somebody sends: its key, its word, and what was answered."""

    def __init__(self, n):
        self.word = 'しるし%05dばん' % n
        self.key = 'fault-%d-%05d' % (os.getpid(), n)
        self.location = None
        self.sent = self.told = None

    def send(self, client, case):
        """Refused: told that it was not kept, and shown it again."""
        self.sent = self.sent or time.monotonic()
        a = client.post(case + '/notes', idem=self.key, method='phone',
                        at='いま', about='house', act='save',
                        body=self.word + '。新聞がたまっている。')
        if a.status in (500, 503):
            self.check_refusal(a)
        if a.status in (502, 504):
            raise Gone('nginx: %d' % a.status)
        if a.status != 303:
            raise Broken('note answered with %d: %s' % (
                a.status, re.sub(r'<[^>]*>|\s+', ' ', a.body)[-900:]))
        if self.location not in (None, a.location):
            raise Broken('%s: a second answer for one key' % self.word)
        self.location = a.location
        self.told = time.monotonic()

    def check_refusal(self, a):
        """A sentence for people, and what was typed, ready to be sent again
        with the same key.  nginx, which cannot know it, is another matter."""
        text = re.sub(r'<[^>]*>', ' ', a.body)
        if not re.search('ません|います', text):
            raise Broken('%d without a sentence: %s' % (a.status, text[:200]))
        if a.ours and (self.word not in a.body or self.key not in a.body):
            raise Broken('%d: what was typed is lost: %s' %
                         (a.status, text[:200]))
        raise Refused(a.status)


class Ledger:
    def __init__(self, db):
        self.db = db
        self.notes = []
        self.by_word = {}
        # What was looked at before is not looked at again until the end.
        self.seen_to = self.settled_n = 0

    def note(self):
        n = Note(len(self.notes))
        self.notes.append(n)
        self.by_word[n.word] = n
        return n

    # -- what is there

    def kept_since(self, since):
        """{word: id} of the notes with a higher id, each with its row of
        audit; raises for what cannot be."""
        kept = {}
        for i, body in self.db.rows('select id, body from note where '
                                    'intake is null and id > %d' % since):
            found = WORD.search(body)
            if not found or found[0] not in self.by_word:
                raise Broken('a note nobody sent: %s' % body)
            if found[0] in kept:
                raise Broken('%s stands there twice' % found[0])
            kept[found[0]] = i
        rows = [r[0] for r in self.db.rows(
            "select object from audit where action = 'note.add' "
            'and object > %d and object not in '
            '(select id from note where intake is not null)' % since)]
        if sorted(rows) != sorted(kept.values()):
            raise Broken('%d notes, and %d rows of audit' %
                         (len(kept), len(rows)))
        return kept

    def kept_now(self):
        """What came since all was settled; after a crash, before anything
        is sent again."""
        return self.kept_since(self.seen_to)

    def settled(self):
        """All notes so far were told: they and only they are there."""
        kept = self.kept_now()
        want = {n.word for n in self.notes[self.settled_n:]}
        if set(kept) != want:
            raise Broken('there: %s; sent: %s' %
                         (sorted(set(kept) - want), sorted(want - set(kept))))
        self.settle(kept)

    def settle(self, kept):
        self.settled_n += len(kept)
        self.seen_to = max([self.seen_to, *kept.values()])

    # -- at the end

    def in_order(self, what, words):
        """No note stands behind one that was sent after it was told."""
        latest = None
        for word in words:
            n = self.by_word[word]
            if latest and latest.sent > n.told:
                raise Broken('%s: %s stands behind %s' %
                             (what, n.word, latest.word))
            if not latest or n.sent > latest.sent:
                latest = n

    def check_all(self):
        kept = self.kept_since(0)
        if set(kept) != set(self.by_word):
            raise Broken('%d notes are there, %d were sent' %
                         (len(kept), len(self.by_word)))
        self.db.check()

    def check_keys(self):
        n = self.db.number("select count(*) from idem "
                           "where key >= 'fault-' and key < 'fault.'")
        if n != len(self.notes):
            raise Broken('%d notes and %d keys' % (len(self.notes), n))

    def words_of(self, query):
        """The words of the notes whose ids a query tells in an order."""
        word = {i: w for w, i in self.kept_since(0).items()}
        return [word[r[0]] for r in self.db.rows(query) if r[0] in word]

    def check_list(self):
        self.in_order('the list', self.words_of(
            'select id from note order by happened_at, id'))

    def check_audit(self):
        self.in_order('the audit', self.words_of(
            'select a.object from audit_seal s join audit a '
            'on a.muni = s.muni and a.id = s.audit '
            "where a.action = 'note.add' order by s.seq"))
