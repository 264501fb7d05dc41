import { Flex, Typography } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';

/** One screen: its title, what can be done on all of it, and the rest. The title is where a new screen is read from. */
export function Page({
  title,
  about,
  extra,
  children,
}: {
  title: string;
  about?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Recourse`;
    heading.current?.focus();
  }, [title]);
  return (
    <section className="page">
      <Flex justify="space-between" align="start" gap="small" wrap className="page-head">
        <div>
          <Typography.Title level={1} ref={heading} tabIndex={-1}>
            {title}
          </Typography.Title>
          {about !== undefined && <Typography.Text type="secondary">{about}</Typography.Text>}
        </div>
        {extra !== undefined && (
          <Flex gap="small" wrap className="no-print">
            {extra}
          </Flex>
        )}
      </Flex>
      {children}
    </section>
  );
}
