import { describe, expect, it } from 'vitest';
import { TEXTS } from '../../adapters/sms/texts.ts';
import { Message } from '../../domain/case.ts';

describe.each(Message.shape.template.options)('the text of a %s', (template) => {
  const text = TEXTS[template];

  it('asks for the link and for nothing that tells whose matter it is', () => {
    expect([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(['link']);
  });

  it('ends with the link: what follows an address is taken for part of it', () => {
    expect(text).toMatch(/：\{link\}$/);
  });

  it('is no other message as well: the customer can tell what is asked of him', () => {
    const others = Message.shape.template.options.filter((other) => other !== template);
    expect(others.map((other) => TEXTS[other])).not.toContain(text);
  });
});
