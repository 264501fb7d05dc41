import 'i18next';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      common: typeof import('../i18n/locales/zh-CN/common.json');
      accountability: typeof import('../features/accountability/locales/zh-CN.json');
      administration: typeof import('../features/administration/locales/zh-CN.json');
      callback: typeof import('../features/callback/locales/zh-CN.json');
      'carrier-request': typeof import('../features/carrier-request/locales/zh-CN.json');
      commission: typeof import('../features/commission/locales/zh-CN.json');
      complaint: typeof import('../features/complaint/locales/zh-CN.json');
      'corrective-action': typeof import('../features/corrective-action/locales/zh-CN.json');
      evaluation: typeof import('../features/evaluation/locales/zh-CN.json');
      figures: typeof import('../features/figures/locales/zh-CN.json');
      local: typeof import('../features/local/locales/zh-CN.json');
      'policy-import': typeof import('../features/policy-import/locales/zh-CN.json');
      'pre-underwriting': typeof import('../features/pre-underwriting/locales/zh-CN.json');
      'reception-day': typeof import('../features/reception-day/locales/zh-CN.json');
      reconsideration: typeof import('../features/reconsideration/locales/zh-CN.json');
      'work-list': typeof import('../features/work-list/locales/zh-CN.json');
    };
  }
}
