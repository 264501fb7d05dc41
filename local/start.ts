import { parseArgs } from 'node:util';
import { buildConsole } from '../infra/built-console.ts';
import { loadSample } from './sample/load.ts';
import { startSystem } from './system.ts';
import { printWelcome } from './welcome.ts';

const USAGE = `npm start -- [--port 4000] [--data .local] [--fresh] [--empty] [--no-console]
  --port N      where it listens (loopback only)
  --data DIR    where its data lives; it outlives a restart
  --fresh       empty the folder first
  --empty       no sample data
  --no-console  the console is left as it was built`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    data: { type: 'string', default: '.local' },
    fresh: { type: 'boolean', default: false },
    empty: { type: 'boolean', default: false },
    'no-console': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(`--port ${values.port} is not a port.`);
  process.exit(1);
}

try {
  if (!values['no-console']) {
    // The API works without it, and so does the console as it was built last.
    await buildConsole().catch((error: Error) => console.error(error.message));
  }
  const system = await startSystem({
    dataDir: values.data,
    fresh: values.fresh,
    port,
    log: (line) => console.log(`  ${line}`),
  });
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await system.stop();
    process.exit(0);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (system.isNew && !values.empty) await loadSample(system, (line) => console.log(`  ${line}`));
  printWelcome(system);
} catch (error) {
  // What somebody can mend has a sentence of its own: no stack.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
