import {
  ExclamationCircleOutlined,
  FileSearchOutlined,
  InboxOutlined,
  LockOutlined,
} from '@ant-design/icons';
import { Button, Flex, Skeleton, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.ts';
import { useProblemText } from './problem-text.ts';

export function Loading() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('state.loading')}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  );
}

interface SignProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  extra?: ReactNode;
}

/** Instead of a screen: what is the matter, and what one can do about it. */
function Sign({ icon, title, children, extra }: SignProps) {
  return (
    <Flex vertical align="center" gap="small" className="sign">
      <span className="sign-icon" aria-hidden>
        {icon}
      </span>
      <Typography.Title level={1}>{title}</Typography.Title>
      <Typography.Text type="secondary">{children}</Typography.Text>
      {extra}
    </Flex>
  );
}

export function Failed({ error, again }: { error: Error; again?: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const status = error instanceof ApiProblem ? error.problem.status : undefined;
  if (status === 403) return <NoPermission />;
  if (status === 404) return <NotHere />;
  const { title, fields, instance } = textOf(error);
  return (
    <Sign
      icon={<ExclamationCircleOutlined />}
      title={title}
      extra={again !== undefined && <Button onClick={again}>{t('state.again')}</Button>}
    >
      {fields.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {instance !== undefined && <small>{t('state.request', { id: instance })}</small>}
    </Sign>
  );
}

export function NoPermission() {
  const { t } = useTranslation();
  return (
    <Sign icon={<LockOutlined />} title={t('state.noPermission')}>
      {t('state.noPermissionWhy')}
    </Sign>
  );
}

/** Told of what is not there and of what may not be seen, alike. */
export function NotHere() {
  const { t } = useTranslation();
  return (
    <Sign icon={<FileSearchOutlined />} title={t('state.notHere')}>
      {t('state.notHereWhy')}
    </Sign>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return (
    <Flex vertical align="center" gap={4} className="nothing">
      <InboxOutlined aria-hidden />
      <Typography.Text type="secondary">{children}</Typography.Text>
    </Flex>
  );
}
