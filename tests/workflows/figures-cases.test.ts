import { expect, it } from 'vitest';
import { figuresRoutes } from '../../functions/figures/routes.ts';
import { expectAllTraced } from '../support/cases-behind.ts';
import { Survey } from '../support/evaluation-firm.ts';
import { openFirm } from '../support/firm.ts';
import { openApi } from '../support/firm-api.ts';
import { HEAD_OFFICE } from '../support/people.ts';
import { sells, sentTo } from '../support/pre-underwriting-firm.ts';
import { standard } from '../support/pre-underwriting-story.ts';
import { Dispute } from '../support/reconsideration-firm.ts';
import { UPHELD } from '../support/reconsideration-story.ts';

const TWO = ['carrier-a', 'carrier-b'];

it('every figure of every kind of case is traced to the cases that it was made of', async () => {
  const firm = await openFirm();
  const sold = await firm.sell();
  await firm.customer.answers(sold, { 'documents-read': 'no' });
  const survey = await Survey.open(firm, sold);
  await survey.isReported(true);
  await survey.writes('1C');
  const dispute = await Dispute.assessing(firm);
  await dispute.contest();
  for (const carrier of TWO) await sells(firm, carrier); // with the products that are asked for
  const asked = await sentTo(firm, TWO);
  await firm.advance('P3D');
  await asked.answers('carrier-a', standard(1_000_000));
  await asked.answers('carrier-b', standard(900_000));
  await asked.chooses('carrier-b');
  await dispute.answers(UPHELD);
  await firm.until('2026-04-03');
  await firm.quiet();

  const { store, files } = firm;
  const routes = figuresRoutes({
    ...store,
    files,
    firm: { branches: ['bj', 'sh'] },
    clock: firm.engine.clock,
  });
  const ask = openApi(routes, () => firm.now);
  const get = (query: Record<string, string>) =>
    ask(HEAD_OFFICE, 'GET', `/figures/cases?${new URLSearchParams(query)}`);
  const kinds = await expectAllTraced(get, store.metrics, 3);
  expect([...kinds].sort()).toEqual([
    'callback',
    'carrier-request',
    'complaint',
    'evaluation',
    'pre-underwriting',
    'reconsideration',
  ]);
});
