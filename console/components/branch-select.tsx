import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBranches } from '../api/branches.ts';

interface BranchSelectProps {
  value?: string | undefined;
  onChange?: (branch: string) => void;
  id?: string;
}

/** Which branch is meant. Somebody of one branch has no choice and sees none. */
export function BranchSelect({ value, onChange, id }: BranchSelectProps) {
  const { t } = useTranslation();
  const branches = useBranches();
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      className="branch-select"
      aria-label={t('case.branch')}
      placeholder={t('case.branch')}
      value={value ?? null}
      {...(onChange === undefined ? {} : { onChange })}
      options={branches.map((branch) => ({ value: branch, label: branch }))}
    />
  );
}
