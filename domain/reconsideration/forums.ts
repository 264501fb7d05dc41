import { type Calendar, type DateText, dateOf, startOf } from '../time/calendar.ts';
import { dueAt } from '../time/deadlines.ts';
import { dayOffNote, type InsuranceLine, timeBarEnd } from './legal-clocks.ts';

/** Where a customer can go when the carrier stays with its decision. */
export interface Forum {
  forum: 'review-by-upper-unit' | 'mediation' | 'arbitration' | 'court' | 'regulator-complaint';
  basis: 'law' | 'practice';
  /** The rule, or whose practice it is. */
  source: string;
  /** The last day; only where a rule gives one and what starts it is known. */
  until?: DateText;
  why: string[];
  note: { zh: string; en: string };
}

export interface UpheldDecision {
  /** When the decision to stay with the refusal reached the customer. */
  receivedOn: DateText;
  line: InsuranceLine;
  /** Without it the time bar cannot be computed. */
  eventKnownOn?: DateText | undefined;
}

interface Ends {
  until?: DateText;
  why: string[];
}

const REVIEW_DAYS = 30;
const NO_DATE = 'no rule gives a last day';

/** The request for review (核查) must be with the upper unit within 30 days of the decision's arrival. */
function reviewEnds(receivedOn: DateText, calendar: Calendar): Ends {
  const due = dueAt({
    from: startOf(receivedOn),
    duration: { unit: 'calendar-days', amount: REVIEW_DAYS },
    calendar,
    event: 'decision received',
  });
  const until = dateOf(due.dueAt);
  return { until, why: [...due.explanation.map(({ text }) => text), ...dayOffNote(until, calendar)] };
}

function barEnds({ eventKnownOn, line }: UpheldDecision, calendar: Calendar): Ends {
  return eventKnownOn === undefined
    ? { why: ['eventKnownOn is not known'] }
    : timeBarEnd(eventKnownOn, line, calendar);
}

/**
 * The ways that stay open after the carrier upheld its decision, in no order of merit, each with its last day where a
 * rule gives one. No statute knows a reconsideration, so none of these waits for it.
 */
export function forumsAfter(decision: UpheldDecision, calendar: Calendar): Forum[] {
  const bar = barEnds(decision, calendar);
  return [
    {
      forum: 'review-by-upper-unit',
      basis: 'law',
      source: 'CBIRC Order 2020 No. 3, review of a complaint decision (art. 20, number not confirmed)',
      ...reviewEnds(decision.receivedOn, calendar),
      note: {
        zh: '对分支机构的投诉处理决定不服的,可以在收到决定之日起三十日内以书面形式向其上级机构申请核查;上级机构应在三十日内告知核查结果。须先以投诉方式提出。',
        en: 'Against the decision of a branch on a complaint: in writing to the unit above it, which answers within 30 days. The matter must have been filed as a complaint.',
      },
    },
    {
      forum: 'mediation',
      basis: 'practice',
      source: 'rules of the local mediation body',
      why: [NO_DATE],
      note: {
        zh: '由双方共同申请;通常免费,一般要求尚未起诉或申请仲裁。各地规则不同,请先咨询当地调解机构。调解期间不要忽视诉讼时效。',
        en: 'Both sides apply; as a rule free, and only before a suit or arbitration. Rules are local: ask the body there. Keep the time bar in sight meanwhile.',
      },
    },
    {
      forum: 'arbitration',
      basis: 'law',
      source: 'Insurance Law art. 26; Civil Code art. 198',
      ...bar,
      note: {
        zh: '须有仲裁协议(合同条款或事后书面约定)。仲裁适用与诉讼相同的时效。',
        en: 'Needs an agreement to arbitrate, in the contract or made afterwards. The time bar is that of a suit.',
      },
    },
    {
      forum: 'court',
      basis: 'law',
      source: 'Insurance Law art. 26',
      ...bar,
      note: {
        zh: '向人民法院起诉。所示日期按知道保险事故之日计算,未考虑时效中断;是否曾中断,请咨询律师。',
        en: "A suit before the people's court. The date counts from knowing of the event and leaves out what may have begun the time bar anew: ask a lawyer.",
      },
    },
    {
      forum: 'regulator-complaint',
      basis: 'law',
      source: 'CBIRC Order 2020 No. 3, ch. 5',
      why: [NO_DATE],
      note: {
        zh: '可以拨打 12378 或以书面形式向金融监管部门反映;监管部门将消费投诉转送机构处理,不代替法院裁判合同争议。',
        en: 'To the financial regulator, by the hotline 12378 or in writing; it passes the complaint on to the institution and does not judge the contract in the place of a court.',
      },
    },
  ];
}
