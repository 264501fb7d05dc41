import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { When } from '../../../components/shown.tsx';
import type { NextAction } from '../api/run.ts';
import { useNextText } from './words.ts';

/** Who must do what next: several can be asked at once, for lines wait for the levels one by one. */
export function NextLines({ next }: { next: readonly NextAction[] }) {
  const { t } = useTranslation();
  const text = useNextText();
  if (next.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('case.next')}
      description={
        <ul className="next-lines">
          {next.map(({ who, what, by }) => (
            <li key={who}>
              <strong>{text.who(who)}</strong> · {text.what(what)}
              {by !== undefined && (
                <>
                  {' · '}
                  {t('case.by')} <When at={by} />
                </>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}
