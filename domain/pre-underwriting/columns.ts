import type { CarrierRequest } from '../carrier-request/case.ts';
import { daysWaited } from '../carrier-request/clock.ts';
import type { Opinion } from '../carrier-request/conclusion.ts';
import type { Column } from './comparison.ts';
import type { PreUnderwritingFile } from './file.ts';

/** A column of the comparison for each carrier that was asked. */
export function columnsOf(file: PreUnderwritingFile, now: Date): Column[] {
  const products = new Map(file.case.wanted.map(({ carrier, product }) => [carrier, product]));
  return file.requests.map((request) => {
    const opinion = file.opinions.get(request.carrier);
    const [first] = request.answers;
    return {
      carrier: request.carrier,
      product: products.get(request.carrier) ?? request.carrier,
      state: stateOf(request, opinion),
      askedAt: request.askedAt,
      ...(first === undefined ? {} : { answeredAt: first.at }),
      late: first?.late ?? request.silentSince !== undefined,
      ...(opinion === undefined ? {} : { opinion }),
      daysWaited: daysWaited(request, now),
    };
  });
}

function stateOf(request: CarrierRequest, opinion: Opinion | undefined): Column['state'] {
  if (opinion !== undefined) return 'answered';
  switch (request.stage) {
    case 'withdrawn':
    case 'not-needed':
    case 'answered': // its opinion was erased
      return 'withdrawn';
    case 'material-wanted':
      return 'material-wanted';
    case 'asked':
      return request.silentSince === undefined ? 'asked' : 'silent';
  }
}
