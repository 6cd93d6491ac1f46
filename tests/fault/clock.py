"""clock.py - the clock of the server jumps, forwards and back.

Between the jumps it stands still, so that every time that was written down
can be told from every other: a note happened, was entered and was audited at
the moment at which it was sent, and no other.  Whoever did nothing for an
hour by the clock has to sign in again, wherever the clock has been before;
the audit's chain keeps the order in which things were done, whatever the
clock said; a deadline is passed while it is, and no longer.  A form that was
answered before the jump is sent again after it: it is the same record, for
keys grow old by the time that really ran.
"""
import os
import re
import time

from city import Broken, sign_in
from crash import Run
from ledger import Ledger

SECOND, MINUTE, HOUR, DAY = 1000, 60000, 3600000, 86400000
BEGIN = 1793581500000	# R8.11.2 10:05
DUE = BEGIN + 3 * DAY
JUMPS = (SECOND, 30 * SECOND, 59 * MINUTE, 61 * MINUTE, 13 * HOUR, 8 * DAY,
         400 * DAY)


class Unordered(Ledger):
    """Ids follow the clock: nothing of before is out of the way."""

    def settle(self, kept):
        pass


class ClockJumps(Run):
    kind = 'clock'
    signed_out = 0

    def set_up(self, server):
        self.now = BEGIN
        self.at = {}
        self.set_clock()
        server.env = {'TOMOBUNE_CLOCK': self.data + '/clock'}

    def prepare(self):
        super().prepare()
        self.ledger = Unordered(self.db)
        a = self.client.get(self.case + '/notes/new')
        note = self.ledger.note()
        a = self.client.post(self.case + '/notes', idem=note.key,
                             method='phone', at='いま', about='house',
                             act='save', body=note.word,
                             next_what='介護保険の申請', next_due='R8.11.5')
        note.location = a.location
        note.sent = note.told = time.monotonic()
        self.at[note.word] = BEGIN
        self.asked = BEGIN

    def set_clock(self):
        """A new file each time: the server never reads half of one."""
        with open(self.data + '/clock.new', 'w', encoding='ascii') as f:
            f.write('%d 1\n' % self.now)
        os.replace(self.data + '/clock.new', self.data + '/clock')

    def jump(self):
        self.sealed()
        step = self.dice.choice(JUMPS)
        # Before its first day the household's casefile is not there.
        if self.now - step >= BEGIN and self.dice.random() < 0.5:
            step = -step
        self.now += step
        self.set_clock()

    def sealed(self):
        """The clerk chains what is there, by its own steady clock."""
        end = time.monotonic() + 20
        while self.db.number('select count(*) from audit_todo'):
            if time.monotonic() > end:
                raise Broken('audit rows are not chained any more')
            time.sleep(0.02)

    def session(self):
        """Idle for an hour since the last request: out.  Never sooner."""
        idle = self.now - self.asked
        signed_in = self.client.get('/').status == 200
        if signed_in and idle >= HOUR:
            raise Broken('signed in after %d minutes' % (idle // MINUTE))
        if not signed_in and idle < HOUR and self.now < self.ends:
            raise Broken('signed out after %d minutes' % (idle // MINUTE))
        if not signed_in:
            self.signed_out += 1
            sign_in(self.client)
            self.ends = self.now + 12 * HOUR
        self.asked = self.now
        self.ends = min(self.ends, self.now + 12 * HOUR)

    ends = BEGIN + 12 * HOUR

    def times(self, notes):
        """Of the notes just written: one moment, this one."""
        for n in notes:
            self.at[n.word] = self.now
        said = self.db.rows(
            'select n.body, n.happened_at, n.entered_at, a.at from note n '
            "join audit a on a.object = n.id and a.action = 'note.add' "
            'where n.intake is null')
        for body, *moments in said:
            word = next(w for w in self.at if w in body)
            if set(moments) != {self.at[word]}:
                raise Broken('%s: at %d, it says %s' %
                             (word, self.at[word], moments))

    def deadline(self):
        """Due on R8.11.5: passed from the next morning on."""
        late = self.now + 9 * HOUR >= (DUE + 9 * HOUR) // DAY * DAY + DAY
        body = re.sub(r'\s+', ' ', self.client.get('/').body)
        if ('期限超過' in body) != late:
            raise Broken('a deadline of %d is %s at %d' % (
                DUE, 'not passed' if late else 'passed', self.now))

    def cycle(self):
        self.jump()
        self.session()
        self.dice.choice(self.ledger.notes).send(self.client, self.case)
        threads, notes, _ = self.crowd(2)
        self.join(threads)
        self.look_up(notes)
        if any(not n.told for n in notes):
            raise Broken('a note was not taken')
        self.ledger.settled()
        self.times(notes)
        self.deadline()

    def check_more(self):
        """The list stands in the order of the clock."""
        self.ledger.check_keys()
        self.ledger.check_audit()

    def count(self):
        return {**super().count(), 'times signed out': self.signed_out}
