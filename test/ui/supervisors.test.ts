import { openBrowser, signInTo } from './support/browser';
import type { Browser } from './support/browser';
import { startStack } from './support/stack';
import type { Stack } from './support/stack';
import { casesIn, chooseColumns, listAt, openTab, picture, queries, saveView } from './support/supervisor';
import { reportSent, unitAtWork } from './support/unit-at-work';
import type { UnitAtWork } from './support/unit-at-work';

// What a supervisor reads in Temporal's UI (docs/supervisors.md), read from the page. With SLUSS_SCREENSHOTS=docs/screenshots the pictures
// of that page are made anew.

const START_MS = 3_600_000;
const PAGE_MS = 180_000;
const WIDTH = 1480;
const HEIGHT = 520;

let stack: Stack;
let work: UnitAtWork;
let browser: Browser;

beforeAll(async () => {
  stack = await startStack('test/ui/support/quick.json');
  work = await unitAtWork(stack);
  browser = await openBrowser(stack);
  await browser.page.setViewportSize({ width: WIDTH, height: HEIGHT });
  await signInTo(browser, `${stack.addresses.ui}/namespaces/sluss-sav/workflows`, 'sav.supervisor');
}, START_MS);
afterAll(async () => {
  await browser.close();
  await stack.stop();
}, 60_000);

/** Reads a list until it shows what it should: the server's index is a moment behind. */
async function untilListed(unit: string, query: string, wanted: readonly string[]): Promise<void> {
  const { page } = browser;
  const lastMoment = Date.now() + 60_000;
  for (;;) {
    await page.goto(listAt(stack.addresses.ui, unit, query));
    const found = await casesIn(page);
    if (found.join() !== wanted.join() && Date.now() < lastMoment) continue;
    expect(found).toEqual(wanted);
    return;
  }
}

describe('the list of cases', () => {
  test(
    'WRK-1: the view of what is overdue finds the case in which the police are late, and says so in its row',
    async () => {
      const { page } = browser;
      await untilListed('sav', queries.overdue, [work.late]);
      await chooseColumns(page);
      const row = page.locator('tr', { hasText: work.late });
      await row.getByText('police').waitFor();
      expect(await row.innerText()).toMatch(/open\s+police\s+.*\s+true/is);
      await picture(page, 'overdue');
    },
    PAGE_MS,
  );

  test(
    'WRK-1: a view is saved under a name and finds the same cases when it is opened again',
    async () => {
      const { page } = browser;
      await untilListed('sav', queries.police, [work.late]);
      await saveView(page, 'Awaits the police');
      await page.goto(`${stack.addresses.ui}/namespaces/sluss-sav/workflows`);
      await expect(casesIn(page)).resolves.toHaveLength(3);
      await page.getByTestId('saved-views-button').click();
      await page.getByText('Awaits the police').first().click();
      await page.waitForURL(/SlussStep/);
      await page.getByTestId('saved-views-button').getByText('Awaits the police').waitFor();
      expect(await casesIn(page)).toEqual([work.late]);
      await picture(page, 'saved-view');
    },
    PAGE_MS,
  );

  test(
    'WRK-1: the view of what falls due by a day finds what does, and the view of our receipt what waits for it',
    async () => {
      const inFourDays = new Date(Date.now() + 4 * 86_400_000).toISOString();
      await untilListed('sav', queries.dueBy(inFourDays), [work.soon]);
      await untilListed('sav', queries.ourReceipt, []);
      await reportSent(stack, work.fresh);
      const { workflowService } = await stack.temporal('hisingen.supervisor');
      const waiting = { namespace: 'sluss-hisingen', query: queries.ourReceipt };
      const lastMoment = Date.now() + 60_000;
      const listed = async (): Promise<number> =>
        (await workflowService.listWorkflowExecutions(waiting)).executions.length;
      while ((await listed()) === 0) expect(Date.now()).toBeLessThan(lastMoment);
      expect(await listed()).toBe(1);
    },
    PAGE_MS,
  );
});

describe('one case', () => {
  const open = async (caseRef: string): Promise<void> => {
    const { page } = browser;
    await page.goto(`${stack.addresses.ui}/namespaces/sluss-sav/workflows/${caseRef}`);
    await page.waitForURL(/timeline/);
  };

  test(
    'WRK-3: its timeline is its story: names of steps, what each wrote, what the clock waits for; what would tell is a step and no more',
    async () => {
      const { page } = browser;
      await open(work.late);
      // Only what has room on the screen is drawn: the end of the story first, then its beginning.
      await page.setViewportSize({ width: WIDTH, height: 1700 });
      await page.getByText('Step: the clock, the answer of the police is due').first().waitFor();
      const lines = page.locator('button.event');
      const end = await lines.allInnerTexts();
      await picture(page, 'story', { from: page.getByRole('heading', { name: 'Timeline' }), height: 700 });
      await page.getByRole('button', { name: 'Descending' }).click();
      await page.getByText('Step: register application').first().waitFor();
      const story = [...end, ...(await lines.allInnerTexts())].join('\n');
      await page.setViewportSize({ width: WIDTH, height: HEIGHT });
      for (const line of [
        'registerApplication',
        'Step: request threat assessment',
        'Step: the clock, reminder: the answer of the police is awaited',
        'Sends a letter',
        'record',
        'Step: see the case',
      ])
        expect(story).toContain(line);
      expect(story).toMatch(/Until \d{4}-\d\d-\d\d \d\d:\d\d, reminder: the answer of the police is late/);
      expect(story).not.toContain('[closed]');
      expect(story).not.toMatch(/recordRelease|custody|frigiv/i);
    },
    PAGE_MS,
  );

  test(
    'WRK-3 ADR 0028: the history sums up each thing that was written down',
    async () => {
      const { page } = browser;
      await open(work.late);
      await openTab(page, 'Event History');
      await page.getByText('Compact').click();
      await page.getByText('Step: request threat assessment').first().waitFor();
      const history = await page.locator('body').innerText();
      expect(history).toMatch(/Activity Type\s+append\s+Summary\s+Step: give consent/);
      expect(history).not.toContain('[closed]');
      await page.setViewportSize({ width: WIDTH, height: 1200 });
      await picture(page, 'history', {
        from: page.getByRole('heading', { name: 'Event History' }),
        height: 390,
      });
      await page.setViewportSize({ width: WIDTH, height: HEIGHT });
    },
    PAGE_MS,
  );

  test(
    'WRK-1 ADR 0028: the current details say what is awaited from whom and since when, that it is late, and what comes next',
    async () => {
      const { page } = browser;
      await open(work.late);
      await openTab(page, 'User Metadata');
      const details = page.frameLocator('iframe').locator('body');
      await details.getByText('Waits for:').waitFor();
      const text = await details.innerText();
      expect(text).toContain('Wait for the answer of the police');
      expect(text).toMatch(/Waits for: the police · polisen, since \d{4}-\d\d-\d\d \d\d:\d\d/);
      expect(text).toContain('Overdue:');
      expect(text).toContain('a date in the case · ett datum i ärendet');
      expect(text).not.toMatch(/release|frigiv|INT-7/i);
      await page.setViewportSize({ width: WIDTH, height: 1200 });
      await picture(page, 'details', { from: page.getByText('Current Details'), height: 620 });
      await page.setViewportSize({ width: WIDTH, height: HEIGHT });
    },
    PAGE_MS,
  );
});
