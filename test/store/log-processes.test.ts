import { run } from '../system/service';
import { checkLog } from '../../store/log-check';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';

const WRITERS = ['s-1', 's-2'];
const LINES = 40;

describe.each(servers)('two processes that write to one log, on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  test('AUD-3: make one sound chain with every line of both, also where neither has a key yet', async () => {
    const ended = await Promise.all(
      WRITERS.map((who) =>
        run('test/store/support/log-process.ts', [test_.url, test_.keysDir, who, String(LINES)], process.env),
      ),
    );
    expect(ended).toEqual(WRITERS.map(() => ({ code: 0, output: '' })));
    expect(await checkLog(test_, 'sav')).toMatchObject({ lines: WRITERS.length * LINES, faults: [] });
    const { rows } = await test_.admin.query(
      'select who, count(*)::int as lines from access_log group by who order by who',
    );
    expect(rows).toEqual(WRITERS.map((who) => ({ who, lines: LINES })));
  });
});
