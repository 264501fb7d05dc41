import * as z from 'zod/mini';

/** `limit` and `next` of a list: `next` is what the page before gave. */
export const paging = {
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  next: z.optional(z.string().check(z.maxLength(2000))),
};
