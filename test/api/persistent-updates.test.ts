import { ServiceError } from '@temporalio/client';
import type { WorkflowStartUpdateInput, WorkflowStartUpdateOutput } from '@temporalio/client';
import { persistentUpdates } from '../../api/persistent-updates';

const asked = { updateName: 'closeCase', args: [] } as unknown as WorkflowStartUpdateInput;
const accepted = { updateId: 'u-1' } as unknown as WorkflowStartUpdateOutput;

/** An error as the client throws it, with the code that gRPC has for it. */
function answeredWith(code: number): ServiceError {
  const cause = Object.assign(new Error('grpc'), { code, details: 'of the server', metadata: {} });
  return new ServiceError('Workflow Update failed', { cause });
}

/** Sends one update where Temporal answers with these errors first; gives what came of it and how often it was sent. */
async function sendAgainst(errors: readonly Error[]): Promise<{ outcome: unknown; sent: number }> {
  let sent = 0;
  const next = (input: WorkflowStartUpdateInput): Promise<WorkflowStartUpdateOutput> => {
    expect(input).toBe(asked);
    const error = errors[sent];
    sent += 1;
    return error === undefined ? Promise.resolve(accepted) : Promise.reject(error);
  };
  const outcome = await persistentUpdates([1, 1])
    .startUpdate?.(asked, next)
    .catch((error: unknown) => error);
  return { outcome, sent };
}

const takenBack = answeredWith(9);

test('an update that Temporal took back is sent again, the very same, until it is accepted', async () => {
  expect(await sendAgainst([takenBack, takenBack])).toEqual({ outcome: accepted, sent: 3 });
});

test('one that is taken back each time ends, with the last error', async () => {
  expect(await sendAgainst([takenBack, takenBack, takenBack, takenBack])).toEqual({
    outcome: takenBack,
    sent: 3,
  });
});

test.each([
  ['no answer in time', answeredWith(4)],
  ['not found', answeredWith(5)],
  ['not permitted', answeredWith(7)],
  ['no error of the server', new Error('anything else')],
])('%s is told at once', async (_name, error) => {
  expect(await sendAgainst([error])).toEqual({ outcome: error, sent: 1 });
});
