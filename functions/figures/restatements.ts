import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { Month } from '../../domain/commission/payout.ts';
import { Conflict } from '../../domain/errors.ts';
import {
  FigureScope,
  FigureValue,
  figureIdOf,
  firstTold,
  restate,
  tellFigure,
} from '../../domain/metrics/restatement.ts';
import type { Clock, FigureRecords } from '../../domain/ports.ts';
import { DateText, startOf } from '../../domain/time/calendar.ts';
import { paging } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import { ExportsView, FigureView, RestatementsView } from './manager-views.ts';

export interface RestatementDeps {
  figureRecords: FigureRecords;
  clock: Clock;
}

/** Figures that were told and are corrected (更正), and the files that were taken away. */
export function restatementRoutes({ figureRecords, clock }: RestatementDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/figures/restatements',
      summary: 'Correct a figure that was told: the old value stays beside the new, with who, when and why',
      body: z.strictObject({
        figure: FigureScope,
        toldOn: DateText,
        before: FigureValue,
        after: FigureValue,
        reason: z.string(),
      }),
      answer: FigureView,
      handle: async ({ body: { figure: scope, toldOn, before, after, reason }, staff }) => {
        authorize(staff, 'figures:scorecard');
        const told = await figureRecords.figure(figureIdOf(scope));
        const figure = told ?? tellFigure(scope, before, startOf(toldOn));
        const { numerator, denominator } = figure.value;
        if (numerator !== before.numerator || denominator !== before.denominator) {
          throw new Conflict('The figure that stands is another one.', { value: figure.value });
        }
        const changed = restate(figure, after, { by: staff, at: clock.now(), reason });
        await figureRecords.restate(changed.figure, changed.restatement);
        return { status: 201, body: viewOf(changed.figure) };
      },
    }),
    route({
      method: 'GET',
      path: '/figures/restatements',
      summary: 'Figures that were restated, each with everything that it was before',
      query: z.strictObject(paging),
      answer: RestatementsView,
      handle: async ({ query, staff }) => {
        authorize(staff, 'figures:scorecard');
        const page = await figureRecords.restated(query.limit, query.next);
        const items = await Promise.all(
          page.items.map(async (figure) => {
            const restatements = await figureRecords.restatements(figure.id);
            return { ...viewOf(figure), firstTold: firstTold(figure, restatements), restatements };
          }),
        );
        return { body: { ...page, items } };
      },
    }),
    route({
      method: 'GET',
      path: '/figures/exports',
      summary: 'Which figures were taken away as files in a month, by whom, and the proof of each file',
      query: z.strictObject({ month: Month }),
      answer: ExportsView,
      handle: async ({ query, staff }) => {
        authorize(staff, 'figures:scorecard');
        return { body: { items: await figureRecords.exports(query.month) } };
      },
    }),
  ];
}

function viewOf({ lastHash: _hash, ...figure }: ReturnType<typeof tellFigure>): z.infer<typeof FigureView> {
  return figure;
}
