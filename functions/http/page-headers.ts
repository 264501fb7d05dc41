import file from './page-headers.json' with { type: 'json' };

/**
 * What pages and their files are sent with; CloudFront reads the same file. antd writes style elements, so the console
 * allows inline styles; the customer's page has a stylesheet and allows none.
 *
 * @param connect origins besides its own that the page may call
 */
export function pageHeaders(
  page: keyof typeof file.policies,
  connect: readonly string[] = [],
): Record<string, string> {
  const policy = file.policies[page].replace(
    "connect-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
  );
  return { ...file.headers, 'content-security-policy': policy };
}
