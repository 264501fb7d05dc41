import { Card, Typography } from 'antd';
import type { ReactNode } from 'react';

/** One figure, large, with what it is made of beneath. */
export function FactCard({
  title,
  value,
  children,
}: {
  title: ReactNode;
  value: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Card size="small" className="fact-card" title={<h2 className="card-title">{title}</h2>}>
      <div className="fact-value">{value}</div>
      <Typography.Text type="secondary">{children}</Typography.Text>
    </Card>
  );
}
