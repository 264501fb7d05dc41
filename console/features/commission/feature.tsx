import { MoneyCollectOutlined, WalletOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature.ts';

export const feature: Feature = {
  name: 'commission',
  screens: [
    {
      path: '/commissions',
      label: 'commissions',
      icon: <MoneyCollectOutlined />,
      group: 'money',
      key: 'm',
      needs: ['commission:read'],
    },
    {
      path: '/payouts',
      label: 'payouts',
      icon: <WalletOutlined />,
      group: 'money',
      key: 'o',
      needs: ['statement:read'],
    },
  ],
  routes: [
    {
      path: 'commissions',
      lazy: async () => ({ Component: (await import('./lines-screen.tsx')).LinesScreen }),
    },
    {
      path: 'commissions/:policyId',
      lazy: async () => ({ Component: (await import('./policy-screen.tsx')).PolicyScreen }),
    },
    {
      path: 'payouts',
      lazy: async () => ({ Component: (await import('./payouts-screen.tsx')).PayoutsScreen }),
    },
    {
      path: 'payouts/:month',
      lazy: async () => ({ Component: (await import('./payout-screen.tsx')).PayoutScreen }),
    },
    {
      path: 'payouts/:month/statements/:payee',
      lazy: async () => ({ Component: (await import('./statement-screen.tsx')).StatementScreen }),
    },
  ],
};
