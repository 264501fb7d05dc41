import type { Message } from '../../domain/case.ts';
import { InvariantBroken } from '../../domain/errors.ts';
import type { Sms } from '../../domain/ports.ts';

export type SmsMessage = Parameters<Sms['send']>[0];

/**
 * What the customer reads, after the firm's signature. The link stands last: many phones take Chinese characters that
 * follow an address as part of it. No name, product or amount: whoever holds the phone reads it. An evaluation is
 * asked for by its card in words, for a reply, and its reminder brings a link.
 */
export const TEXTS: Readonly<Record<Message['template'], string>> = {
  'callback-invitation': '您的保单已承保，请打开链接完成回访：{link}',
  'callback-reminder': '提醒：您的保单回访尚未完成，请打开链接作答：{link}',
  'confirmation-request': '您在回访中反映的问题已处理，请打开链接确认是否解决：{link}',
  'confirmation-reminder': '提醒：请打开链接，确认您在回访中反映的问题是否已解决：{link}',
  'consent-request': '您委托的核保咨询需要您单独同意，请打开链接查看并决定：{link}',
  explanation: '关于您的保险决定异议，我们的说明已备好，请打开链接查看：{link}',
  'explanation-reminder': '提醒：请打开链接查看我们对您异议的说明，并告知是否接受：{link}',
  'outcome-letter': '您的保险决定异议已有结果，请打开链接查看：{link}',
  'complaint-decision': '您的投诉已有处理决定，请打开链接查看并告知是否接受：{link}',
  'evaluation-request':
    '请评价我们的{about}，回复题号加选项（A满意 B一般 C不满意），如1A2B：{items1} {items2}。收到多条时请在前面写#{code}和空格。回T退订',
  'evaluation-reminder':
    '提醒：您还未评价我们的{about}，请照上一条短信回复（收到多条时在前面写#{code}和空格），回T退订，或打开链接作答：{link}',
  'evaluation-unclear':
    '您有多项服务待评价，我们无法判断您评价的是哪一项。评价{about}请先写#{code}和空格，再写题号加选项，如#{code} 1A2B',
};

/** The whole text, for a gateway that takes texts. */
export function textOf({ template, parameters }: SmsMessage, signName: string): string {
  const text = TEXTS[template].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new InvariantBroken(`The text of ${template} needs ${name}.`);
    return value;
  });
  return `【${signName}】${text}`;
}

const MOST_VARIABLE = 35; // characters that Aliyun takes in one variable of a notice
const LINK_PARTS = 3;

/**
 * The variables, for a gateway that holds the texts. Aliyun refuses an address in a variable and any variable of more
 * than 35 characters, so the address is registered with the template and the link's token comes in its three parts:
 * `{link}` of the text is registered as `https://example.cn/c/${link1}.${link2}.${link3}`, where `linkStart` is
 * `https://example.cn/c/`. A link that starts elsewhere would reach the customer as another address than ours. A text
 * without a link is registered with its variables as they are.
 */
export function variablesOf({ template, parameters }: SmsMessage, linkStart: string): Record<string, string> {
  const { link, ...others } = parameters;
  const words = wordsOf(template, others);
  if (!TEXTS[template].includes('{link}')) return words;
  if (!link?.startsWith(linkStart))
    throw new InvariantBroken(`The link of ${template} does not start as registered with the gateway.`);
  const parts = link.slice(linkStart.length).split('.');
  if (parts.length !== LINK_PARTS || parts.some((part) => part.length === 0 || part.length > MOST_VARIABLE))
    throw new InvariantBroken(`The link of ${template} does not have the form registered with the gateway.`);
  return { ...words, ...Object.fromEntries(parts.map((part, index) => [`link${index + 1}`, part])) };
}

function wordsOf(
  template: Message['template'],
  parameters: SmsMessage['parameters'],
): Record<string, string> {
  const names = new Set([...TEXTS[template].matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''));
  names.delete('link');
  return Object.fromEntries(
    [...names].map((name) => {
      const value = parameters[name] ?? '';
      if (value.length === 0 || value.length > MOST_VARIABLE)
        throw new InvariantBroken(`The variable ${name} of ${template} does not fit into the gateway's.`);
      return [name, value];
    }),
  );
}
