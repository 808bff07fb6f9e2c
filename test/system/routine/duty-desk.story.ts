import type { Stage } from '../../../dev/demo/stage';
import { watch } from './chapters';
import { applicant } from './people';
import type { Story } from './story';

/** So long ago that the morning on which it was to be handed over has passed. */
const dayBeforeYesterday = (): string => new Date(Date.now() - 2 * 86_400_000).toISOString();

async function play(stage: Stage): Promise<void> {
  const body = {
    ...{
      action: 'registerApplication',
      channel: 'dutyDesk',
      receivedAt: dayBeforeYesterday(),
      inCustody: false,
    },
    applicant: { ...applicant(5), protectedIdentity: true },
    wish: 'Wants to leave (invented).',
  };
  const ref = await stage.open('socialjour.caseworker', body, 'registers an application at night');
  const desk = stage.at('socialjour.caseworker', ref);
  const wrong = await watch(stage, 'nordost.reception', 'our-receipt');
  const right = await watch(stage, 'hisingen.reception', 'our-receipt');
  await desk.act(
    'set-home-district',
    { district: 'nordost', basis: 'Invented.' },
    'records the home district',
  );
  const declined = stage.at('nordost.reception', await wrong());
  await declined.act('decline-transfer', { reason: 'wrongHomeDistrict' }, 'declines: another district');
  await desk.until('sees that it holds the application still', ({ awaits }) => awaits !== 'receiver');
  await desk.act(
    'set-home-district',
    { district: 'hisingen', basis: 'Invented.' },
    'corrects the home district',
  );
  const offered = stage.at('hisingen.reception', await right());
  await offered.act('confirm-receipt', {}, 'confirms the receipt');
  await desk.until('holds the application no longer', ({ holdsApplication }) => !holdsApplication);
  await desk.act('close-case', { reason: 'handlingMovedToOtherBoard' }, 'closes');
}

export const dutyDesk: Story = {
  name: 'duty-desk',
  title:
    'INT-3 INT-6 INT-9 TRF-4: the duty desk hands over by itself, and again when it was the wrong district',
  play,
};
