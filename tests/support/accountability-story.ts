import { createHash } from 'node:crypto';
import { advanceAccountability, finishAccountability } from '../../domain/accountability/advance.ts';
import type {
  AccountabilityCase,
  AccountabilityFile,
  AccountabilityLine,
  StatedFile,
} from '../../domain/accountability/case.ts';
import {
  decideLines,
  decideObjection,
  type LineChoice,
  type Verdict,
} from '../../domain/accountability/decide.ts';
import { announceProof, keepProof } from '../../domain/accountability/evidence.ts';
import type { AccountableComplaint } from '../../domain/accountability/facts.ts';
import { type FindingSaid, findOnLines } from '../../domain/accountability/find.ts';
import { fileOf, lineOf, linesOf } from '../../domain/accountability/lines.ts';
import { objectTo } from '../../domain/accountability/object.ts';
import { openAccountability, recordProposal } from '../../domain/accountability/open.ts';
import { type Proposal, propose } from '../../domain/accountability/proposal.ts';
import {
  type AccountabilityRules,
  DEFAULT_ACCOUNTABILITY_SETTINGS,
} from '../../domain/accountability/settings.ts';
import { windowOf } from '../../domain/accountability/window.ts';
import type { CaseEvent, Content } from '../../domain/case.ts';
import type { Decision } from '../../domain/decision.ts';
import { DEFAULT_CALLING_HOURS, DEFAULT_QUIET_HOURS } from '../../domain/time/calling-hours.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { COMPLIANCE, HEAD_OFFICE, staff } from './people.ts';
import { present } from './present.ts';
import { at } from './wall.ts';

export const SETTINGS = DEFAULT_ACCOUNTABILITY_SETTINGS;
export const RULES: AccountabilityRules = {
  calendar: CHINA_CALENDAR,
  callingHours: DEFAULT_CALLING_HOURS,
  quietHours: DEFAULT_QUIET_HOURS,
  accountability: SETTINGS,
};

/** 2026-02-21 to 2026-03-20; the 26th is a Thursday. */
export const MONTH = '2026-03';
export const WINDOW = windowOf(MONTH, SETTINGS.dates);

/** At nine on the 21st, a Saturday. */
const COMPILED_AT = at('2026-03-21', '09:00');
const JUDGED_AT = at('2026-03-23');

export const SERVICE = staff('complaint-handler', 'service-qiu');
export const BUSINESS = staff('branch-manager', 'business-shan');
export const GROUP = HEAD_OFFICE;
export const SECOND_GROUP = COMPLIANCE;

const CHANNEL_RANK = {
  hotline: 1,
  counter: 1,
  'head-office': 2,
  association: 3,
  regulator: 4,
  media: 5,
} as const;
export type Channel = keyof typeof CHANNEL_RANK;

export function contact(
  channel: Channel,
  date: string,
  time = '10:00',
): AccountableComplaint['contacts'][number] {
  return { at: at(date, time).toISOString(), channel, rank: CHANNEL_RANK[channel] };
}

/** `cp-` and 20 hex digits. */
export function complaintId(number: number): string {
  return `cp-${number.toString(16).padStart(20, '0')}`;
}

/** One call to the hotline in the window, transferred the day after; one person answers for it. */
export function complaintOf(number: number, other: Partial<AccountableComplaint> = {}): AccountableComplaint {
  return {
    caseId: complaintId(number),
    branch: 'bj',
    line: 'life',
    contacts: [contact('hotline', '2026-03-02')],
    isRepeat: false,
    transferredAt: at('2026-03-03').toISOString(),
    withdrawnAfterFirstCoordination: false,
    outsideCover: false,
    responsible: [{ role: 'direct-person', person: 'broker-jia' }],
    deskFaults: [],
    ...other,
  };
}

const PDF = { type: 'other', media: 'application/pdf', bytes: 1_000 } as const;

/** A run, moved by what people do. Everything that is stored goes through the same contents as in the tables. */
export class AccountabilityStory {
  file: AccountabilityFile;
  readonly events: CaseEvent[] = [];
  readonly #contents = new Map<string, Content>();
  now = COMPILED_AT;

  constructor(complaints: readonly AccountableComplaint[]) {
    const opened = openAccountability(MONTH, { kind: 'system', id: 'schedule' }, COMPILED_AT, RULES);
    this.file = { case: present(opened.cases[0]).case as AccountabilityCase, parts: [] };
    this.events.push(...opened.events);
    this.propose(complaints);
  }

  /** To the result being sent: found on and confirmed by the first of the group. */
  static sent(complaints: readonly AccountableComplaint[]): AccountabilityStory {
    const story = new AccountabilityStory(complaints);
    story.now = JUDGED_AT;
    for (const branch of new Set(story.lines.map((line) => line.branch))) {
      story.finds('all', { says: 'liable' }, { ...SERVICE, branch });
    }
    story.decides('all', { outcome: 'confirmed' });
    return story;
  }

  get case(): AccountabilityCase {
    return this.file.case;
  }

  get lines(): AccountabilityLine[] {
    return linesOf(this.file);
  }

  line(id: string): AccountabilityLine {
    return lineOf(this.file, id);
  }

  content(name: string): Content {
    return present(this.#contents.get(name));
  }

  contents(): Content[] {
    return [...this.#contents.values()];
  }

  event(type: string): CaseEvent {
    return present(this.events.findLast((event) => event.type === type));
  }

  propose(complaints: readonly AccountableComplaint[]): Proposal {
    const proposal = propose(complaints, WINDOW, SETTINGS);
    this.store(recordProposal(this.file, proposal, this.now, RULES));
    return proposal;
  }

  finds(choice: LineChoice, said: FindingSaid, by = SERVICE): void {
    this.store(findOnLines(this.file, choice, said, by, this.now, RULES));
  }

  decides(choice: LineChoice, verdict: Verdict, by = GROUP): void {
    this.store(decideLines(this.file, choice, verdict, by, this.now, RULES));
  }

  /** @returns its id */
  brings(person: string, text = 'proof'): string {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const by = staff('broker', person);
    const { document, decision } = announceProof(this.file, { ...PDF, sha256 }, by, this.now, RULES);
    this.store(decision);
    this.store(keepProof(this.file, document.id, { ...PDF, sha256 }, this.now, RULES));
    return document.id;
  }

  objects(id: string, documents: string[], when = this.now, person = this.line(id).person): void {
    this.now = when;
    const made = { text: 'I was on leave when it was promised.', documents };
    this.store(objectTo(this.file, id, made, staff('broker', person), this.now, RULES));
  }

  redecides(id: string, verdict: Verdict, by = SECOND_GROUP): void {
    this.store(decideObjection(this.file, id, verdict, by, this.now, RULES));
  }

  until(when: Date): this {
    this.now = when;
    this.store(advanceAccountability(this.file, when, RULES));
    return this;
  }

  finishes(statements: StatedFile[] = []): void {
    this.store(finishAccountability(this.file, statements, this.now, RULES));
  }

  store(decision: Decision | undefined): void {
    if (decision === undefined) return;
    for (const content of decision.contents) this.#contents.set(content.name, content);
    this.events.push(...decision.events);
    this.file = fileOf(present(decision.cases[0]).case as AccountabilityCase, [...this.#contents.values()]);
  }
}
