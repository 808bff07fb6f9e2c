import type { PartyId } from '../../../domain/kernel/actor';
import { counted } from '../counted';

/**
 * How database and Temporal can differ.
 *
 * - `noWorkflow`: the journal has the case, and no workflow runs for it
 * - `ahead`: the workflow knows steps that the journal lost; the database is an older backup
 * - `behind`: the journal has steps that the workflow never heard of; Temporal is an older backup
 * - `lostCase`: a workflow whose case and key are both gone from the database
 * - `historyAltered`: answers in the workflow's history do not open under the case's key
 * - `forked`: journal and workflow tell of different steps under one number
 * - `gap`: a line is missing inside the journal
 * - `keyMissing`: the case has lines and no key
 * - `altered`: something stored of the case does not open under its key
 * - `rowDiffers`: the worklist row or the ledger is not what the journal makes of it
 * - `letterWithoutRow`: the journal tells of a letter that the outbox does not have
 * - `deliveryMissing`: a letter waits and no delivery of it is under way
 * - `inboxUnsettled`: a received letter has its step and still waits
 * - `textsLost`: the journal names narratives or identities that nobody has any more
 * - `letterLost`: a letter that went out is not with its recipient any more
 * - `recipientLost`: a letter that went out to a unit served here is not in its inbox: the case it went to was lost
 * - `holderLost`: the same of a transfer: nobody holds the application (TRF-6)
 * - `restart`: nothing differs, and the case was named to be started anew
 * - `chainBroken`: the unit's access log has faults
 */
export type FindingKind =
  | 'noWorkflow'
  | 'ahead'
  | 'behind'
  | 'lostCase'
  | 'historyAltered'
  | 'forked'
  | 'gap'
  | 'keyMissing'
  | 'altered'
  | 'rowDiffers'
  | 'letterWithoutRow'
  | 'deliveryMissing'
  | 'inboxUnsettled'
  | 'textsLost'
  | 'letterLost'
  | 'recipientLost'
  | 'holderLost'
  | 'restart'
  | 'chainBroken';

/** One difference: references and numbers, nothing of what stands in them. */
export interface Finding {
  readonly kind: FindingKind;
  readonly unit: PartyId;
  readonly caseRef?: string;
  /** The steps that it is about, first and last. */
  readonly steps?: readonly [from: number, to: number];
  readonly letters?: readonly string[];
  /** How many narratives and identities. */
  readonly texts?: number;
  /** The unit that the letters went to. */
  readonly to?: PartyId;
}

/** What became of a difference. */
export interface Told {
  readonly finding: Finding;
  readonly outcome: 'left' | 'mended' | 'handled';
  /** Where people wrote down how they handled it. */
  readonly by?: string;
}

interface Words {
  readonly what: (finding: Finding) => string;
  /** What to do where the tool does not, or not without being told. */
  readonly todo: string;
  /** What mending does; absent where nobody but a person can. */
  readonly mend?: string;
}

const span = ({ steps }: Finding): string =>
  steps === undefined ? '' : steps[0] === steps[1] ? `step ${steps[0]}` : `steps ${steps[0]} to ${steps[1]}`;
const count = ({ letters = [] }: Finding): string =>
  letters.length === 1 ? 'a letter' : `${letters.length} letters`;

const DO = 'Say --do to mend it.';

/** For each difference what it is, how it is mended, and what a person does otherwise (ADR 0025). */
export const words: Readonly<Record<FindingKind, Words>> = {
  noWorkflow: {
    what: () => 'stands in the journal, and no workflow runs for it: no clock, no letters',
    mend: 'its workflow was started from the journal',
    todo: DO,
  },
  ahead: {
    what: (finding) =>
      `the workflow has acknowledged ${span(finding)}, and the journal does not have them: the database is from an older backup`,
    mend: 'the steps were brought back from the history; recipients of letters in doubt are asked before anything is sent',
    todo: DO,
  },
  behind: {
    what: (finding) =>
      `the journal has ${span(finding)}, of which the workflow never heard: Temporal is from an older backup`,
    mend: 'the workflow was ended and started anew from the journal',
    todo: DO,
  },
  lostCase: {
    what: () =>
      'a workflow runs, and neither the case nor its key is in the database: it was opened after the backup, and nothing of it can be read any more',
    mend: 'the workflow was ended; the unit must be told that a case begun then is lost, and take it up anew',
    todo: 'Is this the right database? A later backup would have the case. If there is none: --give-up <case> --do ends the workflow.',
  },
  historyAltered: {
    what: () =>
      'answers in the history of its workflow do not open under the case’s key: they were altered, or the key is another',
    mend: 'the workflow was ended and started anew from the journal; what only those answers had is lost',
    todo: 'Is this the database of this Temporal? The journal holds; --give-up <case> --do ends the workflow and starts it anew from the journal, which gives up what only those answers have.',
  },
  forked: {
    what: (finding) =>
      `journal and workflow tell of different steps from ${span(finding)} on: both went on after a backup was restored`,
    mend: 'the workflow was ended and started anew from the journal; its own steps are lost',
    todo: 'Look at both with the unit. The journal holds; --give-up <case> --do ends the workflow and starts it anew from the journal, which gives up the steps that only the workflow has.',
  },
  gap: {
    what: (finding) => `the journal lacks ${span(finding)}: lines were taken out beside the service`,
    todo: 'Keep the database as it is, and take the lines from a backup: nothing may be decided on a file with holes.',
  },
  keyMissing: {
    what: ({ caseRef }) =>
      `${caseRef === undefined ? 'the access log' : 'the case'} has lines and no key to open them with`,
    todo: 'Bring the row of its key back from a backup of the database, with the master key of that time (npm run ops -- keys status).',
  },
  altered: {
    what: () =>
      'something that is stored of it does not open under its key: it was altered, or moved from elsewhere',
    todo: 'Keep the database as it is, compare with a backup, and tell whoever answers for security.',
  },
  rowDiffers: {
    what: () => 'the worklist row or the ledger of consents is not what the journal makes of it',
    mend: 'both were written anew from the journal',
    todo: DO,
  },
  letterWithoutRow: {
    what: (finding) => `the journal tells of ${count(finding)} that the outbox does not have`,
    mend: 'the letters stand there again; recipients are asked before anything is sent',
    todo: DO,
  },
  deliveryMissing: {
    what: (finding) => `${count(finding)} waits to be sent or settled, and nobody is at it`,
    mend: 'the workflow was ended and started anew from the journal, which takes the letters up',
    todo: DO,
  },
  inboxUnsettled: {
    what: (finding) => `${count(finding)} was recorded and still waits in the inbox`,
    mend: 'the letters were settled as their steps say',
    todo: DO,
  },
  textsLost: {
    what: (finding) =>
      `the database, which alone had them, lacks ${counted(finding.texts ?? 0, 'text or identity', 'texts or identities')} of ${span(finding)}`,
    todo: 'Tell the unit, which writes them anew. A later backup of the database would have them. Then: --handled <case> --by <reference> --do.',
  },
  letterLost: {
    what: (finding) =>
      `${count(finding)} that went out is not with the recipient any more: its database is from an older backup`,
    todo: 'Tell the unit, by the case: what its file says went out is not there. If it was a transfer nobody holds the application: it must be offered anew, or taken up again. Then: --handled <case> --by <reference> --do.',
  },
  recipientLost: {
    what: (finding) =>
      `${count(finding)} that went out is not with ${finding.to ?? ''} any more: the case it went to was lost`,
    todo: 'Tell the supervisors of both units. Nothing is sent anew: whether it still may go, and what became of it, people must see. Then: --handled <case> --by <reference> --do.',
  },
  holderLost: {
    what: (finding) =>
      `its transfer to ${finding.to ?? ''} went out, and the case it went to was lost: NOBODY HOLDS THE APPLICATION (TRF-6)`,
    todo: 'Tell the supervisors of both units, today: one of them must take the application up anew. Then: --handled <case> --by <reference> --do.',
  },
  restart: {
    what: () => 'nothing differs; its workflow is to be started anew, as was asked',
    mend: 'the workflow was ended and started anew from the journal',
    todo: 'Say --do to do it.',
  },
  chainBroken: {
    what: () => 'the access log has faults',
    todo: 'npm run log:verify tells which lines, and docs/log.md what each fault means. After a restore compare with the head that was exported last.',
  },
};
