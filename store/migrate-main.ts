import { databaseUrlIn } from '../security/database-address';
import { migrate } from './migrate';

/** Brings the database of `SLUSS_DATABASE_URL` to this code's schema; the login is the one that owns the tables, not the service's. */
async function main(): Promise<void> {
  await migrate(databaseUrlIn(process.env));
  console.log('migrations: the database has the schema of this code');
}

main().catch((error: unknown) => {
  console.error(`migrations: ${error instanceof Error ? error.message : 'failed'}`);
  process.exitCode = 1;
});
