// What a container engine asks: does the process answer at SLUSS_HEALTH_URL? Plain JavaScript, since it runs every few seconds.
fetch(process.env.SLUSS_HEALTH_URL, { signal: AbortSignal.timeout(4_000) }).then(
  ({ ok }) => process.exit(ok ? 0 : 1),
  () => process.exit(1),
);
