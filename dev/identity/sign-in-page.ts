import express from 'express';
import type { Express } from 'express';
import type Provider from 'oidc-provider';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '');

/** One button for each of the staff: who presses it is signed in as that person. There is no password. */
function page(people: readonly string[], client: string): string {
  const buttons = people
    .map((person) => `<p><button name="person" value="${escaped(person)}">${escaped(person)}</button></p>`)
    .join('\n');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in (invented staff)</title>
<h1>Sign in to ${escaped(client)}</h1><form method="post">
${buttons}
</form></html>`;
}

/** The identity server's own page, at `/interaction/<uid>`: choose one of the invented staff by staff id. */
export function signInPage(provider: Provider, people: readonly string[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/interaction/:uid', async (request, response) => {
    const { params } = await provider.interactionDetails(request, response);
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(page(people, String(params['client_id'])));
  });
  app.post('/interaction/:uid', express.urlencoded({ extended: false }), async (request, response) => {
    const { person } = request.body as { readonly person?: string };
    if (person === undefined || !people.includes(person)) {
      response.status(400).type('text').send('Choose one of the staff.');
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: person, remember: false } });
  });
  app.use(provider.callback());
  return app;
}
