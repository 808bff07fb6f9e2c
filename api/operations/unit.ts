import { unitOf } from '../../domain/profile/lookup';
import { writeLine } from '../log';
import { Problem } from '../problem';
import { UnitAnswer } from '../schemas/answers';
import { caseRoles } from './cases';
import type { Operation } from './operation';
import { forStaff } from './staff';

const readUnit = forStaff({
  id: 'readUnit',
  method: 'get',
  path: '/v1/unit',
  tag: 'Unit',
  summary: 'The reader’s own unit: its contact person for defector matters, and who may be assigned (FUP-6)',
  roles: caseRoles,
  answers: { 200: { description: 'The unit as the profile has it.', schema: UnitAnswer } },
  handle: async (deps, { reader, language }) => {
    const unit = unitOf(deps.profile, reader.unit);
    if (unit === undefined) throw new Problem('notFound');
    await writeLine(deps, { reader, action: 'readUnit', outcome: 'answered' });
    const { id, name, function: does, functionAddress, contactPerson, competent } = unit;
    return {
      status: 200,
      body: { unit: id, name: name[language], function: does, functionAddress, contactPerson, competent },
    };
  },
});

/** What staff may know of their own unit. */
export const unitOperations: readonly Operation[] = [readUnit];
