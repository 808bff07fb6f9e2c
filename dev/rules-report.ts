/** One rule of the catalogue (`docs/rules.json`). */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly status: 'inForce' | 'partly' | 'planned';
  /** What holds so far, or what is missing, when the status is `partly`. */
  readonly partly?: string;
}

/** A file or a test that names rules. */
export interface Source {
  /** The file, or the file and the full title of the test. */
  readonly name: string;
  readonly text: string;
}

/** A rule that is to hold now, with where it is enforced and which tests prove it. */
export interface RuleReport extends Rule {
  readonly enforcedIn: readonly string[];
  readonly provedBy: readonly string[];
}

/** What is known of all rules. */
export interface Report {
  readonly rules: readonly RuleReport[];
  readonly planned: number;
  readonly faults: readonly string[];
}

const areas = 'DEF|INT|CON|THR|RSP|TRF|PLC|FIN|FUP|CTY|UPP|ACC|AUD|PIN|NTF|WRK|RET';
const ruleId = new RegExp(`\\b(?:${areas})-[0-9]+\\b`, 'g');

/** The rule IDs that a text names, each once. */
export function idsIn(text: string): readonly string[] {
  return [...new Set(text.match(ruleId))];
}

function byRule(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { name, text } of sources) {
    for (const id of idsIn(text)) found.set(id, [...(found.get(id) ?? []), name]);
  }
  return found;
}

function faultsOf({ id, title, enforcedIn, provedBy }: RuleReport): readonly string[] {
  return [
    ...(enforcedIn.length === 0 ? [`${id} (${title}) is enforced nowhere`] : []),
    ...(provedBy.length === 0 ? [`${id} (${title}) is proved by no test`] : []),
  ];
}

/** Sets rules, code and tests against one another. */
export function reportOf(rules: readonly Rule[], code: readonly Source[], tests: readonly Source[]): Report {
  const enforced = byRule(code);
  const proved = byRule(tests);
  const reports = rules
    .filter(({ status }) => status !== 'planned')
    .map((rule) => ({
      ...rule,
      enforcedIn: enforced.get(rule.id) ?? [],
      provedBy: proved.get(rule.id) ?? [],
    }));
  const known = new Set(rules.map(({ id }) => id));
  const unknown = [...enforced, ...proved].filter(([id]) => !known.has(id));
  return {
    rules: reports,
    planned: rules.length - reports.length,
    faults: [
      ...reports.flatMap(faultsOf),
      ...unknown.map(([id, names]) => `${id} is in no catalogue, but named by ${names.join(', ')}`),
    ],
  };
}

const SHOWN = 5;

/** The first few, since one table can prove a rule in fifty ways; `--json` lists all. */
function listed(names: readonly string[]): readonly string[] {
  const more = names.length - SHOWN;
  const shown = names.length === 0 ? ['nothing'] : names.slice(0, SHOWN);
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `      ${line}`);
}

function linesOf({ id, title, status, partly, enforcedIn, provedBy }: RuleReport): readonly string[] {
  return [
    `${id}  ${title}`,
    ...(status === 'partly' ? [`    partly: ${partly ?? ''}`] : []),
    '    enforced in',
    ...listed(enforcedIn),
    status === 'partly' ? '    tests of the part' : '    proved by',
    ...listed(provedBy),
    '',
  ];
}

/** The report as text, with a summary as its last line. */
export function toText({ rules, planned, faults }: Report): string {
  const isSound = ({ enforcedIn, provedBy }: RuleReport): boolean =>
    enforcedIn.length > 0 && provedBy.length > 0;
  const proved = rules.filter((rule) => rule.status === 'inForce' && isSound(rule)).length;
  const partly = rules.filter((rule) => rule.status === 'partly').length;
  const summary = `${proved} rules enforced and proved, ${partly} partly, ${planned} planned, ${faults.length} faults`;
  return [...rules.flatMap(linesOf), ...faults.map((fault) => `FAULT ${fault}`), summary].join('\n');
}
