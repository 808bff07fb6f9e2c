import Sequencer from '@jest/test-sequencer';

/** Where suites take half a minute or more. A fresh clone knows no durations, and Jest then goes by the size of the files. */
const slow = /[/\\]test[/\\](system|change|replay|worker|workflows|domain[/\\]world)[/\\]/;

/** Jest's own order, but what is slow comes first: then no worker is left alone with a long suite at the end. */
export default class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isSlow = ({ path }) => slow.test(path);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
}
