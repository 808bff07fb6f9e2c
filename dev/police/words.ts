import type { WireLetter } from '../../domain/letters/wire';
import type { Remembered } from '../partners/letterbox';
import type { Answered } from '../partners/signed-call';

/** What `npm run police` can do. */
export const USAGE = `What the police send, signed as their integrator would sign it (docs/police.md).

npm run police -- send --as las --reference R --level low --nature latent
npm run police -- answer --as las --reference R --answer go-on
npm run police -- standing --as las MESSAGE-ID
npm run police -- requests
npm run police -- key --as las --out las.pem

send        a threat assessment
  --level low|high  --nature concrete|latent
  --stage initial|in-depth   without it: in-depth for bops, initial for others
  --not-final                something more comes: LAS hands on to BOPS
answer      whether an exit goes on although serious crime is suspected
  --answer go-on|stop
both
  --reference R              the one of the request
  --grounds TEXT             or --grounds-file FILE
  --assessed-at TIME         in UTC; now without it
  --replaces MESSAGE-ID      a correction
  --id MESSAGE-ID            the same again for a message that had no answer
standing    what became of a message
requests    what the stand-in police have received, and how to answer it
key         makes a key in FILE and prints its entry for the registry

everywhere
  --as FUNCTION              las, bops, … as in the profile
  --to ORIGIN                Sluss' public origin; the running embedded service without it
  --key FILE --key-id ID     the function's key; that of the stand-in without it
  --json                     the same as JSON`;

const MEANING: Readonly<Record<number, string>> = {
  400: 'Some fields are missing or wrong; nothing was stored. Correct them and send under the same id.',
  401: 'The signature does not hold; nothing was stored. Is the key registered, in force, and of this function? Is --to the public origin, exactly?',
  404: 'Nothing came under that id from this function.',
  413: 'It is too large; nothing was stored.',
  429: 'Too many messages of yours wait. Send it again later under the same id.',
  503: 'Something is away. Send it again later under the same id.',
};

/** An answer in words. */
export function inWords(as: string, id: string, { status, answer }: Answered): string {
  const said = answer as {
    readonly standing?: string;
    readonly meaning?: string;
    readonly errors?: readonly { readonly path: string; readonly message: string }[];
  };
  if (status === 202)
    return `202: taken, and it will not be lost. Ask later: npm run police -- standing --as ${as} ${id}`;
  if (status === 200) return `${said.standing ?? ''}: ${said.meaning ?? ''}`;
  const errors = (said.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`);
  return `${status}: ${MEANING[status] ?? 'not taken.'}${errors.join('')}`;
}

/** A letter as the stand-in police list it; what it said is gone with the process that took it. */
export interface Request extends Remembered {
  readonly content: Pick<WireLetter, 'to' | 'sentAt' | 'enclosures'> | null;
}

/** How each kind of request is answered. */
const ANSWERS: Readonly<Record<string, string>> = {
  threatAssessmentRequest: "send --level low --nature latent --grounds 'Invented.'",
  seriousCrimeQuestion: "answer --answer go-on --grounds 'Invented.'",
};

/** What the stand-in police have received, in words, the newest last. */
export function requestsInWords(requests: readonly Request[]): string {
  if (requests.length === 0)
    return 'The stand-in police have received nothing yet. A case asks them once it has a consent to it: npm run demo plays such cases.';
  return requests.map(requestInWords).join('\n\n');
}

function requestInWords({ kind, from, fromCase, reference, content }: Request): string {
  const to = content === null ? '' : `, to ${content.to}, ${content.sentAt}`;
  const categories = content?.enclosures.map(({ category }) => category).join(', ') ?? '';
  const [verb, ...options] = (ANSWERS[kind] ?? '').split(' ');
  return [
    `${kind} from ${from}, case ${fromCase}${to}`,
    `  reference: ${reference}`,
    ...(categories === '' ? [] : [`  with: ${categories}`]),
    ...(verb === '' || verb === undefined
      ? []
      : [
          `  answer it: npm run police -- ${verb} --as ${content?.to ?? 'las'} --reference ${reference} ${options.join(' ')}`,
        ]),
  ].join('\n');
}
