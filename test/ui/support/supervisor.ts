import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Locator, Page } from 'playwright-core';

/** The queries of the saved views in docs/supervisors.md. */
export const queries = {
  overdue: '`SlussOverdue` = true',
  police: '`SlussStep` = "police"',
  ourReceipt: '`SlussStep` = "ourReceipt"',
  dueBy: (day: string): string => `\`SlussNextDue\` <= "${day}"`,
} as const;

/** The list of a unit's cases, narrowed to those that a query finds. */
export function listAt(ui: string, unit: string, query: string): string {
  return `${ui}/namespaces/sluss-${unit}/workflows?query=${encodeURIComponent(query)}`;
}

/** The cases in the list, once it has been read. */
export async function casesIn(page: Page): Promise<readonly string[]> {
  await page
    .getByText(/\d+–\d+ of \d+|No Workflows/)
    .first()
    .waitFor();
  const links = await page.locator('table a[href*="/workflows/c-"]').allInnerTexts();
  return [...new Set(links.map((text) => text.trim()).filter((text) => text.startsWith('c-')))];
}

/** Shows whom each case waits for, what is late and what falls due, instead of the engine's own columns. */
export async function chooseColumns(page: Page): Promise<void> {
  await page.getByTestId('workflows-summary-table-configuration-button').click();
  for (const column of ['Run ID', 'Type', 'End'])
    await page.getByTestId(`orderable-list-item-${column}-remove-button`).click();
  for (const column of ['SlussStatus', 'SlussStep', 'SlussNextDue', 'SlussOverdue'])
    await page.getByTestId(`orderable-list-item-${column}-add-button`).click();
  await page.getByTestId('drawer-close-button').click();
  await page.getByText('Configure Workflows Table').waitFor({ state: 'hidden' });
}

/** Keeps what the list shows under a name. */
export async function saveView(page: Page, name: string): Promise<void> {
  await page.getByTestId('create-view-button').click();
  await page.getByTestId('workflow-save-view-modal-input').fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByTestId('saved-views-button').getByText(name).waitFor();
}

/** A tab of a case's page. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).or(page.getByRole('tab', { name })).first().click();
}

/** Keeps the page as a picture, or what there is of it below an element, where `SLUSS_SCREENSHOTS` names a folder. */
export async function picture(
  page: Page,
  name: string,
  part?: { readonly from: Locator; readonly height: number },
): Promise<void> {
  const folder = process.env['SLUSS_SCREENSHOTS'] ?? '';
  if (folder === '') return;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  const box = await part?.from.boundingBox();
  if (part === undefined || box === null || box === undefined) {
    await page.screenshot({ path });
    return;
  }
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path, clip: { x: 0, y: box.y - 16, width, height: part.height } });
}
