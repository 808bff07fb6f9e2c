import type { Text } from '../kernel/text';
import type { PlacementNext } from '../placement/next';
import { placementNextWords } from '../placement/next';

/** What is next in a case, as a code (WRK-1). */
export type Next =
  | 'confirmReceipt'
  | 'awaitPackage'
  | 'assign'
  | 'setHomeDistrict'
  | 'awaitHandover'
  | 'openInvestigation'
  | 'awaitPolice'
  | 'awaitReceipt'
  | 'askConsent'
  | 'settleCriteria'
  | 'askPolice'
  | 'classify'
  | 'assessAbility'
  | 'decideHandling'
  | 'offerTransfer'
  | 'grantIntervention'
  | 'setPlan'
  | 'followUp'
  | 'answerSeriousCrime'
  | 'awaitPoliceAnswer'
  | 'completeExit'
  | 'reject'
  | 'offerHelp'
  | 'discloseAssessment'
  | 'settleMeeting'
  | 'answerQuestion'
  | PlacementNext
  | 'close'
  | 'forwardConcern'
  | 'awaitConcernReceipt'
  | 'confirmConcern'
  | 'handleConcern'
  | 'inquire'
  | 'nothing';

/**
 * What is next, in words (WRK-1); `nameStaff` for a supervisor who is not named in a restricted case (ACC-3), `keyAway` where it cannot be
 * read now.
 */
export const nextWords: Readonly<Record<Next | 'nameStaff' | 'keyAway', Text>> = {
  keyAway: {
    en: 'The case is sealed and its key is away: it waits. Tell the operator.',
    sv: 'Ärendet är förseglat och dess nyckel saknas för tillfället: det väntar. Säg till driften.',
  },
  nameStaff: {
    en: 'Open to named staff only. Ask them, or name who is to have it.',
    sv: 'Öppet bara för namngiven personal. Vänd dig till dem, eller ange vem som ska ha det.',
  },
  confirmReceipt: {
    en: 'Confirm or decline the offered transfer',
    sv: 'Bekräfta eller avböj den erbjudna överflyttningen',
  },
  awaitPackage: { en: 'Wait for the package from the sender', sv: 'Invänta paketet från avsändaren' },
  assign: { en: 'Assign a caseworker', sv: 'Tilldela en handläggare' },
  setHomeDistrict: { en: 'Settle the home district', sv: 'Klarlägg tillhörigheten' },
  awaitHandover: {
    en: 'Wait for the hand-over to the home district',
    sv: 'Invänta överlämningen till stadsområdet',
  },
  openInvestigation: { en: 'Open the investigation', sv: 'Inled utredning' },
  awaitPolice: { en: 'Wait for the police assessment', sv: 'Invänta polisens bedömning' },
  awaitReceipt: { en: 'Wait for the receipt of the transfer', sv: 'Invänta mottagningsbekräftelsen' },
  askConsent: { en: 'Ask the person for consent', sv: 'Fråga personen om samtycke' },
  settleCriteria: { en: 'Settle the criteria', sv: 'Klarlägg kriterierna' },
  askPolice: { en: 'Ask the police for a threat assessment', sv: 'Begär hotbildsbedömning av polisen' },
  classify: { en: 'Classify: special defector or not', sv: 'Klassificera: särskild avhoppare eller inte' },
  assessAbility: {
    en: 'Assess the ability to use the programme',
    sv: 'Bedöm förmågan att tillgodogöra sig insatsen',
  },
  decideHandling: { en: 'Decide who handles', sv: 'Avgör vem som handlägger' },
  offerTransfer: {
    en: 'Offer the transfer to the unit that is to handle',
    sv: 'Erbjud överflyttning till den enhet som ska handlägga',
  },
  grantIntervention: { en: 'Grant an intervention', sv: 'Bevilja en insats' },
  setPlan: { en: 'Set the plan', sv: 'Upprätta arbetsplanen' },
  followUp: { en: 'Follow up the case', sv: 'Följ upp ärendet' },
  answerSeriousCrime: {
    en: 'Assess whether the exit goes on, together with the police',
    sv: 'Bedöm tillsammans med polisen om avhoppet ska fortsätta',
  },
  awaitPoliceAnswer: { en: 'Wait for the answer of the police', sv: 'Invänta polisens svar' },
  completeExit: { en: 'Follow the exit to its completion', sv: 'Följ avhoppet till dess det är fullföljt' },
  reject: {
    en: 'Reject the application by a formal decision, or record that it is withdrawn',
    sv: 'Avslå ansökan genom ett formellt beslut, eller notera att den är återtagen',
  },
  offerHelp: {
    en: 'Offer help to apply for other support, and record it',
    sv: 'Erbjud hjälp att ansöka om annat stöd, och notera det',
  },
  discloseAssessment: {
    en: 'Disclose the assessment to the home district, as the consent lets it',
    sv: 'Lämna ut bedömningen till stadsområdet, så som samtycket medger',
  },
  settleMeeting: {
    en: 'Hold or waive the hand-over meeting, then close the file',
    sv: 'Håll överlämningsmötet eller avstå från det, avsluta sedan akten',
  },
  answerQuestion: { en: 'Answer the question', sv: 'Besvara frågan' },
  ...placementNextWords,
  close: { en: 'Close the file', sv: 'Avsluta akten' },
  forwardConcern: {
    en: 'Pass the report on to the home district',
    sv: 'Sänd anmälan vidare till stadsområdet',
  },
  awaitConcernReceipt: {
    en: 'Wait until the home district has confirmed the report',
    sv: 'Invänta stadsområdets bekräftelse av anmälan',
  },
  confirmConcern: { en: 'Confirm that the report has come', sv: 'Bekräfta att anmälan har kommit in' },
  handleConcern: { en: 'Handle the report', sv: 'Handlägg anmälan' },
  inquire: { en: 'Carry out the inquiry', sv: 'Genomför utredningen' },
  nothing: { en: 'Nothing', sv: 'Inget' },
};
