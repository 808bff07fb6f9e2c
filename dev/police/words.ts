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
requests    what the stand-in police have received
key         makes a key in FILE and prints its entry for the registry

everywhere
  --as FUNCTION              las, bops, … as in the profile
  --to ORIGIN                Sluss' public origin; the running embedded service without it
  --key FILE --key-id ID     the function's key; that of the stand-in without it
  --json                     the answer as JSON`;

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
    readonly errors?: readonly unknown[];
  };
  if (status === 202)
    return `202: taken, and it will not be lost. Ask later: npm run police -- standing --as ${as} ${id}`;
  if (status === 200) return `${said.standing ?? ''}: ${said.meaning ?? ''}`;
  const errors = (said.errors ?? []).map((error) => `\n  ${JSON.stringify(error)}`);
  return `${status}: ${MEANING[status] ?? 'not taken.'}${errors.join('')}`;
}
