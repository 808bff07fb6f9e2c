import { join } from 'node:path';

import { createStage } from '../../../dev/demo/stage';
import { prepareService } from '../service';
import type { Service } from '../service';
import { writeAlwaysOpen } from './always-open';
import { stories } from './stories';

/** The steps of each story are kept, and told when it goes otherwise than the routine says. */
describe('the routine over HTTP, chapter by chapter', () => {
  let service: Service;

  beforeAll(async () => {
    service = await prepareService();
    const profile = join(service.stateDir, 'always-open.json');
    writeAlwaysOpen(profile);
    service.env['SLUSS_PROFILE'] = profile;
    await service.start();
  });

  afterAll(async () => {
    await service.remove();
  });

  test.each(stories)(
    '$name: $title',
    async ({ play }) => {
      const told: string[] = [];
      const stage = createStage(service.file(), { patienceMs: 30_000, print: (line) => told.push(line) });
      const end = await play(stage).then(
        () => 'as the routine says',
        (error: unknown) => `${told.join('\n')}\n${String(error)}`,
      );
      expect(end).toBe('as the routine says');
    },
    180_000,
  );
});
