import * as z from 'zod/mini';
import { type LinkPurpose, readLink } from '../../domain/links.ts';
import { pageHeaders } from '../http/page-headers.ts';
import { type Route, route } from '../http/route.ts';
import type { LinkAnswers } from './answers.ts';
import { LinkView, Thanks, Word } from './words.ts';

export interface CustomerApiDeps {
  answers: Readonly<Record<LinkPurpose, LinkAnswers>>;
  /** The page that a browser shows for any link. */
  page: () => Promise<string>;
  openapi: () => Promise<string>;
}

const ByToken = z.object({ token: z.string() });

/** What a customer does by a link from an SMS. GET shows, POST decides: a scanner that opens links changes nothing. */
export function customerRoutes(deps: CustomerApiDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/c/{token}',
      summary: 'What a link asks; for a browser, the page that asks it',
      public: true,
      params: ByToken,
      answer: LinkView,
      handle: async ({ path: { token }, accept }) => {
        // One page for every link: it tells nothing of a case, so nothing is read before it.
        if (wantsPage(accept)) return { text: await deps.page(), headers: PAGE_HEADERS };
        const claim = readLink(token);
        return { body: await deps.answers[claim.purpose].view(token, claim), headers: { vary: 'accept' } };
      },
    }),
    route({
      method: 'POST',
      path: '/c/{token}',
      summary:
        "The customer's word: answers, settled or not, a consent given or taken back, a letter or a decision",
      public: true,
      params: ByToken,
      body: Word,
      answer: Thanks,
      handle: async ({ path: { token }, body: word }) => {
        const claim = readLink(token);
        const state = await deps.answers[claim.purpose].word(token, claim, word);
        return { body: { asks: claim.purpose, state } };
      },
    }),
    route({
      method: 'GET',
      path: '/openapi.json',
      summary: 'This description',
      public: true,
      answer: z.looseObject({ openapi: z.string() }),
      handle: async () => ({ text: await deps.openapi(), headers: { 'content-type': 'application/json' } }),
    }),
  ];
}

const PAGE_HEADERS = {
  ...pageHeaders('customer'),
  'content-type': 'text/html; charset=utf-8',
  vary: 'accept',
};

/** A browser names HTML when it opens an address; the page itself then asks for JSON. */
function wantsPage(accept: string): boolean {
  return accept.includes('text/html') && !accept.includes('application/json');
}
