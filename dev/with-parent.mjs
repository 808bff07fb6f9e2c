// Loaded before a Node child of the service: when the parent is gone, however it ended, the child is asked to end too.
const LAST_RESORT_MS = 10_000;

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// The channel alone is no reason to stay.
process.channel?.unref();
