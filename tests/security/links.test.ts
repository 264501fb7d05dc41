import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLink, signLink } from '../../domain/links.ts';
import { LinkView } from '../../functions/customer/words.ts';
import { present } from '../support/present.ts';
import { LINKS_AT, SECRETS } from './house.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.house.close());

/** Every link that was sent, the newest of each case and purpose. */
function tokens(): string[] {
  const sent = world.house.sms.sent.flatMap(({ parameters }) => parameters.link ?? []);
  const newest = new Map(
    sent
      .map((link) => link.replace(`${LINKS_AT}/c/`, ''))
      .map((token) => [token.replace(/\d+\..{22}$/, ''), token]),
  );
  return [...newest.values()];
}

/** One of each purpose. */
const tokensOfEach = (): string[] => [
  ...new Map(tokens().map((token) => [readLink(token).purpose, token])).values(),
];

const PURPOSES = ['answers', 'confirmation', 'consent', 'letter', 'complaint', 'evaluation'] as const;

/** A word of each kind: one of them is what the link asks for. */
const WORDS: readonly object[] = [
  { answers: { 'cover-known': 'yes' } },
  { settled: true },
  { consents: true },
  { read: true },
  { accepts: true },
  { withdraws: true },
  { grades: { '1': 'A' } },
];

async function told(token: string, method = 'GET', body?: object, headers: Record<string, string> = {}) {
  const before = world.house.changes.made;
  const answer = await world.house.ask({
    by: 'nobody',
    method,
    path: `/c/${token}`,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { ...answer, changes: world.house.changes.made - before };
}

/** What somebody is told who holds no link: that there is none, or that one of that form was used up. */
async function opensNothing(token: string): Promise<void> {
  const seen = await told(token);
  expect(seen.status, token).toBeOneOf([200, 404]);
  if (seen.status === 200) {
    const { asks, ...rest } = JSON.parse(seen.text) as { asks: string };
    expect(PURPOSES, token).toContain(asks);
    expect(rest, token).toEqual({ state: 'used' });
  }
  for (const word of WORDS) {
    const { status, changes } = await told(token, 'POST', word);
    expect([token, word, status]).toEqual([token, word, expect.toBeOneOf([400, 404, 410])]);
    expect(changes).toBe(0);
  }
}

describe('a link', () => {
  it('was sent for most of what is asked, and opens', async () => {
    const purposes = new Set(tokens().map((token) => readLink(token).purpose));
    console.log(`${tokens().length} links of ${[...purposes].join(', ')}`);

    expect([...purposes].toSorted()).toEqual([...PURPOSES].toSorted());
    for (const token of tokens()) expect((await told(token)).status).toBe(200);
  });

  it('shows what is described and nothing that the firm keeps beside it', async () => {
    for (const token of tokensOfEach()) {
      const seen: unknown = JSON.parse((await told(token)).text);
      expect(LinkView.parse(seen)).toEqual(seen);
      expect(JSON.stringify(seen)).not.toMatch(
        /"(cause|documents|decider|hash|brokerId|handler|name|phone)":/,
      );
    }
  });

  it('opens nothing when any character of it is another', async () => {
    for (const token of tokensOfEach()) {
      for (let at = 0; at < token.length; at += 1) {
        for (const other of ['A', '0', '.', '~']) {
          if (token[at] === other) continue;
          await opensNothing(`${token.slice(0, at)}${other}${token.slice(at + 1)}`);
        }
      }
    }
  });

  it('opens nothing when it is shorter, longer, written otherwise or something else altogether', async () => {
    const [token = ''] = tokens();
    for (const wrong of [
      token.slice(0, -1),
      `${token}A`,
      `${token}%00`,
      `${token}.`,
      token.toUpperCase(),
      token.replace('-', '–'),
      `x${token}`,
      encodeURIComponent(`../${token}`),
      '__proto__',
      'constructor',
      'undefined',
    ]) {
      await opensNothing(wrong);
    }
  });

  it('opens nothing when it was signed by somebody else, whatever it claims', async () => {
    for (const token of tokens()) {
      const claim = readLink(token);
      for (const round of [0, 1, 2, claim.round, claim.round + 1, 999]) {
        await opensNothing(signLink({ ...claim, round }, [], 'a key of somebody else'));
      }
    }
  });

  it('opens nothing of another matter or purpose with the signature of one', async () => {
    const all = tokens();
    for (const token of all) {
      const signature = token.slice(-22);
      for (const other of all.filter((one) => one !== token).slice(0, 4))
        await opensNothing(`${other.slice(0, -22)}${signature}`);
      for (const letter of 'acnlde') {
        const [, before, after] = present(/^(.+\.)[a-z](\d+\..{22})$/.exec(token));
        const moved = `${before}${letter}${after}`;
        if (moved !== token) await opensNothing(moved);
      }
    }
  });

  it('is opened by a robot as often as it likes, and nothing comes of it', async () => {
    for (const token of tokens()) {
      const first = await told(token);
      for (let time = 0; time < 5; time += 1) {
        for (const accept of ['*/*', 'application/json', 'text/html,application/xhtml+xml', '']) {
          const seen = await told(token, 'GET', undefined, { accept, 'user-agent': 'LinkScanner/1.0' });
          expect([seen.status, seen.changes]).toEqual([200, 0]);
          const head = await told(token, 'HEAD', undefined, { accept });
          expect([head.status, head.text, head.changes]).toEqual([200, '', 0]);
          expect(head.headers['content-type']).toBe(seen.headers['content-type']);
        }
        for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
          const other = await told(token, method, {});
          expect([method, other.status, other.changes]).toEqual([method, 405, 0]);
          expect(other.headers.allow).toBe('GET, POST');
        }
        for (const body of [{}, { token }, { answers: {} }, { read: false }]) {
          const empty = await told(token, 'POST', body);
          expect(empty.status).toBeOneOf([400, 410]);
          expect(empty.changes).toBe(0);
        }
      }
      expect((await told(token)).text).toBe(first.text);
    }
  });

  it('is kept by nobody on the way, and sends no address on', async () => {
    const [token = ''] = tokens();
    const page = await told(token, 'GET', undefined, { accept: 'text/html' });
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).not.toContain(token);
    expect((await told(token)).headers['cache-control']).toBe('no-store');
  });

  it('says the same word twice as once, and another word not at all', async () => {
    const { visitor, matters, house } = world;
    const token = (await visitor.linkFor(matters.sh.callback)).replace(`${LINKS_AT}/c/`, '');
    const { questions } = JSON.parse((await told(token)).text) as { questions: { id: string }[] };
    const yes = Object.fromEntries(questions.map(({ id }) => [id, 'yes']));

    expect(await told(token, 'POST', { answers: yes })).toMatchObject({ status: 200 });
    await house.quiet();
    const again = await told(token, 'POST', { answers: yes });
    expect([again.status, again.changes]).toEqual([200, 0]);
    const other = await told(token, 'POST', { answers: { ...yes, [present(questions[0]).id]: 'no' } });
    expect([other.status, other.changes]).toEqual([410, 0]);
    expect(JSON.parse((await told(token)).text)).toMatchObject({ state: 'used' });
  });

  it('asks nothing any more when its time is over', async () => {
    const { visitor, matters, house } = world;
    const token = (await visitor.linkFor(matters.bj.preUnderwriting)).replace(`${LINKS_AT}/c/`, '');
    await visitor.advance('P120D');
    await house.quiet();
    const seen = JSON.parse((await told(token)).text) as { state: string; consent?: { data: unknown } };
    expect(seen.state).toBe('used');
    const late = await told(token, 'POST', { consents: true });
    expect([late.status, late.changes]).toEqual([expect.toBeOneOf([400, 410]), 0]);
  });

  it('is in no log, no key of a table and no message but its own', async () => {
    const links = tokens();
    expect(world.house.log.filter((line) => links.some((token) => line.includes(token.slice(-22))))).toEqual(
      [],
    );
    expect(world.house.log.join()).not.toContain(SECRETS.linkKey);
    const { items } = await world.house.store.cases.all();
    for (const { id } of items) {
      const messages = JSON.stringify(await world.house.store.cases.messages(id));
      expect(links.filter((token) => messages.includes(token))).toEqual([]);
    }
  });
});
