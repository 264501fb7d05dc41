import { type ReactNode, useEffect, useRef } from 'react';
import { type Language, useWords } from './words.tsx';

/** One screen. Whoever reads by ear is told that it changed: the title does, and the focus goes to its heading. */
export function Step({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}

export interface Fact {
  name: string;
  is: ReactNode;
}

/** Names and what stands behind them, one below the other: there is no room beside. */
export function Facts({ facts, className = 'facts' }: { facts: readonly Fact[]; className?: string }) {
  const { language } = useWords();
  return (
    <dl className={className}>
      {facts.map(({ name, is }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd lang={langOf(is, language)}>{is}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who asks, why, and what comes of it: stands before every question. */
export function About({ matter, why, use }: { matter?: string | undefined; why: string; use: string }) {
  const { t } = useWords();
  return (
    <Facts
      className="about"
      facts={[
        ...(matter === undefined ? [] : [{ name: t('about.matter'), is: matter }]),
        { name: t('about.who'), is: t('about.firm') },
        { name: t('about.why'), is: why },
        { name: t('about.use'), is: use },
      ]}
    />
  );
}

const HAN = /\p{Script=Han}/u;

/** Names are Chinese on the English page too, and are to be read out as such. */
function langOf(text: ReactNode, language: Language): Language | undefined {
  return language === 'en' && typeof text === 'string' && HAN.test(text) ? 'zh-CN' : undefined;
}

/** What a person wrote, in whichever language that was. */
export function Written({ children }: { children: string }) {
  return (
    <p className="written" lang={HAN.test(children) ? 'zh-CN' : 'en'}>
      {children}
    </p>
  );
}

export function matterOf({ carrierName, productName }: { carrierName?: string; productName?: string }) {
  const parts = [carrierName, productName].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

export function List({ items }: { items: readonly string[] }) {
  const { language } = useWords();
  return (
    <ul>
      {items.map((item) => (
        <li key={item} lang={langOf(item, language)}>
          {item}
        </li>
      ))}
    </ul>
  );
}
