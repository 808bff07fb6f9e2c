import type { PartnerKey } from '../../security/party-keys';
import {
  BODY,
  NOW,
  SECONDS,
  at,
  because,
  bops,
  check,
  digestOf,
  las,
  signedByHand,
  times,
} from './support/signed-by-hand';

describe('PIN-1: refused', () => {
  test('unsigned, or signed for something else', () => {
    expect(check({})).toEqual(because('noSignature'));
    expect(check({ ...signedByHand(), signature: undefined })).toEqual(because('noSignature'));
    expect(check({ ...signedByHand(), 'signature-input': undefined })).toEqual(because('noSignature'));
    const parameters = `;created=${SECONDS};expires=${SECONDS + 60};keyid="las-1";alg="ed25519";tag="other"`;
    expect(check(signedByHand({ parameters }))).toEqual(because('noSignature'));
  });

  test('altered body, or a digest that is not of the body', () => {
    expect(check(signedByHand(), { body: Buffer.from('{"level":"high"}') })).toEqual(
      because('digestMismatch'),
    );
    expect(check(signedByHand(), { body: Buffer.alloc(0) })).toEqual(because('digestMismatch'));
    const digest = `sha-256=:${digestOf(Buffer.from('x'))}:`;
    expect(check({ ...signedByHand(), 'content-digest': digest })).toEqual(because('badSignature'));
  });

  test.each([
    `sha-512=:${digestOf(BODY, 'sha512')}:`,
    `md5=:${digestOf(BODY, 'md5')}:`,
    'sha-256=?',
    'nonsense',
  ])('digest of another algorithm or kind: %s', (digest) => {
    expect(check(signedByHand({ digest }))).toEqual(because('digestMismatch'));
  });

  test.each([
    ['altered path', { url: 'https://sav.example/v1/police/letters?x=1' }],
    ['altered query', { url: 'https://sav.example/v1/police/assessments?x=2' }],
    ['another unit’s address', { url: 'https://east.example/v1/police/assessments?x=1' }],
    ['plain http', { url: 'http://sav.example/v1/police/assessments?x=1' }],
    ['another method', { method: 'PUT' }],
  ])('re-targeted: %s', (_, change) => {
    expect(check(signedByHand(), change)).toEqual(because('badSignature'));
  });

  test('another message id', () => {
    expect(check({ ...signedByHand(), 'sluss-message-id': 'l-2' })).toEqual(because('badSignature'));
  });

  test.each(['', 'a b', 'x'.repeat(129), 'ö', '../x'])('malformed message id: %j', (messageId) => {
    expect(check(signedByHand({ messageId }))).toEqual(because('malformed'));
  });

  test('expired, with one minute of tolerance', () => {
    expect(check(signedByHand(), at(120))).toMatchObject({ ok: true });
    expect(check(signedByHand(), at(121))).toEqual(because('expired'));
    expect(check(signedByHand(), at(365 * 86_400))).toEqual(because('expired'));
  });

  test('created in the future, with one minute of tolerance', () => {
    expect(check(signedByHand(), at(-60))).toMatchObject({ ok: true });
    expect(check(signedByHand(), at(-61))).toEqual(because('createdInFuture'));
  });

  test('living longer than 300 s, not at all, or without dates', () => {
    expect(check(signedByHand(times(0, 300)))).toMatchObject({ ok: true });
    expect(check(signedByHand(times(0, 301)))).toEqual(because('malformed'));
    expect(check(signedByHand(times(0, 0)))).toEqual(because('malformed'));
    for (const parameters of [
      `;created=${SECONDS};keyid="las-1";alg="ed25519";tag="sluss-letter"`,
      `;expires=${SECONDS + 60};keyid="las-1";alg="ed25519";tag="sluss-letter"`,
      `;created="${SECONDS}";expires=${SECONDS + 60};keyid="las-1";alg="ed25519";tag="sluss-letter"`,
    ]) {
      expect(check(signedByHand({ parameters }))).toEqual(because('malformed'));
    }
  });

  test('unknown key, no key id, another algorithm', () => {
    const rest = `;created=${SECONDS};expires=${SECONDS + 60};tag="sluss-letter"`;
    const of = (parameters: string) => check(signedByHand({ parameters: `${rest}${parameters}` }));
    expect(of(';keyid="nobody";alg="ed25519"')).toEqual(because('unknownKey'));
    expect(of(';keyid="__proto__x";alg="ed25519"')).toEqual(because('unknownKey'));
    expect(of(';alg="ed25519"')).toEqual(because('malformed'));
    expect(of(';keyid="las-1"')).toEqual(because('malformed'));
    expect(of(';keyid="las-1";alg="hmac-sha256"')).toEqual(because('malformed'));
  });

  test('signed with the key of another party', () => {
    expect(check(signedByHand({ key: bops.privateKey }))).toEqual(because('badSignature'));
  });

  test('a key before and after its dates', () => {
    const key = { keyId: 'las-1', party: 'las', publicKey: las.publicKey };
    const [past, future] = [new Date(NOW.getTime() - 1), new Date(NOW.getTime() + 1)];
    const under = (dates: Partial<PartnerKey>) =>
      check(signedByHand(), { keys: () => ({ ...key, ...dates }) });
    expect(under({ validFrom: future })).toEqual(because('unknownKey'));
    expect(under({ validUntil: past })).toEqual(because('unknownKey'));
    expect(under({ validFrom: past, validUntil: future })).toMatchObject({ ok: true });
  });

  test.each([
    ['@target-uri', 'content-digest', 'sluss-message-id'],
    ['@method', 'content-digest', 'sluss-message-id'],
    ['@method', '@target-uri', 'sluss-message-id'],
    ['@method', '@target-uri', 'content-digest'],
    ['@method', '@target-uri', 'content-digest', '@authority'],
    ['@method', '@target-uri', 'content-digest', 'sluss-message-id', '@authority'],
  ])('properly signed over other components: %s %s %s', (...components) => {
    expect(check(signedByHand({ components }))).toEqual(because('missingComponent'));
  });

  test('a component covered twice, or none', () => {
    const components = ['@method', '@method', 'content-digest', 'sluss-message-id'];
    expect(check(signedByHand({ components }))).toEqual(because('malformed'));
    expect(check(signedByHand({ components: [] }))).toEqual(because('missingComponent'));
  });

  test('components reordered on the way', () => {
    const headers = signedByHand();
    const input =
      headers['signature-input']?.replace('"@method" "@target-uri"', '"@target-uri" "@method"') ?? '';
    expect(check({ ...headers, 'signature-input': input })).toEqual(because('badSignature'));
  });

  test.each(['content-digest', 'sluss-message-id'])('the covered header %s taken away', (name) => {
    expect(check({ ...signedByHand(), [name]: undefined })).toEqual(because('missingComponent'));
  });

  test('labels that occur twice, or two signatures with our tag', () => {
    const [one, two] = [signedByHand(), signedByHand({ label: 'sig2' })];
    const both = (name: string, other: Record<string, string>): string =>
      `${one[name] ?? ''}, ${other[name] ?? ''}`;
    for (const other of [one, two]) {
      const doubled = {
        ...one,
        'signature-input': both('signature-input', other),
        signature: both('signature', other),
      };
      expect(check(doubled)).toEqual(because('malformed'));
    }
    expect(check({ ...one, signature: two['signature'] })).toEqual(because('malformed'));
  });

  test.each([
    ['sig1', 'sig1=:AA:'],
    ['sig1=', 'sig1=:AA:'],
    ['sig1=("@method"', 'sig1=:AA:'],
    ['sig1=("@method""@target-uri")', 'sig1=:AA:'],
    ['sig1=("@method";req);tag="sluss-letter"', 'sig1=:AA:'],
    ['sig1=();tag="sluss-letter";tag="sluss-letter"', 'sig1=:AA:'],
    ['sig1=();created=1.5;tag="sluss-letter"', 'sig1=:AA:'],
    ['sig1=();created=99999999999999999999;tag="sluss-letter"', 'sig1=:AA:'],
    ['sig1=();tag="sluss-letter",', 'sig1=:AA:'],
    ['sig1=();tag="sluss-letter"', 'sig1=AA'],
    ['sig1=();tag="sluss-letter"', 'sig1=:A_A:'],
    ['x'.repeat(9_000), 'sig1=:AA:'],
    [`sig1=(${'"a" '.repeat(3000)})`, 'sig1=:AA:'],
  ])('garbage: %s / %s', (input, signature) => {
    const headers = { ...signedByHand(), 'signature-input': input, signature };
    expect(check(headers)).toEqual(because('malformed'));
  });

  test('a signature of the wrong length', () => {
    const headers = { ...signedByHand(), signature: 'sig1=:AAAA:' };
    expect(check(headers)).toEqual(because('badSignature'));
  });
});
