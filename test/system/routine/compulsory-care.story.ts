import type { Stage } from '../../../dev/demo/stage';
import { assessedAtSav, consents, now, takeUp, watch } from './chapters';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const sav = await assessedAtSav(stage, 9, 'high');
  const arrived = await watch(stage, 'hisingen.reception', 'unassigned');
  await sav.act(
    'record-compulsory-care-concern',
    { at: now(), text: 'Invented.' },
    'sees a need of compulsory care',
  );
  const local = await takeUp(stage, 'hisingen', await arrived());
  await local.act('start-compulsory-care-inquiry', { at: now() }, 'begins an inquiry of its own');
  await sav.until('goes on beside it', ({ holdsApplication }) => holdsApplication);
  await consents(stage, sav, { purpose: 'transfer', to: ['hisingen'], categories: ['core'] });
  const offered = await watch(stage, 'hisingen.reception', 'our-receipt');
  const move = { to: 'hisingen', categories: [], reason: 'Invented.' };
  await sav.act('offer-transfer', move, 'hands the application over with consent');
  await stage.at('hisingen.reception', await offered()).act('confirm-receipt', {}, 'confirms the receipt');
  await sav.until('holds the application no longer', ({ holdsApplication }) => !holdsApplication);
}

export const compulsoryCare: Story = {
  name: 'compulsory-care',
  title: 'RSP-9 RSP-15 TRF-6: compulsory care: reported at once, two files open, the application handed over',
  play,
};
