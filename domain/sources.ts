/** Where a rule comes from: law binds, guidance is what a regulator, a trade or a gateway expects, the rest is the firm's. */
interface Source {
  /** Which part of the topic, as a path into its settings. */
  of: string;
  by: 'law' | 'guidance' | 'firm';
  zh: string;
  en: string;
}

type SettingsTopic =
  | 'callback'
  | 'calendar'
  | 'holds'
  | 'scope'
  | 'complaint'
  | 'carriers'
  | 'evaluation'
  | 'figures'
  | 'accountability';

const FIRM = { by: 'firm', zh: '由公司自行设定', en: "The firm's to set" } as const;

const COMPLAINT_MEASURES = {
  by: 'law',
  zh: '《银行业保险业消费投诉处理管理办法》(2020年第3号)',
  en: 'Complaint measures (CBIRC Order 2020 No. 3)',
} as const;

const NINGBO = {
  by: 'guidance',
  zh: '宁波保险服务监督网络的做法',
  en: 'The supervision network of Ningbo',
} as const;

/** What each set of rules rests on (依据). The firm's own stand there too, so that nobody takes them for law. */
export const SOURCES: Readonly<Record<SettingsTopic, readonly Source[]>> = {
  callback: [
    {
      of: 'questionnaires',
      by: 'law',
      zh: '《人身保险业务基本服务规定》(2010年第4号)第十五条',
      en: 'Basic service rule of 2010, article 15',
    },
    { of: 'settings.ladders', ...FIRM },
  ],
  calendar: [
    {
      of: 'years',
      by: 'law',
      zh: '国务院年度放假通知;未公布的年份只含《全国年节及纪念日放假办法》所定日期',
      en: "The State Council's yearly notice; before it is out, the days of the rule on public holidays alone",
    },
    { of: 'callingHours', by: 'guidance', zh: '行业惯例', en: 'What the trade does' },
    { of: 'quietHours', by: 'guidance', zh: '行业惯例', en: 'What the trade does' },
  ],
  holds: [
    {
      of: 'items.customer-data',
      by: 'law',
      zh: '保监发〔2013〕82号:客户信息不真实、不完整的,缓发手续费',
      en: 'Rule on the truth of customer data of 2013, No. 82: commission is deferred until it is corrected',
    },
    { of: 'items.callback-not-completed', ...FIRM },
    { of: 'items.callback-problem', ...FIRM },
    { of: 'items.receipt-missing', ...FIRM },
    { of: 'items.compliance', ...FIRM },
  ],
  scope: [{ of: 'rules', ...FIRM }],
  complaint: [
    { of: 'settings.statutory', ...COMPLAINT_MEASURES },
    { of: 'settings.reviewWithin', ...COMPLAINT_MEASURES },
    { of: 'settings.reviewDecision', ...COMPLAINT_MEASURES },
    {
      of: 'settings.firstContact',
      by: 'guidance',
      zh: '北京通知2021年第254号',
      en: 'Beijing notice 254/2021',
    },
    { of: 'settings.evaluation', ...NINGBO },
    { of: 'settings.work', ...FIRM },
    { of: 'settings.reminder', ...FIRM },
    { of: 'settings.warnings', ...FIRM },
  ],
  carriers: [
    { of: 'requests', ...FIRM },
    { of: 'preUnderwriting', ...FIRM },
    {
      of: 'preUnderwriting.keepAtMostDays',
      by: 'law',
      zh: '《个人信息保护法》第十九条、第四十七条',
      en: 'Personal information protection law, articles 19 and 47: no longer than the purpose needs',
    },
    { of: 'reconsideration', ...FIRM },
  ],
  evaluation: [
    { of: 'cards', ...NINGBO },
    { of: 'settings', ...FIRM },
    { of: 'caps', by: 'guidance', zh: '短信网关的发送限制', en: 'What the gateways of China let through' },
  ],
  figures: [
    { of: 'branchScore', ...FIRM },
    { of: 'bands', ...FIRM },
  ],
  accountability: [
    { of: 'settings.dates', ...FIRM },
    { of: 'settings.deskFaults', ...FIRM },
    { of: 'settings.deciding', ...FIRM },
    {
      of: 'settings.channelFen',
      by: 'firm',
      zh: '示例金额,首次运行前由公司设定',
      en: "Shown as an example: the firm's to set before the first run",
    },
    {
      of: 'settings.additionFen',
      by: 'firm',
      zh: '示例金额,首次运行前由公司设定',
      en: "Shown as an example: the firm's to set before the first run",
    },
  ],
};
