import type { Expression, ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';

import type { Reader } from '../domain/kernel/actor';
import type { Tables } from './schema';

/**
 * Inside the unit: its supervisors (of a restricted case those who are not named get the stub, which the case itself says, ACC-3), the people assigned to the case, and reception while it waits to be received or assigned (ACC-2). The
 * unit itself is row-level security's (ACC-1).
 */
export function mayLook(cases: ExpressionBuilder<Tables, 'cases'>, reader: Reader): Expression<SqlBool> {
  return cases.or([
    cases.val(reader.roles.includes('supervisor')),
    cases.and([cases.val(reader.roles.includes('reception')), cases('cases.waits_at_reception', '=', true)]),
    isNamed(cases, reader.person),
  ]);
}

/** The person is the case's caseworker or a stand-in. */
export function isNamed(
  cases: ExpressionBuilder<Tables, 'cases'>,
  person: string,
): ExpressionWrapper<Tables, 'cases', SqlBool> {
  return cases.exists(
    cases
      .selectFrom('case_people')
      .select('case_people.person')
      .whereRef('case_people.case_ref', '=', 'cases.case_ref')
      .where('case_people.person', '=', person),
  );
}
