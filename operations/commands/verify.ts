import { verify } from '../../functions/proof/verify.ts';
import { openDocuments } from '../../functions/wiring.ts';
import { type Command, flagsOf, WHERE } from '../command.ts';
import { openEstate } from '../place.ts';
import { proofOf, told } from '../proof.ts';

/** Reads every row: in AWS about one read unit for each 4 kB of the four tables. */
export const verifyCommand: Command = {
  says: 'proves what is stored: hash chains, sums, figures, the access log',
  async run(words, say) {
    const { tables } = await openEstate(flagsOf(words, WHERE));
    const found = await verify(proofOf(openDocuments(), tables));
    for (const line of told(found)) say(line);
    return found.faults.length === 0 ? 0 : 1;
  },
};
