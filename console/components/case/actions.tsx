import { Button, Card, Flex } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../keys/keys.tsx';

export interface CaseAction {
  key: string;
  label: string;
  form: ReactNode;
  danger?: boolean;
}

/**
 * What this person can do with the case now. The first is what is to be done next, and stands open; another one takes
 * its place when it is chosen.
 */
export function CaseActions({ actions }: { actions: readonly CaseAction[] }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const open = actions.find(({ key }) => key === chosen) ?? actions[0];
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen !== undefined) firstField(region.current)?.focus();
  }, [chosen]);
  useKey('a', t('case.act'), () => firstField(region.current)?.focus(), open !== undefined);
  if (open === undefined) return null;
  return (
    <Card size="small" title={<h2 className="card-title">{open.label}</h2>}>
      <Flex vertical gap="middle">
        <div ref={region} key={open.key}>
          {open.form}
        </div>
        {actions.length > 1 && (
          <Flex gap="small" wrap role="group" aria-label={t('case.otherActions')}>
            {actions.map(({ key, label, danger = false }) => (
              <Button
                key={key}
                size="small"
                danger={danger}
                aria-pressed={key === open.key}
                type={key === open.key ? 'primary' : 'default'}
                ghost={key === open.key}
                onClick={() => setChosen(key)}
              >
                {label}
              </Button>
            ))}
          </Flex>
        )}
      </Flex>
    </Card>
  );
}

function firstField(region: HTMLElement | null): HTMLElement | undefined {
  const fields = region?.querySelectorAll<HTMLElement>('input, textarea, button, [tabindex="0"]');
  return [...(fields ?? [])].find((field) => field.offsetParent !== null);
}
