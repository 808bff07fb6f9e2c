/** The areas of the rule catalogue (`docs/rules.json`). */
type RuleArea =
  | 'DEF'
  | 'INT'
  | 'CON'
  | 'THR'
  | 'RSP'
  | 'TRF'
  | 'PLC'
  | 'FIN'
  | 'FUP'
  | 'CTY'
  | 'UPP'
  | 'ACC'
  | 'AUD'
  | 'PIN'
  | 'NTF'
  | 'WRK'
  | 'RET';

/** The stable name of a rule in the catalogue, as cited in refusals, tests and on the timeline. */
export type RuleId = `${RuleArea}-${number}`;
