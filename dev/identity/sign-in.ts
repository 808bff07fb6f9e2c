import { createHash, randomBytes } from 'node:crypto';

/** Who signs in, with which client of the identity server's settings. */
export interface SignIn {
  readonly issuer: string;
  readonly client: string;
  readonly redirect: string;
  readonly person: string;
}

/** What the identity server gives for the code. */
export interface SignedIn {
  readonly access_token: string;
  readonly id_token: string;
  readonly expires_in: number;
}

/** Signs one of the staff in as a browser and a public client would: authorization code flow with PKCE, page and all. */
export async function signIn({ issuer, client, redirect, person }: SignIn): Promise<SignedIn> {
  const verifier = randomBytes(32).toString('base64url');
  const browser = createBrowser();
  const start = new URL(`${issuer}/auth`);
  start.search = new URLSearchParams({
    client_id: client,
    redirect_uri: redirect,
    response_type: 'code',
    scope: 'openid profile email',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const page = await browser.go(start);
  const back = await browser.go(page, redirect, new URLSearchParams({ person }));
  const code = back.searchParams.get('code');
  if (code === null) throw new Error(`not signed in, at ${back.href}`);
  return redeem(`${issuer}/token`, {
    grant_type: 'authorization_code',
    client_id: client,
    redirect_uri: redirect,
    code,
    code_verifier: verifier,
  });
}

interface Browser {
  /** Goes to the address, follows redirects, and says where it ended: at a page, or at `until`, which it does not open. */
  readonly go: (to: URL, until?: string, form?: URLSearchParams) => Promise<URL>;
}

function createBrowser(): Browser {
  const cookies = new Map<string, string>();
  const keep = (answer: Response): void => {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
  };
  const go: Browser['go'] = async (to, until, form) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(to, {
      redirect: 'manual',
      headers: { cookie },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    keep(answer);
    const location = answer.headers.get('location');
    if (location === null) {
      if (answer.ok) return to;
      throw new Error(`${to.pathname}: ${answer.status.toString()} ${await answer.text()}`);
    }
    const next = new URL(location, to);
    return until !== undefined && location.startsWith(until) ? next : go(next, until);
  };
  return { go };
}

async function redeem(at: string, body: Readonly<Record<string, string>>): Promise<SignedIn> {
  const answer = await fetch(at, { method: 'POST', body: new URLSearchParams(body) });
  if (!answer.ok) throw new Error(`${answer.status.toString()} ${await answer.text()}`);
  return (await answer.json()) as SignedIn;
}
