// Loaded before a process whose clock is to be wrong: every reading of the date is off by so much, and spans are as long as ever.
const off = Number(process.env.FAULTS_CLOCK_OFF_MS ?? 0);
const Real = Date;
const now = () => Real.now() + off;

class Wrong extends Real {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }

  static now() {
    return now();
  }
}

if (off !== 0) globalThis.Date = Wrong;
