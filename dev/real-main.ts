import { realPrograms } from './real/programs';
import { messageOf } from './root';

realPrograms(process.env, console.log).then(
  (programs) => {
    for (const [name, path] of Object.entries(programs)) console.log(`${name}: ${path}`);
  },
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
