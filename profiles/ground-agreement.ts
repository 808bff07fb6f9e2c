import { plusDays, isLocalDate } from '../domain/time/local';
import type { Loose, LooseRow } from './loose';
import { at, hasList, rowsAt, textAt } from './loose';

const OPEN_END = '9999-12-31';

interface Wording {
  readonly path: string;
  readonly id: string;
  readonly from: string;
  /** The last day; the end of time for one in force. */
  readonly to: string;
}

/** Where the legal grounds do not agree with themselves, one another or the categories (CON-5). */
export function groundFaults(profile: Loose): string[] {
  const rows = rowsAt(profile, 'grounds');
  return [
    ...rows.flatMap(orderFaults),
    ...overlapFaults(rows.flatMap(wordingOf)),
    ...rows.flatMap((row) => categoryFaults(row, profile)),
    ...rows.flatMap(deciderFaults),
  ];
}

function dateAt(row: Loose, key: string): string | undefined {
  const found = textAt(row, key);
  return found !== undefined && isLocalDate(found) ? found : undefined;
}

function orderFaults({ path, row }: LooseRow): string[] {
  const from = dateAt(row, 'from');
  const to = dateAt(row, 'to');
  if (from === undefined || to === undefined || from <= to) return [];
  return [`${path}.to: ${to} is before the first day, ${from}`];
}

/** Only rows whose dates can be read and stand in order take part in the search for overlaps. */
function wordingOf({ path, row }: LooseRow): Wording[] {
  const id = textAt(row, 'id');
  const from = dateAt(row, 'from');
  const to = at(row, 'to') === undefined ? OPEN_END : dateAt(row, 'to');
  if (id === undefined || from === undefined || to === undefined || from > to) return [];
  return [{ path, id, from, to }];
}

/** On each day a ground has at most one wording. */
function overlapFaults(wordings: readonly Wording[]): string[] {
  return wordings.flatMap((later, index) =>
    wordings
      .slice(0, index)
      .filter((earlier) => earlier.id === later.id && earlier.from <= later.to && later.from <= earlier.to)
      .map((earlier) => {
        const day = earlier.from > later.from ? earlier.from : later.from;
        return `${later.path}.from: on ${day} two wordings of "${later.id}" hold, this one and ${earlier.path}; end one on ${plusDays(day, -1)}`;
      }),
  );
}

function categoryFaults({ path, row }: LooseRow, profile: Loose): string[] {
  if (!hasList(profile, 'categories')) return [];
  const known = rowsAt(profile, 'categories').map((category) => textAt(category.row, 'id'));
  return rowsAt(row, 'categories').flatMap(({ path: place, row: category }) =>
    typeof category !== 'string' || known.includes(category)
      ? []
      : [`${path}.${place}: there is no category "${category}"`],
  );
}

/** Some grounds are off until the authority switches them on and names who decides (law.md). */
function deciderFaults({ path, row }: LooseRow): string[] {
  const asks = rowsAt(row, 'asksFor').some((demand) => demand.row === 'namedDecider');
  const missing = ['decider', 'deciders'].find((key) => at(row, key) === undefined);
  if (!asks || at(row, 'enabled') !== true || missing === undefined) return [];
  return [
    `${path}.${missing}: is missing; this ground may be switched on only with the function that decides named, and those who hold it`,
  ];
}
