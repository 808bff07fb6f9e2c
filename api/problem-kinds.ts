import type { Text } from '../domain/kernel/text';

interface Kind {
  readonly status: number;
  readonly title: Text;
  /** What happened, why, and what to do. */
  readonly detail: Text;
  readonly headers?: Readonly<Record<string, string>>;
}

const kind = (
  status: number,
  title: Text,
  detail: Text,
  headers?: Readonly<Record<string, string>>,
): Kind => ({
  status,
  title,
  detail,
  ...(headers === undefined ? {} : { headers }),
});

/** How long a client should wait before it asks again, in seconds. */
const RETRY = { 'Retry-After': '5' };

/** Every kind of problem that the service answers with: the one table from failures to HTTP. */
export const problemKinds = {
  invalid: kind(
    400,
    { en: 'The request is not understood', sv: 'Begäran kan inte förstås' },
    {
      en: 'The fields listed under errors are missing, unknown or wrong. Nothing was done. Correct them and send again.',
      sv: 'Fälten under errors saknas, är okända eller fel. Inget har gjorts. Rätta dem och skicka igen.',
    },
  ),
  malformed: kind(
    400,
    { en: 'The body is no well-formed JSON', sv: 'Innehållet är inte giltig JSON' },
    {
      en: 'The body must be one JSON object in UTF-8, without repeated keys and without deep nesting. Nothing was done.',
      sv: 'Innehållet ska vara ett JSON-objekt i UTF-8, utan upprepade nycklar och utan djup nästling. Inget har gjorts.',
    },
  ),
  keyNeeded: kind(
    400,
    { en: 'Idempotency-Key is missing or wrong', sv: 'Idempotency-Key saknas eller är fel' },
    {
      en: 'Every change needs the header Idempotency-Key, 8 to 128 visible characters, new for each change and the same when it is tried again.',
      sv: 'Varje ändring behöver rubriken Idempotency-Key, 8 till 128 synliga tecken, ny för varje ändring och samma när den görs om.',
    },
  ),
  keyReused: kind(
    409,
    {
      en: 'The Idempotency-Key was used for something else',
      sv: 'Idempotency-Key har använts för något annat',
    },
    {
      en: 'The same key came earlier with another request. Nothing was done. Use a new key for a new change.',
      sv: 'Samma nyckel kom tidigare med en annan begäran. Inget har gjorts. Använd en ny nyckel för en ny ändring.',
    },
  ),
  unauthenticated: kind(
    401,
    { en: 'Sign in is needed', sv: 'Inloggning krävs' },
    {
      en: 'There is no valid token: it is missing, expired or not from this service’s sign-in. Fetch a new one and try again.',
      sv: 'Giltig token saknas: ingen skickades, eller så har den gått ut eller kommer inte från tjänstens inloggning. Hämta en ny och försök igen.',
    },
    { 'WWW-Authenticate': 'Bearer' },
  ),
  unsigned: kind(
    401,
    { en: 'The signature does not hold', sv: 'Signaturen håller inte' },
    {
      en: 'The message must be signed over method, target, digest, message id, created and expires by a registered key, and be fresh (PIN-1). Nothing was stored. Sign it anew under the same message id.',
      sv: 'Meddelandet ska vara signerat över metod, mål, kontrollsumma, meddelande-id, skapat och utgår med en registrerad nyckel, och vara färskt (PIN-1). Inget har lagrats. Signera på nytt med samma meddelande-id.',
    },
    { 'WWW-Authenticate': 'Signature' },
  ),
  notPermitted: kind(
    403,
    { en: 'This is not yours to do', sv: 'Detta är inte din uppgift' },
    {
      en: 'Your function in the unit does not allow this. Nothing was done. Ask whom the rules name.',
      sv: 'Din funktion i enheten tillåter inte detta. Inget har gjorts. Vänd dig till den som reglerna anger.',
    },
  ),
  foreign: kind(
    404,
    { en: 'There is no such case', sv: 'Ärendet finns inte' },
    {
      en: 'In your unit there is no case with that reference that is open to you. Check the reference.',
      sv: 'I din enhet finns inget ärende med den beteckningen som är öppet för dig. Kontrollera beteckningen.',
    },
  ),
  notFound: kind(
    404,
    { en: 'There is nothing at this address', sv: 'Det finns inget på adressen' },
    {
      en: 'The address, the name of the action or list, or the id in it is unknown. The document at /openapi.json lists all addresses.',
      sv: 'Adressen, namnet på åtgärden eller listan, eller det som id:t anger är okänt. Dokumentet på /openapi.json räknar upp alla adresser.',
    },
  ),
  wrongMethod: kind(
    405,
    { en: 'This address does not take that method', sv: 'Adressen tar inte den metoden' },
    {
      en: 'The header Allow says which methods it takes.',
      sv: 'Rubriken Allow säger vilka metoder den tar.',
    },
  ),
  refused: kind(
    409,
    { en: 'Rules stand in the way', sv: 'Regler står i vägen' },
    {
      en: 'The action was not done. Under rules stands each rule in the way and why; settle those and try again.',
      sv: 'Åtgärden utfördes inte. Under rules står varje regel som hindrar och varför; lös dem och försök igen.',
    },
  ),
  changed: kind(
    412,
    { en: 'The case has changed', sv: 'Ärendet har ändrats' },
    {
      en: 'The case is no longer as you read it. Nothing was done. Read it again and decide anew.',
      sv: 'Ärendet är inte längre som när du läste det. Inget har gjorts. Läs det igen och ta ställning på nytt.',
    },
  ),
  badRequest: kind(
    400,
    { en: 'The request is no well-formed HTTP', sv: 'Begäran är inte giltig HTTP' },
    {
      en: 'It was cut short, or its headers, length or address leave open what is meant. Nothing was done. Send it again in one piece.',
      sv: 'Den bröts av, eller så går det inte att avgöra vad rubriker, längd eller adress betyder. Inget har gjorts. Skicka den igen i ett stycke.',
    },
  ),
  tooSlow: kind(
    408,
    { en: 'The request took too long', sv: 'Begäran tog för lång tid' },
    { en: 'It did not come in time. Send it again.', sv: 'Den kom inte i tid. Skicka den igen.' },
  ),
  tooLarge: kind(
    413,
    { en: 'The request is too large', sv: 'Begäran är för stor' },
    { en: 'Nothing was done. Send less at a time.', sv: 'Inget har gjorts. Skicka mindre åt gången.' },
  ),
  wrongType: kind(
    415,
    { en: 'The body must be JSON', sv: 'Innehållet ska vara JSON' },
    {
      en: 'Send Content-Type application/json in UTF-8 and no Content-Encoding. Nothing was done.',
      sv: 'Skicka Content-Type application/json i UTF-8 och ingen Content-Encoding. Inget har gjorts.',
    },
  ),
  misdirected: kind(
    404,
    { en: 'The letter came to the wrong address', sv: 'Brevet kom till fel adress' },
    {
      en: 'The unit that it names as recipient is not served here. Nothing was stored. Correct the address in the address book, or the name under to, and send the letter again under the same id.',
      sv: 'Enheten som det anger som mottagare finns inte här. Inget har lagrats. Rätta adressen i adressboken, eller namnet under to, och skicka brevet igen med samma id.',
    },
  ),
  tooMany: kind(
    429,
    { en: 'Too much at once', sv: 'För mycket på en gång' },
    { en: 'Nothing was stored. Wait and send it again.', sv: 'Inget har lagrats. Vänta och skicka igen.' },
    { 'Retry-After': '30' },
  ),
  locked: kind(
    429,
    { en: 'Closed after repeated misses', sv: 'Stängt efter upprepade missar' },
    {
      en: 'What you asked for was not there for you, too often in a short time. You are let in again when the time under Retry-After has passed; the operator has been told.',
      sv: 'Det du frågade efter fanns inte för dig, för många gånger på kort tid. Du släpps in igen när tiden i Retry-After har gått; driften har fått veta det.',
    },
  ),
  headersTooLarge: kind(
    431,
    { en: 'The headers are too many or too large', sv: 'Rubrikerna är för många eller för stora' },
    {
      en: 'Nothing was done. Send fewer and shorter headers.',
      sv: 'Inget har gjorts. Skicka färre och kortare rubriker.',
    },
  ),
  internal: kind(
    500,
    { en: 'Something went wrong in the service', sv: 'Något gick fel i tjänsten' },
    {
      en: 'Tell the operator the reference. A change can safely be sent again with the same Idempotency-Key.',
      sv: 'Ge driften referensen. En ändring kan tryggt skickas igen med samma Idempotency-Key.',
    },
  ),
  unavailable: kind(
    503,
    { en: 'The service cannot finish this now', sv: 'Tjänsten kan inte slutföra detta nu' },
    {
      en: 'Something it depends on does not answer. Send the same request again with the same Idempotency-Key: it has one effect.',
      sv: 'Något som den är beroende av svarar inte. Skicka samma begäran igen med samma Idempotency-Key: den verkställs bara en gång.',
    },
    RETRY,
  ),
  keyAway: kind(
    503,
    { en: 'A key is away', sv: 'En nyckel saknas för tillfället' },
    {
      en: 'What you ask for is sealed, and its key cannot be used now. Nothing is lost and nothing was done. Tell the operator, who sees at /readyz whose keys are away; when they are back, send the same request again with the same Idempotency-Key.',
      sv: 'Det du frågar efter är förseglat och nyckeln kan inte användas nu. Inget är förlorat och inget har gjorts. Säg till driften, som på /readyz ser vems nycklar som saknas; när de är tillbaka, skicka samma begäran igen med samma Idempotency-Key.',
    },
    { 'Retry-After': '30' },
  ),
  signInAway: kind(
    503,
    { en: 'The sign-in does not answer', sv: 'Inloggningen svarar inte' },
    {
      en: 'The keys by which tokens are checked cannot be fetched, so nobody can be let in now. Nothing was done. Send the same request again with the same Idempotency-Key.',
      sv: 'Nycklarna som token kontrolleras med kan inte hämtas, så ingen kan släppas in just nu. Inget har gjorts. Skicka samma begäran igen med samma Idempotency-Key.',
    },
    RETRY,
  ),
} as const satisfies Readonly<Record<string, Kind>>;

/** The kinds of problem; part of the API: `type` is `urn:sluss:problem:<kind>`. */
export type ProblemKind = keyof typeof problemKinds;
