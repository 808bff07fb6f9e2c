import type { Stage } from '../../../dev/demo/stage';
import { assessedAtSav, formal, now, today } from './chapters';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const sav = await assessedAtSav(stage, 10, 'high');
  await sav.act('classify-defector', { classification: 'special' }, 'classifies');
  await sav.act('assess-ability', { ability: 'able' }, 'assesses the ability');
  await sav.act('decide-handling', {}, 'decides who handles');
  const kin = { district: 'nordost', contact: 'An invented contact.', at: now() };
  await sav.act('inform-relatives', kin, 'tells the relatives where their help is');
  await sav.act('record-serious-crime-suspicion', { suspicion: 'Invented.' }, 'records a suspicion');
  const regular = { kind: 'regular', intervention: 'Invented.', from: today() };
  await sav.refused('grant-intervention', regular, ['THR-8']);
  await sav.act('answer-serious-crime', { answer: 'stop', text: 'Invented.' }, 'answers for the unit');
  await sav.act('end-exit', formal(), 'ends the exit by a formal decision');
  await sav.act('record-help-to-apply', { at: now(), wanted: false }, 'offers help to apply');
  await sav.act('close-case', { reason: 'exitEnded' }, 'closes');
}

export const cannotGoOn: Story = {
  name: 'cannot-go-on',
  title: 'RSP-10 RSP-11 RSP-12 THR-8: serious crime is suspected, and the exit cannot be carried out',
  play,
};
