import type { PartyId, Role } from '../kernel/actor';
import type { Text } from '../kernel/text';
import type { Calendar } from '../time/calendar';
import type { LocalDate } from '../time/local';
import type { Span } from '../time/span';

/** What a unit is for; rules know units by this and never by name. */
export type UnitFunction = 'defectorUnit' | 'district' | 'dutyDesk';

/** A stage of the threat assessment that a police function carries out (THR-1). */
export type PoliceTask = 'initial' | 'inDepth';

/** Something of the profile that has a name to be read. */
export interface Named {
  readonly id: string;
  readonly name: Text;
}

/** A unit of the municipality: an island with its own files. */
export interface UnitProfile extends Named {
  readonly id: PartyId;
  readonly function: UnitFunction;
  /** The public's way in, told to an applicant who is too young (DEF-1). */
  readonly contact: Text;
  /** E-mail address to which the unit's notices go first (NTF-2). */
  readonly functionAddress: string;
  /** The staff id of the contact person for defector matters (FUP-6). */
  readonly contactPerson: string;
  /** The staff ids of those who are marked competent for the target group: only they are assigned (FUP-6). */
  readonly competent: readonly string[];
}

/** A police function and the stages it may report; none where it gives no assessment (UPP-7). */
export interface PoliceFunction extends Named {
  readonly id: PartyId;
  readonly tasks: readonly PoliceTask[];
}

/** A milieu that a person may belong to (DEF-7). */
export interface Milieu extends Named {
  readonly group: 'criminal' | 'extremist' | 'honour';
}

/** A way in for applications, and the function of the unit that receives by it (INT-1). */
export interface Channel extends Named {
  readonly unitFunction: UnitFunction;
  /** The application came inside a case that goes on there: only a caseworker registers it (RSP-8). */
  readonly ongoing?: true;
}

/** Whom a legal ground lets information go to. */
export type GroundDirection = 'socialServices' | 'healthCare' | 'police' | 'lawEnforcement' | 'authority';

/**
 * What a use of the ground must state or have, beside why it is directly called for and who decided, which every
 * use does (CON-5).
 *
 * - `abuse`: which abuse it is about
 * - `suspicion`: which crime is suspected
 * - `circumstances`: the concrete circumstances
 * - `crimeRisk`: the risk of criminal activity
 * - `weighing`: the interests weighed against each other
 * - `supervisor`: a supervisor decides
 * - `namedDecider`: only those decide whom the authority named when it switched the ground on
 */
export type GroundDemand =
  'abuse' | 'suspicion' | 'circumstances' | 'crimeRisk' | 'weighing' | 'supervisor' | 'namedDecider';

/** A legal ground for disclosing without consent, as it reads between two days (CON-5). */
export interface LegalGround {
  /** Names the ground over its wordings: rows of one id follow upon one another. */
  readonly id: string;
  readonly text: Text;
  /** The statute as one would cite it. */
  readonly statute: string;
  /** The first day on which this wording holds. */
  readonly from: LocalDate;
  /** The last day on which it holds; absent while it is in force. */
  readonly to?: LocalDate;
  readonly direction: readonly GroundDirection[];
  readonly asksFor: readonly GroundDemand[];
  /** The only categories it carries; absent where each use says which are needed. */
  readonly categories?: readonly string[];
  /** The person must be younger than this on the day of the disclosure, in whole years. */
  readonly belowAge?: number;
  readonly enabled: boolean;
  /** The function that decides, where the ground may be switched on only with one named. */
  readonly decider?: string;
  /** Those who hold it, as the sign-in names them. */
  readonly deciders?: readonly string[];
}

/** The row that carried a disclosure, kept with it as it then read (CON-5). */
export type FrozenGround = Pick<LegalGround, 'id' | 'text' | 'statute' | 'from' | 'to'>;

/** The times of the threat assessment (THR-2, THR-3), counted from the request. */
export interface ThreatTimes {
  readonly limit: Span;
  /** Ascending, each before the limit. */
  readonly reminders: readonly Span[];
  /** After the limit, from one message to the supervisors to the next. */
  readonly overdueEvery: Span;
}

/** The times of a transfer that waits for its receipt (TRF-5), counted from the offer. */
export interface TransferTimes {
  readonly receipt: Span;
  readonly escalation: Span;
}

/** A wording of the social services act: decisions cite the one in force on their day. */
export interface Act {
  readonly statute: string;
  readonly from: LocalDate;
  readonly to?: LocalDate;
}

/** An authority that is no island here: the person may consent to contact with it, and staff reach it outside the service. */
export interface Authority extends Named {
  readonly kind: 'financialAssistance' | 'prison' | 'youthCare' | 'healthCare' | 'lawEnforcement' | 'other';
  /** The way in that the person is told (FIN-2). */
  readonly contact?: Text;
  /** Where an acute need is taken (FIN-2). */
  readonly dutyLine?: Text;
}

/** A planned release from prison or closed youth care (INT-7). */
export interface CustodyTimes {
  /** Counted back from the day of release. */
  readonly reminders: readonly Span[];
}

/** Acute placement (PLC), counted from the first decision. */
export interface PlacementTimes {
  readonly limit: Span;
  readonly reminders: readonly Span[];
  /** Until when the person is told how it works, where that could not be done at once (PLC-4). */
  readonly information: Span;
  readonly providers: readonly Named[];
  readonly protectionLevels: readonly Named[];
}

/** How often crime and threat are followed up with the police (FUP-1). */
export interface FollowUpTimes {
  /** While interventions run, from one follow-up to the next. */
  readonly running: Span;
  /** Counted from the closing. */
  readonly afterClosing: readonly Span[];
  /** After the day of a follow-up, until the supervisor is told that it is not done. */
  readonly escalation: Span;
}

/** The city's common function address: what goes out from it does not show which unit asks (INT-6). */
export interface CommonAddress extends Named {
  readonly id: PartyId;
  readonly functionAddress: string;
}

/** What a value that the sign-in gives means here: a unit, a role, or both. */
export interface ClaimMeaning {
  readonly unit?: PartyId;
  readonly role?: Role;
}

/** How the authority's sign-in tells who somebody is (ACC-5). */
export interface SignIn {
  /** The claim that holds the staff id; `sub` where it is left out. */
  readonly person?: string;
  /** By claim, then by value. A value that does not stand here means nothing. */
  readonly claims: Readonly<Record<string, Readonly<Record<string, ClaimMeaning>>>>;
}

/** Everything about a municipality that decisions depend on: data, checked when the service starts (UPP-6). */
export interface Profile {
  readonly id: string;
  /** Grows with every change; what is decided keeps the version it was decided under. */
  readonly version: number;
  readonly municipality: string;
  readonly calendar: Calendar;
  /** Whole years; a younger applicant is not registered (DEF-1). */
  readonly minimumAge: number;
  readonly units: readonly UnitProfile[];
  /** Needed where there is a duty desk. */
  readonly commonAddress?: CommonAddress;
  /** Where it is left out, the claim `unit` holds a unit's id and the claim `roles` holds roles, as they are called here. */
  readonly signIn?: SignIn;
  readonly police: readonly PoliceFunction[];
  readonly milieus: readonly Milieu[];
  readonly channels: readonly Channel[];
  /** Kinds of information that consents and grounds name (CON-2). */
  readonly categories: readonly Named[];
  /** What consents are given for (CON-2). */
  readonly purposes: readonly Named[];
  readonly grounds: readonly LegalGround[];
  readonly acts: readonly Act[];
  readonly authorities: readonly Authority[];
  /** Standardised assessment methods (DEF-11). */
  readonly methods: readonly Named[];
  readonly threat: ThreatTimes;
  readonly transfer: TransferTimes;
  readonly custody: CustodyTimes;
  readonly placement: PlacementTimes;
  readonly followUp: FollowUpTimes;
  /** A question between units, counted from when it was put: the reminder, and when the supervisor is told (NTF-3). */
  readonly questions: { readonly reminder: Span; readonly escalation: Span };
  /** How long an answer is waited for before the supervisor is told (THR-8). */
  readonly seriousCrime: { readonly answer: Span };
  /** Reminders are spread over at most so many seconds; ends of time never are. */
  readonly reminderJitterSeconds: number;
}

/** Categories that rules name, so that every profile must have them (TRF-1, FUP-9, THR-4). */
export const neededCategories = ['core', 'criteria', 'threatAssessment'] as const;

/** Purposes that rules name, so that every profile must have them (INT-5, TRF-1, DEF-10). */
export const neededPurposes = ['threatAssessment', 'transfer', 'exitProcess'] as const;
