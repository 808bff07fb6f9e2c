import { areBuilt, realPrograms } from './real/programs';
import { messageOf } from './root';

/** Builds what the cache lacks; with `--built` only says by its exit code whether there is anything to build. */
async function main(): Promise<void> {
  if (process.argv.includes('--built')) {
    process.exitCode = (await areBuilt(process.env)) ? 0 : 1;
    return;
  }
  const programs = await realPrograms(process.env, console.log);
  for (const [name, path] of Object.entries(programs)) console.log(`${name}: ${path}`);
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exit(1);
});
