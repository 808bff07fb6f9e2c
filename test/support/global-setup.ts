/** Prepares what every test process shares. */
export default function globalSetup(): void {
  process.env['TZ'] = 'UTC';
}
