import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;

/** The month that the address names, or the present one. */
export function useMonth(): { month: string; choose: (month: string) => void } {
  const [search, setSearch] = useSearchParams();
  const now = dayOf(useNow()).slice(0, 7);
  const asked = search.get('month') ?? '';
  return {
    month: MONTH.test(asked) ? asked : now,
    choose: (month) => {
      if (MONTH.test(month)) setSearch({ month });
    },
  };
}

function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

export function MonthChoice({ month, choose }: { month: string; choose: (month: string) => void }) {
  const { t } = useTranslation('administration');
  return (
    <Flex gap="small" align="center" className="no-print">
      <Button
        icon={<LeftOutlined aria-hidden />}
        aria-label={t('month.before')}
        onClick={() => choose(monthAfter(month, -1))}
      />
      <Input
        type="month"
        className="month-choice"
        aria-label={t('month.month')}
        value={month}
        onChange={({ target }) => choose(target.value)}
      />
      <Button
        icon={<RightOutlined aria-hidden />}
        aria-label={t('month.after')}
        onClick={() => choose(monthAfter(month, 1))}
      />
    </Flex>
  );
}
