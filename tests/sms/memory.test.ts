import { MemorySms } from '../../adapters/memory/sms.ts';
import { textOf } from '../../adapters/sms/texts.ts';
import { Refused, Throttled, Unavailable } from '../../domain/errors.ts';
import { describeSmsGateway } from './contract.ts';

const FAULTS = {
  refused: () => new Refused('sms-number', 'The SMS gateway does not take this number.'),
  throttled: () => new Throttled('The SMS gateway asks to slow down.'),
  unavailable: () => new Unavailable('The SMS gateway does not answer.'),
};

describeSmsGateway('memory', {
  knowsIds: true,
  open: async () => {
    const sms = new MemorySms();
    return {
      sms,
      delivered: () =>
        sms.sent.map((message) => ({ phone: message.phone, text: textOf(message, '某某经纪') })),
      failNext: (fault) => sms.failNext(FAULTS[fault]()),
    };
  },
});
