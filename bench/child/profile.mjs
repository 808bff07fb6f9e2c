// Loaded into the processes of a service that is profiled (`npm run bench -- --profile`): SIGUSR2 begins, the next one writes what each
// thread did in between.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: 500 });

function hear({ data }) {
  if (data === 'begin') return session.post('Profiler.start');
  session.post('Profiler.stop', (error, result) => {
    if (error !== null) return;
    const name = `${process.pid}-${threadId}-${data}.cpuprofile`;
    writeFileSync(join(process.env.SLUSS_PROFILE_DIR, name), JSON.stringify(result.profile));
  });
}

const channel = new BroadcastChannel('sluss-profile');
channel.onmessage = hear;
channel.unref();

if (isMainThread) {
  let count = 0;
  process.on('SIGUSR2', () => {
    const data = count % 2 === 0 ? 'begin' : String((count - 1) / 2);
    count += 1;
    channel.postMessage(data);
    hear({ data });
  });
}
