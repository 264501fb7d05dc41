import { Alert, Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { ProblemAlert } from '../../../components/state/problem-alert.tsx';
import { useCompile } from '../api/commands.ts';

/** Complaints that somebody must answer for and nobody is named in. */
export function NobodyNamed({ complaints }: { complaints: readonly string[] }) {
  const { t } = useTranslation('accountability');
  if (complaints.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('nobodyNamed', { count: complaints.length })}
      description={
        <Flex gap="small" wrap>
          {complaints.map((id) => (
            <CaseLink key={id} id={id} />
          ))}
        </Flex>
      }
    />
  );
}

/** As long as nobody has judged a line: somebody was named too late for it. */
export function CompileAgain({ month }: { month: string }) {
  const { t } = useTranslation('accountability');
  const compile = useCompile(month);
  return (
    <Flex vertical gap="small">
      <ProblemAlert error={compile.error} />
      <div>
        <Button loading={compile.isPending} onClick={() => compile.mutate()}>
          {t('compileAgain')}
        </Button>
      </div>
    </Flex>
  );
}
