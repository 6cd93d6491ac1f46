// One run on one database; see README.md. Prints a line a case and the sum.
import { closeAll, comparePages, database, leavePages, tally, test } from './world.mjs';
import { endElsewhere } from './two_servers.mjs';
import { tour } from './tour.mjs';
import { desks } from './desks.mjs';
import { more } from './more.mjs';
import { part } from './people.mjs';
import { leave, scenario, step, whoLooked } from './scenario.mjs';
import { seen, sharing } from './sharing.mjs';
import { masks, together } from './together.mjs';
import { ownRecord, withdraw } from './withdraw.mjs';

const end = setTimeout(() => {
  console.log('not ok the run took longer than it may\n0 passed, 1 failed, 0 skipped');
  process.exit(1);
}, 900000);

await scenario();
await sharing(step);
await seen(step);
await together(step);
await masks(step);
await ownRecord(step);
await withdraw(step);
await endElsewhere(step);
await part();
await whoLooked();
await more();
await desks();
await tour();
await leave();
leavePages();
if (database === 'postgresql')
  await test('A10 the pages are the same bytes on both databases', comparePages);
await closeAll();
clearTimeout(end);
process.exit(tally());
