import { describe, expect, it } from 'vitest';
import { TEXTS } from '../../adapters/sms/texts.ts';
import { Message } from '../../domain/case.ts';
import { CURRENT_CARDS } from '../../domain/evaluation/cards.ts';
import { evaluationWords } from '../../domain/evaluation/message.ts';

const isOfEvaluation = (template: string) => template.startsWith('evaluation-');
const { options: TEMPLATES } = Message.shape.template;

describe.each(TEMPLATES.filter((one) => !isOfEvaluation(one)))('the text of a %s', (template) => {
  const text = TEXTS[template];

  it('asks for the link and for nothing that tells whose matter it is', () => {
    expect([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(['link']);
  });

  it('ends with the link: what follows an address is taken for part of it', () => {
    expect(text).toMatch(/：\{link\}$/);
  });
});

describe.each(TEMPLATES.filter(isOfEvaluation))('the text of a %s', (template) => {
  it('says in words what is evaluated and how to reply, and only a reminder brings a link, last', () => {
    const words = evaluationWords({
      moment: 'claim-closed',
      line: 'life',
      cards: CURRENT_CARDS,
      extension: '0471',
    });
    const named = [...TEXTS[template].matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const isReminder = template === 'evaluation-reminder';
    expect([...Object.keys(words), ...(isReminder ? ['link'] : [])]).toEqual(expect.arrayContaining(named));
    if (isReminder) expect(TEXTS[template]).toMatch(/：\{link\}$/);
    expect(named).toContain('code');
  });
});

it.each(TEMPLATES)('the text of a %s is no other message as well', (template) => {
  const others = TEMPLATES.filter((other) => other !== template);
  expect(others.map((other) => TEXTS[other])).not.toContain(TEXTS[template]);
});
