import { it } from 'vitest';
import { openFirm } from '../support/firm.ts';
import { at } from '../support/wall.ts';

it('silence', async () => {
  const firm = await openFirm({ start: at('2026-02-11', '10:00') });
  const sold = await firm.sell();
  await firm.until('2026-03-13');
  console.log((await firm.timeline(sold)).join('\n'), await firm.states(sold.caseId).then((s) => s.length));
});
it('worked ladder', async () => {
  const firm = await openFirm({ start: at('2026-02-11', '10:00') });
  const sold = await firm.sell();
  await firm.until('2026-02-13', '10:00');
  await firm.agent.attempts(sold, 'call', 'no-answer');
  await firm.until('2026-02-14', '15:00');
  await firm.agent.attempts(sold, 'call', 'busy');
  await firm.until('2026-02-24', '19:00');
  await firm.agent.attempts(sold, 'call', 'switched-off');
  await firm.until('2026-02-25', '15:00');
  await firm.agent.attempts(sold, 'letter', 'posted');
  await firm.until('2026-03-20', '15:00');
  console.log((await firm.timeline(sold)).join('\n'));
  await firm.agent.attempts(sold, 'visit', 'not-at-home');
  const t = performance.now();
  await firm.until('2026-12-20', '15:00');
  console.log((await firm.timeline(sold)).join('\n'), performance.now() - t);
});
it('confirmation silence', async () => {
  const firm = await openFirm({ start: at('2026-03-02', '10:00') });
  const sold = await firm.sell();
  await firm.customer.answers(sold, { 'cover-known': 'no' });
  await firm.broker.remedies(sold);
  const t = performance.now();
  await firm.advance('P310D');
  console.log((await firm.timeline(sold)).join('\n'), performance.now() - t, await firm.balances(sold));
});
it('remedy silence', async () => {
  const firm = await openFirm({ start: at('2026-09-25', '10:00') });
  const sold = await firm.sell();
  await firm.customer.answers(sold, { 'cover-known': 'no' });
  await firm.advance('P60D');
  console.log((await firm.timeline(sold)).join('\n'));
});
it('remedy urgent silence', async () => {
  const firm = await openFirm({ start: at('2026-09-25', '10:00') });
  const sold = await firm.sell();
  await firm.customer.answers(sold, { 'own-signature': 'no' });
  await firm.advance('P60D');
  console.log((await firm.timeline(sold)).join('\n'));
});
