import { Button, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBranches } from '../../../api/branches.ts';
import { BranchSelect } from '../../../components/branch-select.tsx';
import type { Whose } from '../api/lines.ts';

interface WhoseFilterProps {
  whose: Whose;
  choose: (whose: Whose) => void;
}

/** A payee or a branch, for those who read more than their own lines. */
export function WhoseFilter({ whose, choose }: WhoseFilterProps) {
  const { t } = useTranslation('commission');
  const branches = useBranches();
  const { payee, branch } = whose;
  return (
    <Flex gap="small" wrap align="center">
      <Input.Search
        key={payee ?? ''}
        className="payee-search"
        defaultValue={payee ?? ''}
        placeholder={t('payeeId')}
        aria-label={t('payeeId')}
        enterButton={t('show')}
        onSearch={(text) => choose({ ...whose, payee: text.trim() })}
      />
      {branches.length > 1 && (
        <BranchSelect value={branch} onChange={(one) => choose({ ...whose, branch: one })} />
      )}
      {(payee !== undefined || branch !== undefined) && (
        <Button onClick={() => choose({})}>{t('everybody')}</Button>
      )}
    </Flex>
  );
}
