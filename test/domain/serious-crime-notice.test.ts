import { running, suspected } from './support/given';

test('NTF-1 THR-8: the notice of a missing answer does not tell by its rule what is suspected', () => {
  const file = suspected(running());
  const due = file.due().find(({ kind }) => kind === 'crimeAnswerDue');
  const step = file.at(due?.at ?? '').ticks(due?.id ?? '');
  const notices = step.events.flatMap((event) => event.notices ?? []);
  expect(notices).toMatchObject([{ audience: 'supervisor', matter: 'answerOverdue', rule: 'NTF-3' }]);
});
