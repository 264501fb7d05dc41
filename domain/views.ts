import * as z from 'zod/mini';
import { type FieldFault, Invalid, NOTHING_HERE, NotFound, Refused } from './errors.ts';

export const ViewName = z
  .string()
  .check(
    z.trim(),
    z.regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u,
      'must be 1 to 40 letters, digits, spaces, dots, dashes or underscores',
    ),
  );

export const ViewedPage = z.strictObject({
  /** A screen of the console, as `cases` or `figures/complaints`. */
  screen: z
    .string()
    .check(z.regex(/^[a-z][a-z0-9/-]{0,59}$/, 'must be the path of a screen, without the first slash')),
  /** The query string of its address: the filters that are set. */
  search: z.string().check(z.maxLength(2000)),
});
export type ViewedPage = z.infer<typeof ViewedPage>;

/** A screen with its filters, kept under a name by the person who uses it (常用视图). */
export const SavedView = z.strictObject({
  name: z.string(),
  ...ViewedPage.shape,
  savedAt: z.iso.datetime(),
});
export type SavedView = z.infer<typeof SavedView>;

/** All of one person, in the order of their names. Version 0: none was ever kept. */
export const SavedViews = z.strictObject({ version: z.int(), items: z.array(SavedView) });
export type SavedViews = z.infer<typeof SavedViews>;

export const NO_VIEWS: SavedViews = { version: 0, items: [] };

export const MOST_VIEWS = 50;

/** The name stands in an address and the search becomes one. @throws Invalid, Refused */
export function keepView(views: SavedViews, name: string, page: ViewedPage, at: Date): SavedViews {
  const faults = [...numberFaults('name', [name]), ...numberFaults('search', textsOf(page.search))];
  if (faults.length > 0) throw new Invalid('A view holds no personal data.', faults);
  const others = views.items.filter((view) => view.name !== name);
  if (others.length >= MOST_VIEWS) throw new Refused('too-many-views', `A person keeps ${MOST_VIEWS} views.`);
  const items = [...others, { name, ...page, savedAt: at.toISOString() }];
  return { version: views.version + 1, items: items.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** @throws NotFound */
export function dropView(views: SavedViews, name: string): SavedViews {
  const items = views.items.filter((view) => view.name !== name);
  if (items.length === views.items.length) throw new NotFound(NOTHING_HERE);
  return { version: views.version + 1, items };
}

function textsOf(search: string): string[] {
  return [...new URLSearchParams(search)].flat();
}

/** Between other letters or digits it is a piece of an id or a cursor. */
const NUMBERS = [
  { is: 'a phone number', pattern: /(?<![0-9A-Za-z])(?:86)?1[3-9]\d{9}(?![0-9A-Za-z])/ },
  {
    is: 'an identity number',
    pattern:
      /(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/,
  },
];

function numberFaults(field: string, texts: readonly string[]): FieldFault[] {
  // As people write them: 139-0000-0001, 139 0000 0001.
  const written = texts.map((text) => text.replaceAll(/(?<=\d)[\s.·-]+(?=\d)/g, ''));
  return NUMBERS.filter(({ pattern }) => written.some((text) => pattern.test(text))).map(({ is }) => ({
    field,
    reason: `holds ${is}`,
  }));
}
