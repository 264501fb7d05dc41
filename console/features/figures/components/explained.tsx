import { Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../../i18n/sentences.ts';
import { useTerm } from '../../../i18n/use-words.ts';

/** Of what each share is one, and from how many on it is told. */
export function Explained({
  denominators,
  minimum,
}: {
  denominators: Record<string, string>;
  minimum?: number;
}) {
  const { t } = useTranslation('figures');
  const term = useTerm('figures');
  const sentence = useSentence();
  return (
    <Collapse
      size="small"
      items={[
        {
          key: 'explained',
          label: t('explained'),
          children: (
            <>
              {minimum !== undefined && <p>{t('minimum', { count: minimum })}</p>}
              <dl className="facts explained">
                {Object.entries(denominators).map(([of, english]) => (
                  <div key={of}>
                    <dt>{term('share.of', of)}</dt>
                    <dd>{sentence(english)}</dd>
                  </div>
                ))}
              </dl>
            </>
          ),
        },
      ]}
    />
  );
}
