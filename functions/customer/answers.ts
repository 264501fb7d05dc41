import type * as z from 'zod/mini';
import { Invalid } from '../../domain/errors.ts';
import type { LinkClaim, LinkPurpose, LinkState } from '../../domain/links.ts';
import type { LinkView, Word } from './words.ts';

/** What one purpose of a link shows, and does with what the customer says. */
export interface LinkAnswers {
  /** @throws NotFound for an altered link, or one of a case that does not exist */
  view(token: string, claim: LinkClaim): Promise<z.infer<typeof LinkView>>;
  /** @throws NotFound, Gone, Invalid for a word that the link does not ask for */
  word(token: string, claim: LinkClaim, word: z.infer<typeof Word>): Promise<LinkState>;
}

export function wrongWord(purpose: LinkPurpose, field: string): never {
  throw new Invalid(`This link asks for ${purpose}.`, [{ field, reason: 'is what this link asks for' }]);
}
