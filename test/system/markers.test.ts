import { createStage } from '../../dev/demo/stage';
import { historiesWithoutCodec } from './histories';
import { createMarkers, findInFiles, plantedCase, wordsIn } from './planted';
import { prepareService } from './service';
import type { Service } from './service';

describe('marker words in names, personal numbers and narratives', () => {
  let service: Service;

  beforeAll(async () => {
    service = await prepareService();
    await service.start();
  }, 120_000);

  afterAll(async () => {
    await service.remove();
  });

  test('NTF-1 CON-6 AUD-1: none is found in the databases, histories without the codec, logs, notices and error answers', async () => {
    const stage = createStage(service.file(), { patienceMs: 10_000, print: () => undefined });
    const markers = createMarkers();
    const { plant, words } = markers;
    const ref = await plantedCase(stage, markers);
    const worker = stage.person('sav.caseworker');
    const answers = [
      await worker.post(`/v1/cases/${ref}/actions/classify-defector`, {
        classification: 'special',
        otherCircumstances: plant('Refused'),
      }),
      await worker.post(`/v1/cases/${ref}/actions/record-motivation`, {
        insight: plant('Bad'),
        motivation: 'strong',
        text: plant('Bad2'),
      }),
      await worker.post(`/v1/cases/${ref}/actions/set-home-district`, {
        district: 'hisingen',
        basis: plant('Unknown'),
        extra: plant('Field'),
      }),
      await worker.get(`/v1/cases/${ref}`.replace('c-', 'd-')),
      await worker.get('/v1/notices'),
      await stage.person('sav.supervisor').get('/v1/notices'),
      await stage.person('hisingen.reception').get('/v1/notices'),
      await worker.get('/v1/worklists/mine'),
    ];
    const full = JSON.stringify(await worker.get(`/v1/cases/${ref}`));
    expect(full).toContain('ZqxWishVrk');

    const inTemporal = await historiesWithoutCodec(service);
    await service.stop();
    expect(words().length).toBeGreaterThanOrEqual(20);
    const found = [
      ...wordsIn(JSON.stringify(answers), words()),
      ...wordsIn(inTemporal, words()).map((word) => `${word} in a history`),
      ...findInFiles(service.stateDir, words()),
    ];
    expect(found).toEqual([]);
  }, 180_000);
});
