import { START } from './callbacks.ts';
import { type Bill, billOf, tell } from './cost/bill.ts';
import { callbackStory } from './cost/callback.ts';
import { complaintStory } from './cost/complaint.ts';
import { Counter, type Used } from './cost/counter.ts';
import { evaluationStory } from './cost/evaluation.ts';
import { preUnderwritingStory } from './cost/pre-underwriting.ts';
import { longestStory, reconsiderationStory } from './cost/reconsideration.ts';
import type { CountedStory, Unit } from './cost/story.ts';
import { startLocalSystem } from './local-system.ts';
import { addCarriers } from './pre-underwritings.ts';
import type { BenchOptions, Figure } from './report.ts';

/**
 * AWS units of each kind of case from its first request to its end, counted on the real run of the local system: the
 * very ASL files, the very functions, consumed capacity as DynamoDB says it. One case after the other, so no two share
 * a request or a batch of the stream: what a quiet day costs, and so the dearest. What runs by the clock, cases or
 * not, stands still.
 */
export default async function cost({ cases = 200, say }: BenchOptions): Promise<Figure[]> {
  const counter = new Counter();
  const local = await startLocalSystem({ start: START, around: counter.around, withSchedules: false });
  try {
    counter.start();
    // In this order: the callbacks leave the time alone.
    const stories = [
      await callbackStory(local),
      evaluationStory(local),
      complaintStory(local),
      preUnderwritingStory(local, 2),
      preUnderwritingStory(local, 10),
      reconsiderationStory(local),
      longestStory(local),
    ];
    await addCarriers(local);
    const figures: Figure[] = [];
    for (const story of stories) {
      const used = await counter.count(story, Math.min(cases, story.most), local.system);
      const bill = billOf(used);
      tell(story, used, bill, say);
      figures.push(...figuresOf(story, used, bill));
    }
    return figures;
  } finally {
    counter.stop();
    await local.stop();
  }
}

const WORDS: Readonly<Record<Unit, string>> = {
  transitions: 'state transitions a case',
  invocations: 'step invocations a case',
  events: 'history events a case',
  writes: 'DynamoDB write units a case',
  reads: 'DynamoDB read units a case',
  dollars: 'USD per 1,000, without SMS fees',
};

function figuresOf({ name, budgets }: CountedStory, used: Used, bill: Bill): Figure[] {
  const { cases } = used;
  const measured: Record<Unit, number> = {
    transitions: used.transitions / cases,
    invocations: used.invocations / cases,
    events: used.events / cases,
    writes: bill.writes / cases,
    reads: bill.reads / cases,
    dollars: bill.dollars,
  };
  return (Object.keys(WORDS) as Unit[]).map((unit) => {
    const budget = budgets[unit];
    const figure = { what: `${name}: ${WORDS[unit]}`, measured: measured[unit] };
    return budget === undefined ? figure : { ...figure, budget };
  });
}
