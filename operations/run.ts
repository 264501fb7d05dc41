import { type Command, WrongWords } from './command.ts';
import { evidencePacket } from './commands/evidence-packet.ts';
import { redriveCommand } from './commands/redrive.ts';
import { restartCommand } from './commands/restart.ts';
import { restoreDrill } from './commands/restore-drill.ts';
import { sweepCommand } from './commands/sweep.ts';
import { verifyCommand } from './commands/verify.ts';
import { CannotDo } from './place.ts';

const COMMANDS: ReadonlyMap<unknown, Command> = new Map<string, Command>([
  ['redrive', redriveCommand],
  ['restart', restartCommand],
  ['sweep', sweepCommand],
  ['verify', verifyCommand],
  ['restore-drill', restoreDrill],
  ['evidence-packet', evidencePacket],
]);

const USAGE = `npm run ops -- COMMAND [flags]

${[...COMMANDS].map(([name, { says }]) => `  ${String(name).padEnd(16)} ${says}`).join('\n')}

Where:
  --region R [--profile P]   AWS, with your own credentials
  --endpoint URL             a local system that runs, as http://localhost:4000
  --data DIR                 the same, by its folder
What changes something only says what it would do, unless --yes is given.
Ends with 0 when all is well, 1 when something is wrong or left over, 2 when it was asked wrongly.`;

const [name, ...rest] = process.argv.slice(2);
const command = COMMANDS.get(name);
if (command === undefined) {
  console.log(USAGE);
  process.exitCode = name === undefined || name === '--help' ? 0 : 2;
} else {
  try {
    process.exitCode = await command.run(rest, (line) => console.log(line));
  } catch (error) {
    // What somebody can mend has a sentence of its own: no stack.
    console.error(error instanceof CannotDo || error instanceof WrongWords ? error.message : error);
    process.exitCode = error instanceof WrongWords ? 2 : 1;
  }
}
